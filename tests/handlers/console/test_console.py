"""The terminal: plain where it is piped, coloured where it is not, noted durably."""

import asyncio
import io
import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.errors import Unavailable, Uncertain
from bot.model.scale import Severity
from bot.report.alert import alert_message, update_message
from bot.report.message import Line, Message, Text
from handlers.console import ConsoleHandler, draw
from handlers.console.aside import aside
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


async def test_a_terminal_without_unicode_still_shows_the_alert(tmp_path: Path) -> None:
    path = tmp_path / "screen"
    with path.open("w", encoding="ascii") as stream:
        await ConsoleHandler(stream).post(TERMINAL, alert_message(alert()), delivery_id="d1")
    assert "? SEVERE ? Air/drone strike" in path.read_text(encoding="ascii")


async def test_standard_output_is_the_usual_stream(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleHandler().post(TERMINAL, alert_message(alert()), delivery_id="d1")
    assert "SEVERE · Air/drone strike" in capsys.readouterr().out


class Slow(io.StringIO):
    """Says when it is written to, and waits to be told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.writing, self.go_on = threading.Event(), threading.Event()

    def write(self, text: str, /) -> int:
        """Wait, then take the text."""
        if text:
            self.writing.set()
            self.go_on.wait(5)
        return super().write(text)


#: Prints until its output is full, then is told to end.
STUCK = """
import asyncio
from bot.report.message import Message
from handlers.console import ConsoleHandler
from bot.model.channel import Channel

async def main():
    handler = ConsoleHandler()
    post = handler.post(Channel(platform="console", chat="t"), MESSAGE, delivery_id="d")
    try:
        await asyncio.wait_for(post, 0.5)
    except TimeoutError:
        print("given up", file=__import__("sys").stderr)

from bot.report.message import Line, Text
MESSAGE = Message(heading="x", lines=tuple(Line(parts=(Text("y" * 999),) * 3) for _ in range(80)))
asyncio.run(main())
"""


def test_a_terminal_that_takes_nothing_does_not_hold_up_the_end() -> None:
    process = subprocess.Popen(  # noqa: S603 (a program of our own)
        [sys.executable, "-c", STUCK], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == b"given up\n"
    finally:
        process.kill()
        process.stdout.close()
        process.stderr.close()


async def test_messages_are_printed_whole_one_after_the_other() -> None:
    stream = io.StringIO()
    handler = ConsoleHandler(stream)
    posts = [handler.post(TERMINAL, alert_message(alert()), delivery_id=f"d{n}") for n in range(5)]
    await asyncio.gather(*posts)
    texts = stream.getvalue().split("\n\n")
    assert texts[:5] == [texts[0]] * 5


async def test_who_gave_up_is_told_nothing_and_the_next_waits_its_turn() -> None:
    stream = Slow()
    handler = ConsoleHandler(stream)
    message = Message(heading="first")
    given_up = asyncio.create_task(handler.post(TERMINAL, message, delivery_id="d1"))
    async with asyncio.timeout(5):
        await asyncio.to_thread(stream.writing.wait)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    second = asyncio.create_task(
        handler.post(TERMINAL, Message(heading="second"), delivery_id="d2")
    )
    stream.go_on.set()
    await second
    assert stream.getvalue() == "first\n\nsecond\n\n"


async def test_a_terminal_that_closes_while_it_prints_is_unavailable() -> None:
    class Gone(io.StringIO):
        def write(self, text: str, /) -> int:
            if text:
                raise BrokenPipeError("the reader left")
            return 0

    handler = ConsoleHandler(Gone())
    with pytest.raises(Unavailable, match="the reader left"):
        await handler.post(TERMINAL, Message(heading="x"), delivery_id="d1")


async def test_a_cancelled_future_is_left_alone() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(5)

    future = aside(work)
    await asyncio.to_thread(begun.wait)
    future.cancel()
    go_on.set()
    after = aside(lambda: None)
    await after
    assert future.cancelled()
