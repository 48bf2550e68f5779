"""TOML files and what is wrong with them."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

from bot.errors import Fault
from bot.settings.salvage import BadLine, salvage

#: A TOML document as it was read.
Table: TypeAlias = dict[str, Any]

_LINE = re.compile(r"\(at (line \d+), column \d+\)|\(at end of document\)")


def read(path: Path, faults: list[Fault]) -> Table | None:
    """Read one TOML file; None, and a fault more, when it cannot be read."""
    text = _text(path, faults)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(_bad_toml(path, str(error)))
    return None


def read_pack(path: Path, faults: list[Fault]) -> Table | None:
    """Read a file of rules; where it is no TOML, every line at fault is noted and the rest read."""
    text = _text(path, faults)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        bad: list[BadLine] = []
        table = salvage(text, bad)
        faults += [_bad_line(path, f"line {each.number}", each.said) for each in bad] or [
            _bad_toml(path, str(error))
        ]
        return table


def _text(path: Path, faults: list[Fault]) -> str | None:
    """Read a file of text; None, and a fault more, when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = f"byte {error.start} is no UTF-8"
        faults.append(Fault(str(path), "file", wrong, "save the file as UTF-8"))
    except FileNotFoundError:
        faults.append(Fault(str(path), "file", "is missing", "put it back, or install anew"))
    except OSError as error:
        wrong = f"cannot be read: {error.strerror}"
        faults.append(Fault(str(path), "file", wrong, "let Tocsin's user read this file"))
    return None


def _bad_toml(path: Path, message: str) -> Fault:
    found = _LINE.search(message)
    line = (found[1] if found else None) or "the end of the file"
    return _bad_line(path, line, _LINE.sub("", message).strip())


def _bad_line(path: Path, line: str, said: str) -> Fault:
    return Fault(str(path), line, f"is no valid TOML: {said}", "mend this line")
