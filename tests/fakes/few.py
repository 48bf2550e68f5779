"""A shipped configuration of two rules: compiling all that the program brings takes a while."""

import shutil
from pathlib import Path

import pytest

from tests.fakes.packs import CONFIG

_FILES = {
    "rules/shipped.toml": """\
[[rule]]
id        = "strike.air"
title     = "Bombs fall"
kind      = "air_strike"
plover    = "ASSAULT"
bomb      = ["bombed", "air-strike*"]
condition = "bomb"
match     = ["Jets bombed the quay.", "An air strike hit the mill."]
ignore    = ["The jets landed.", "The miners' strike goes on."]

[[rule]]
id        = "threat.force"
title     = "Force is threatened"
kind      = "threat"
plover    = "THREATEN"
mode      = "future"
vow       = ["vow* .. attack|strike"]
condition = "vow"
match     = ["The general vowed to attack.", "They vowed a new strike."]
ignore    = ["The general left.", "He vowed silence."]
""",
    "lexicon/lists.toml": '[lists]\nvehicles = ["truck*", "bus|buses"]\n',
}


def few_packs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write it to a folder, and let it stand for what the program brings."""
    for name, text in _FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    for name in ("severity.toml", "tocsin.toml", "feeds.toml"):
        shutil.copy(CONFIG / name, root / name)
    monkeypatch.setattr("bot.settings.packs.shipped", lambda _: root)
    monkeypatch.setattr("bot.settings.folders.shipped", lambda _: root)
