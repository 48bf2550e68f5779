"""The terminal: plain where it is piped, coloured where it is not, noted durably."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.errors import Unavailable, Uncertain
from bot.model.scale import Severity
from bot.report.alert import alert_message, update_message
from bot.report.message import Line, Message, Text
from handlers.console import ConsoleHandler, draw
from tests.fakes.nouns import NOW, TERMINAL, alert, incident, revised


def screen(message: Message, width: int = 60) -> str:
    stream = io.StringIO()
    draw(message, Console(file=stream, force_terminal=True, width=width, color_system="standard"))
    return stream.getvalue()


def piped(message: Message) -> str:
    stream = io.StringIO()
    draw(message, Console(file=stream))
    return stream.getvalue()


def test_piped_text_has_no_escapes_and_one_line_each() -> None:
    text = piped(alert_message(alert()))
    assert "\x1b" not in text
    assert text.split("\n")[0] == "🟥 SEVERE · Air/drone strike · Karsa (IQ)  #k7f3q1"
    assert "  It rests on: Jets of the Northern Republic bombed a depot in Karsa, killing" in text
    assert "  Harbour Post ↗ https://harbour.example/raid/1\n" in text


def test_a_screen_gets_colour_and_lines_that_fit() -> None:
    text = screen(alert_message(alert()))
    assert "\x1b[1;31m" in text
    assert "SEVERE" in text


@pytest.mark.parametrize("severity", Severity)
def test_severity_is_a_word_in_every_colour(severity: Severity) -> None:
    text = screen(alert_message(alert(incident(severity=severity))))
    assert severity.upper() in text


def test_an_update_is_barred_and_names_its_incident() -> None:
    rows = piped(update_message(revised())).split("\n")
    assert rows[0] == "🟥 UPDATE · SEVERE · Air/drone strike · Karsa (IQ)  #k7f3q1"
    assert rows[1] == "  │ Figures of incident #k7f3q1 were revised:"


def test_more_lines_than_a_screen_holds_are_counted() -> None:
    lines = tuple(Line(parts=(Text("x"),)) for _ in range(100))
    assert "and 20 more lines" in piped(Message(heading="many", lines=lines))


def test_a_message_about_no_incident_has_no_id() -> None:
    message = replace(alert_message(alert()), incident_id=None)
    assert "#" not in piped(message).split("\n")[0]


async def test_what_was_printed_is_noted_in_the_journal(tmp_path: Path) -> None:
    journal = tmp_path / "printed.jsonl"
    handler = ConsoleHandler(io.StringIO(), journal=journal)
    receipt = await handler.post(TERMINAL, alert_message(alert()), delivery_id="d1")
    await handler.reply(
        TERMINAL, receipt.message_id, update_message(revised()), delivery_id="d2", loud=True
    )
    rows = [json.loads(row) for row in journal.read_text(encoding="utf-8").splitlines()]
    assert rows == [
        {"channel": "console:terminal", "delivery_id": "d1"},
        {"channel": "console:terminal", "delivery_id": "d2"},
    ]


async def test_a_closed_terminal_is_unavailable_and_nothing_is_noted(tmp_path: Path) -> None:
    stream = io.StringIO()
    journal = tmp_path / "printed.jsonl"
    handler = ConsoleHandler(stream, journal=journal)
    stream.close()
    with pytest.raises(Unavailable, match="the terminal takes nothing"):
        await handler.post(TERMINAL, alert_message(alert()), delivery_id="d1")
    assert not journal.exists()


async def test_a_terminal_cannot_be_asked_what_it_has_shown() -> None:
    handler = ConsoleHandler(io.StringIO())
    with pytest.raises(Uncertain):
        await handler.find(TERMINAL, "d1", since=NOW)


async def test_whoever_sits_at_the_terminal_may_change_everything() -> None:
    assert await ConsoleHandler(io.StringIO()).may_change(TERMINAL, "operator")


async def test_a_terminal_without_unicode_still_shows_the_alert() -> None:
    raw = io.BytesIO()
    handler = ConsoleHandler(io.TextIOWrapper(raw, encoding="ascii"))
    await handler.post(TERMINAL, alert_message(alert()), delivery_id="d1")
    assert b"SEVERE" in raw.getvalue()


async def test_standard_output_is_the_usual_stream(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleHandler().post(TERMINAL, alert_message(alert()), delivery_id="d1")
    assert "SEVERE · Air/drone strike" in capsys.readouterr().out
