"""A pack whose TOML is broken: every line at fault, and what can be read of the rest."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.detect import UNREADABLE

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)")
_STATEMENT = re.compile(r"""\s*([A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')\s*=""")
_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_PLACE = re.compile(r"\s*\((?:at line \d+, column \d+|at end of document)\)")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no TOML, and what its reader said."""

    number: int
    said: str


def salvage(text: str, bad: list[BadLine]) -> dict[str, Any]:
    """Read the `[[rule]]` tables of a broken file, statement by statement.

    Args:
        text: the file.
        bad: where the lines at fault are noted.

    Returns:
        What a reader of packs takes; a value that could not be read is `UNREADABLE`.
    """
    tables: dict[str, Any] = {"rule": []}
    table = tables
    for number, lines in _chunks(text.splitlines()):
        header = _HEADER.match(lines[0])
        if header is None:
            _take(table, number, lines, bad)
            continue
        table = {}
        if header[1] == "rule":
            tables["rule"].append(table)
        else:
            tables[header[1]] = table
        _read(number, "\n".join(lines), bad)
    return tables


def _take(table: dict[str, Any], number: int, lines: list[str], bad: list[BadLine]) -> None:
    key = _STATEMENT.match(lines[0])
    read = _read(number, "\n".join(lines), bad)
    name = key[1].strip("\"'") if key else ""
    if read is None:
        if name:
            table[name] = UNREADABLE
        return
    if name in table:
        bad.append(BadLine(number, f"{name} is given twice"))
    table.update(read)


def _read(number: int, source: str, bad: list[BadLine]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        at = number + int(line[1]) - 1 if line else number
        bad.append(BadLine(at, _PLACE.sub("", str(error))))
        return None


def _chunks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Stretches that begin with a header or a key, with the number of their first line."""
    begin = 0
    for number, line in enumerate(lines):
        if number > begin and (_STATEMENT.match(line) or _HEADER.match(line)):
            yield begin + 1, lines[begin:number]
            begin = number
    if begin < len(lines):
        yield begin + 1, lines[begin:]
