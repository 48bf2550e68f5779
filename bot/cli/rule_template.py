"""`tocsin rules new`: a pack of one rule to begin with, which loads as it is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.cli.codes import Exit
from bot.cli.errors import fail
from bot.cli.rule_files import checked, tables
from bot.model.kind import SUB_EVENT_TYPE, Kind
from bot.settings import shipped

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")

_TEMPLATE = """\
# A rule of your own. What stands behind a # is a note for people.
# Change the words, run: tocsin rules test {id}
# When it may alert, write status = "stable".

[[rule]]
id        = "{id}"
# What it finds, for people.
title     = "Somebody burns down a store of food"
# What it reports{acled}.
kind      = "{kind}"
{said}# experimental: shown by `tocsin analyze`, never alerts. stable: alerts.
status    = "experimental"
language  = "en"

# Groups of phrases; the names are yours. word, word* (any ending), one|other, "word .. word"
# (up to five words between), @list (a list of config/lexicon), {{count}} (a figure).
deed      = ["set fire to", "set .. ablaze|alight", "torch*"]
store     = ["granar*|barn*|silo*", "food store|stores"]
# What only sounds like it.
play      = ["board game", "on stage"]

# Which groups one sentence must hold: and, or, not, brackets.
condition = "deed and store and not play"

# Sentences that must fire, and that must not: two of each at least.
match = [
  "Riders set fire to three granaries outside the village.",
  "The barns were set ablaze during the night.",
]
ignore = [
  "In the board game you torch the barns of your neighbour.",
  "Farmers filled their granaries after a good harvest.",
]
"""


def begin(rule_id: str, kind: Kind, config: Path | None) -> Path:
    """Write the template into the operator's folder; what stands there is never written over.

    Raises:
        typer.Exit: the id is none or taken, the file exists, or there is no folder to write to.
    """
    if not _ID.fullmatch(rule_id):
        right = "write family.name in small letters, such as raid.cattle"
        raise fail(f"{rule_id!r} is no id; {right}", code=Exit.USAGE)
    folder = _folder(config)
    all_ = checked(folder)
    raws = [raw for _, raw in tables(all_)]
    if any(raw.get("id") == rule_id for raw in raws):
        raise fail(f"{rule_id} is taken; see it with: tocsin rules show {rule_id}")
    path = all_.folder / "rules" / f"{rule_id.replace('.', '_')}.toml"
    text = _TEMPLATE.format(id=rule_id, kind=kind, acled=_acled(kind), said=_said(kind, raws))
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise fail(f"{path} exists; edit it, or choose another id") from None
    except OSError as error:
        raise fail(f"{path}: cannot be written: {error.strerror}") from None
    return path


def _folder(config: Path | None) -> Path | None:
    """The folder asked for, made where there is none; the program's own copy is not for writing."""
    if config is None:
        own = checked(None).folder
        if own == shipped("config") and own.parent.name == "_data":
            right = "name a folder of yours: --config config"
            raise fail(f"{own} belongs to the program; {right}", code=Exit.USAGE)
        return None
    try:
        (config / "rules").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fail(f"{config}: cannot be made: {error.strerror}", code=Exit.USAGE) from None
    return config


def _acled(kind: Kind) -> str:
    usual = SUB_EVENT_TYPE.get(kind)
    return f"; ACLED calls it: {usual}" if usual else ""


def _said(kind: Kind, raws: Iterable[Mapping[str, Any]]) -> str:
    """The PLOVER type and the mode that other rules of this kind have."""
    same = [raw for raw in raws if raw.get("kind") == kind]
    lines = []
    for key in ("plover", "mode"):
        common = Counter(raw.get(key) for raw in same).most_common(1)
        if common and isinstance(common[0][0], str):
            lines.append(f'{key:9} = "{common[0][0]}"\n')
    return "".join(lines)
