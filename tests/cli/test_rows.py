"""The rows of `tocsin analyze --jsonl`."""

import io
from datetime import UTC, datetime

import pytest

from bot.cli.rows import UNDATED, BadRow, Row, article_of_row, read_date, rows


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-06-28", (2021, 6, 28)),
        ("2021-06-28T23:30:00-05:00", (2021, 6, 29)),
        ("Mon, 28 Jun 2021 07:12:00 GMT", (2021, 6, 28)),
        ("28-June-2021", (2021, 6, 28)),
        ("28 Jun 2021", (2021, 6, 28)),
        ("June 28, 2021", (2021, 6, 28)),
        ("28/06/2021", (2021, 6, 28)),
        ("20210628", (2021, 6, 28)),
        ("2021-06-28 at noon", (2021, 6, 28)),
    ],
)
def test_dates_of_many_forms_are_read_as_utc(text: str, day: tuple[int, int, int]) -> None:
    date = read_date(text)

    assert date is not None
    assert (date.year, date.month, date.day) == day
    assert date.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "yesterday", "31/31/2021", "2021-02-30", "0000-00-00"])
def test_a_date_that_cannot_be_read_is_none(text: str) -> None:
    assert read_date(text) is None


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    stream = io.BytesIO(b'{"id":"a","text":"x"}\n\nnot json\n{"id":"b"}\n{"id":"c","text":""}\n')

    read = list(rows(stream))

    assert [row.id for row in read if isinstance(row, Row)] == ["a", "c"]
    assert [row.line for row in read if isinstance(row, BadRow)] == [3, 4]
    assert "text" in next(row.why for row in read if isinstance(row, BadRow) and row.line == 4)


def test_a_bad_date_is_ignored_with_a_warning() -> None:
    warnings: list[str] = []

    article = article_of_row(Row(id="a", text="x", date="soon"), warn=warnings.append)

    assert article.published is None
    assert article.seen == UNDATED
    assert len(warnings) == 1
    assert "'soon'" in warnings[0]


def test_a_row_keeps_its_title_and_date() -> None:
    row = Row(id="a", title="T", text="x", date="2021-06-28")

    article = article_of_row(row, warn=pytest.fail)

    assert (article.title, article.published) == ("T", datetime(2021, 6, 28, tzinfo=UTC))
