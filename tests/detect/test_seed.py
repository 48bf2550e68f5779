"""The reference article: every hand label that the design maps, and nothing from links."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.model.finding import Count, Finding, Mode, Signal
from bot.model.kind import Family, SubEventType
from bot.model.scale import Severity, Urgency
from tests.fakes.packs import found

SEED = Path(__file__).parents[3] / "shared" / "seed"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="shared/ is absent")

#: The kinds of the hand labels, as the design reads them.
KINDS = {
    "air_strike": ("air_strike",),
    "revenge_threat": ("revenge_threat",),
    "legal_retaliation_vow": ("threat",),
    "condemnation": ("condemnation", "accusation"),
    "criticism": ("condemnation", "accusation"),
    "accusation": ("accusation",),
    "denial": ("denial",),
    "official_justification": ("justification",),
    "deescalation": ("restraint_call", "talks"),
}
HISTORY = ("past_attacks", "show_of_force")
#: Labelled as a strike for whom it hit; the sentence tells of no strike.
NOT_TOLD = "Kataeb"
SWAPS = {
    "Iraqi": "Yemeni",
    "Iraq": "Yemen",
    "Syrian": "Omani",
    "Syria": "Oman",
    "Iranian": "Egyptian",
    "Iran": "Egypt",
    "American": "French",
    "US": "UK",
    "United States": "United Kingdom",
    "Tehran": "Cairo",
    "Washington": "London",
    "Baghdad": "Aden",
    "Qaim": "Marib",
    "Al Anbar": "Abyan",
    "Erbil": "Taiz",
    "Kadhimi": "Sallal",
    "Kirby": "Osgood",
    "Biden": "Palmer",
    "SANA": "Xinhua",
    "seven": "nineteen",
    "four": "six",
    "one child": "two children",
    "40": "70",
    "14": "31",
    "2,500": "3,900",
    "13": "21",
}


def words(text: str) -> str:
    return " ".join(text.split())


def seed() -> str:
    return (SEED / "article.txt").read_text()


def labels() -> list[dict[str, Any]]:
    signals: list[dict[str, Any]] = json.loads((SEED / "gold.json").read_text())["signals"]
    return signals


def swapped(text: str) -> str:
    names = "|".join(sorted(map(re.escape, SWAPS), key=len, reverse=True))
    return re.sub(rf"\b(?:{names})\b", lambda match: SWAPS[match.group()], text)


def at(finding: Finding, sentence: str) -> list[Signal]:
    return [each for each in finding.signals if words(sentence) in words(each.sentence)]


def test_every_mapped_label_is_found_in_its_mode() -> None:
    finding = found(seed(), published=None)
    missed = []
    for label in labels():
        if label.get("note", "").startswith("link line") or NOT_TOLD in label["sentence"]:
            continue
        hits = at(finding, label["sentence"])
        if label["kind"] in HISTORY:
            seen = any(each.family is Family.ACT and each.mode is Mode.HISTORICAL for each in hits)
        elif label["kind"] in KINDS:
            seen = any(
                each.kind in KINDS[label["kind"]] and each.mode == label["mode"] for each in hits
            )
        else:
            continue
        if not seen:
            missed.append((label["kind"], label["mode"], label["sentence"]))
    assert not missed


def test_no_link_line_fires() -> None:
    finding = found(seed(), published=None)
    told = [each.sentence for each in finding.signals]
    told += [each.sentence for each in finding.claims]
    assert not [each for each in told if "READ MORE" in each]


def test_the_raid_is_judged_as_the_design_says() -> None:
    finding = found(seed(), published=None)
    assert finding.relevant
    assert finding.alertable
    assert finding.sub_event_type is SubEventType.AIR_STRIKE
    assert finding.toll.killed == Count(7, None)
    assert finding.severity is Severity.SEVERE
    assert finding.urgency is Urgency.IMMEDIATE
    assert finding.country == "IQ"
    assert finding.places[0].name == "Qaim"


def test_the_nuclear_paragraphs_change_neither_severity_nor_toll() -> None:
    text = seed()
    without = "\n".join(line for line in text.split("\n") if "nuclear" not in line.lower())
    whole, rest = found(text, published=None), found(without, published=None)
    assert (whole.severity, whole.toll) == (rest.severity, rest.toll)
    nuclear = [each for each in whole.signals if "nuclear" in each.sentence.lower()]
    live = [each for each in nuclear if each.mode is Mode.CURRENT and each.family is Family.WORD]
    assert {each.kind for each in live} <= {"warning", "justification", "demand"}


def test_other_names_and_figures_give_the_same_signals() -> None:
    text = seed()
    first, second = found(text, published=None), found(swapped(text), published=None)
    assert [(each.rule, each.mode, each.zone) for each in second.signals] == [
        (each.rule, each.mode, each.zone) for each in first.signals
    ]
    assert second.toll.killed == Count(19, None)
    assert second.country == "YE"
