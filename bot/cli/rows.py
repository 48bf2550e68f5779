"""The rows of `tocsin analyze --jsonl`: one article in, one finding out, in the same order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import BinaryIO

import msgspec

from bot.model.feed import Article

#: What an article without a date is taken to have been read at.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
#: Forms seen in archives beside ISO 8601 and RFC 5322; the month's name is English.
_FORMS = ("%d-%B-%Y", "%d-%b-%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d/%m/%Y", "%Y%m%d")
#: A date that ends before the time does not, such as 2015-01-01T10.
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Row(msgspec.Struct, frozen=True):
    """One row as it comes in."""

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that is no row, and why."""

    line: int
    why: str


def rows(stream: BinaryIO) -> Iterator[Row | BadRow]:
    """Read JSON lines; empty lines are passed over."""
    decoder = msgspec.json.Decoder(Row)
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield BadRow(line=number, why=str(error))


def article_of_row(row: Row, *, warn: Callable[[str], None]) -> Article:
    """The article a row stands for; a date that cannot be read is ignored with a warning."""
    published = read_date(row.date) if row.date else None
    if row.date and published is None:
        warn(f"{row.id}: the date {row.date!r} cannot be read and is ignored; write YYYY-MM-DD")
    return Article(
        id=row.id,
        feed_id="",
        title=row.title or "",
        text=row.text,
        published=published,
        seen=published or UNDATED,
        language=row.language or "en",
    )


def read_date(text: str) -> datetime | None:
    """An aware UTC time from ISO 8601, RFC 5322 or a few archive forms; None where none fits."""
    for read in (datetime.fromisoformat, parsedate_to_datetime, _archive, _leading_day):
        try:
            date = read(text.strip())
        except (ValueError, IndexError, OverflowError):
            continue
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    return None


def _archive(text: str) -> datetime:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError(text)


def _leading_day(text: str) -> datetime:
    found = _ISO_DAY.match(text)
    if not found:
        raise ValueError(text)
    return datetime.fromisoformat(found[0])
