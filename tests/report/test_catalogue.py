"""The message catalogue is whole: every key, every placeholder, every plural form."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.detect.keywords import Refusal
from bot.model.feed import Reliability
from bot.model.finding import Effect, Mode
from bot.model.incident import MarkKind, Reason, Silence
from bot.model.kind import Kind
from bot.model.notice import NoticeKind
from bot.model.scale import Certainty, Severity
from bot.report.catalogue import LANGUAGES, say

ROOT = Path(bot.__file__).parent.parent
#: Keys that are put together at run time, and all that may be put there.
FAMILIES = {
    "severity": Severity,
    "heading": Severity,
    "certainty": Certainty,
    "kind": Kind,
    "effect": Effect,
    "short": Effect,
    "mode": Mode,
    "reason": Reason,
    "told": Reason,
    "step": Reason,
    "silence": Silence,
    "mark": MarkKind,
    "marked": MarkKind,
    "reliability": Reliability,
    "credibility": range(1, 7),
    "notice": NoticeKind,
    "bad.rule": Refusal,
    "month": range(1, 13),
}
#: Beginnings of keys whose ends are the names of commands, buttons and kinds of threat.
BUILT = ("help.", "example.", "offer.", "label.", "bad.mute_", "bad.unmute_", "bad.marked_")


def calls() -> Iterator[tuple[str, set[str], str]]:
    """Every `say("key", …)` in the source: the key, the values given, where it stands."""
    for package in ("bot", "handlers"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "say"
                    and isinstance(node.args[0], ast.Constant)
                ):
                    given = {word.arg for word in node.keywords if word.arg}
                    yield str(node.args[0].value), given, f"{path.name}:{node.lineno}"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(key: str) -> list[str]:
    texts = LANGUAGES["en"].texts
    return [text for text in (f"{key}.one", f"{key}.other", key) if text in texts]


@pytest.mark.slow
def test_every_key_that_the_source_asks_for_is_in_the_catalogue() -> None:
    missing = [f"{where}: {key}" for key, _, where in calls() if not forms(key)]
    assert missing == []


def test_every_placeholder_of_a_text_is_given_where_it_is_said() -> None:
    texts = LANGUAGES["en"].texts
    missing = [
        f"{where}: {key} lacks {name}"
        for key, given, where in calls()
        for form in forms(key)
        for name in placeholders(texts[form]) - given
    ]
    assert missing == []


@pytest.mark.parametrize("family", FAMILIES)
def test_keys_put_together_at_run_time_have_a_text_for_every_member(family: str) -> None:
    texts = LANGUAGES["en"].texts
    missing = [
        f"{family}.{member}" for member in FAMILIES[family] if f"{family}.{member}" not in texts
    ]
    assert missing == []


def test_no_text_of_the_catalogue_is_left_unsaid() -> None:
    paths = [path for name in ("bot", "handlers") for path in (ROOT / name).rglob("*.py")]
    source = "".join(
        path.read_text(encoding="utf-8") for path in paths if not path.name.startswith("english")
    )
    built = (*(f"{family}." for family in FAMILIES), *BUILT)
    unsaid = [
        text
        for text in LANGUAGES["en"].texts
        if f'"{text.removesuffix(".one").removesuffix(".other")}"' not in source
        and not text.startswith(built)
    ]
    assert unsaid == []


def test_every_language_has_the_same_placeholders_as_english() -> None:
    english = LANGUAGES["en"].texts
    for name, language in LANGUAGES.items():
        for key, text in language.texts.items():
            assert placeholders(text) == placeholders(english[key]), f"{name}: {key}"


def test_a_number_chooses_its_plural_form() -> None:
    assert say("sure.sources", count=1) == "1 source"
    assert say("sure.sources", count=2) == "2 sources"


def test_a_language_without_texts_is_answered_in_english() -> None:
    assert say("severity.severe", "tlh-Latn") == "severe"
    assert say("severity.severe", "en-GB") == "severe"


def test_braces_in_a_value_mean_nothing() -> None:
    assert "{0.__class__}" in say("bad.id", id="{0.__class__}", prefix="/")


def test_a_missing_key_is_named() -> None:
    with pytest.raises(KeyError, match="no text 'never'"):
        say("never")
