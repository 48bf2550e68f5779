"""What every handler does the same: literal texts, honest links, marked repeats, updates."""

import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.report.alert import alert_message, digest_message, update_message
from bot.report.message import Line, Link, Message, Style, Text
from tests.fakes.nouns import alert, incident, report, revised
from tests.handlers.stages import STAGES, Stage

#: Each with a part of it that must come out as it is.
HOSTILE = {
    "HTML": ("<b>bold</b> &lt;i&gt; <script>", "<b>bold</b> &lt;i&gt; <script>"),
    "an unclosed tag": ("<a href='https://evil.example'>click", "<a href='https"),
    "Markdown": ("*bold* _it_ [x](y) `code` ~~no~~", "*bold* _it_ [x](y) `code` ~~no~~"),
    "terminal markup": ("[bold red]x[/bold red] [/] [link=y]z", "[bold red]x[/bold red] [/]"),
    "entities": ("&amp; &#60; &quot;", "&amp; &#60; &quot;"),
    "a format string": ("{0.__class__} %s %(x)s", "{0.__class__} %s %(x)s"),
    "backslashes": ("\\x1b[31m \\n", "\\x1b[31m \\n"),
    "emoji shortcuts": (":fire: :smile:", ":fire: :smile:"),
    "a right-to-left script": ("غارة جوية", "غارة جوية"),
    "an emoji of many parts": ("👩‍👩‍👧 flag 🇮🇶", "flag 🇮🇶"),
    "quotation marks": ("\"'”’", "\"'”’"),
}
#: What steers screens and must not come out at all.
STEERING = "\x1b[31m\x07\x08\x00\x9b\u202e\u2066\u200b\ufeff\u2028\u0085"


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """One handler after the other."""
    async with STAGES[request.param](tmp_path) as stage:
        yield stage


async def posted(stage: Stage, message: Message, delivery_id: str = "d1") -> str:
    """Post a message; how it is seen."""
    await stage.handler.post(stage.channel, message, delivery_id=delivery_id)
    return stage.shown()[-1]


async def test_an_alert_shows_severity_facts_speakers_sentence_and_source(stage: Stage) -> None:
    seen = await posted(stage, alert_message(alert()))
    for part in (
        "🟥 SEVERE · Air/drone strike · Karsa (IQ)",
        "Jets bomb depot in Karsa",
        "Killed: at least 7 (reported by Harbour Post)",
        "By: Northern Republic → Delta Front",
        "It rests on: Jets of the Northern Republic bombed a depot",
        "Likely · unconfirmed, 1 source · grade B3 · 14 Mar 2026 08:56 UTC",
        "Harbour Post",
    ):
        assert part in seen


async def test_every_message_has_a_receipt(stage: Stage) -> None:
    receipt = await stage.handler.post(stage.channel, alert_message(alert()), delivery_id="d1")
    assert receipt.message_id


async def test_an_update_after_an_edit_shows_what_changed(stage: Stage) -> None:
    first = await stage.handler.post(stage.channel, alert_message(alert()), delivery_id="d1")
    await stage.handler.edit(stage.channel, first.message_id, alert_message(revised()))
    update = update_message(revised())
    await stage.handler.reply(stage.channel, first.message_id, update, delivery_id="d2", loud=False)
    assert len(stage.shown()) == 2
    seen = stage.shown()[-1]
    assert "UPDATE · SEVERE" in seen
    assert "#k7f3q1" in seen
    assert "Killed: at least 7 → 12 (Karsa hospital)" in seen
    assert "at least 7 (reported by Harbour Post)" in seen


async def test_a_possible_repeat_says_so_and_names_the_alert(stage: Stage) -> None:
    seen = await posted(stage, replace(alert_message(alert()), possible_repeat=True))
    assert "Possible repeat" in seen
    assert "k7f3q1-1" in seen
    assert "Possible repeat" not in await posted(stage, alert_message(alert()), "d2")


@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_text_comes_out_literally_wherever_it_stands(stage: Stage, kind: str) -> None:
    hostile, literal = HOSTILE[kind]
    source = report(source=hostile, title=hostile)
    seen = await posted(stage, alert_message(alert(incident(title=hostile, reports=(source,)))))
    assert seen.count(literal) >= 2


@pytest.mark.parametrize("style", Style)
async def test_hostile_text_is_literal_in_every_style(stage: Stage, style: Style) -> None:
    hostile = "<b>[red]*x*[/red]</b>"
    line = Line(label=hostile, parts=(Text(hostile, style), Link(hostile, "https://a.example/")))
    seen = await posted(stage, Message(heading=hostile, lines=(line,)))
    assert seen.count(hostile) == 4


async def test_what_steers_a_screen_never_arrives(stage: Stage) -> None:
    title = f"Jets{STEERING}bomb depot"
    seen = await posted(stage, alert_message(alert(incident(title=title))))
    steering = [c for c in seen if c != "\n" and unicodedata.category(c) in {"Cc", "Cf"}]
    assert steering == []
    assert "bomb depot" in seen


async def test_a_line_end_in_a_title_makes_no_new_line(stage: Stage) -> None:
    seen = await posted(stage, alert_message(alert(incident(title="Jets\n\nEXTREME · War"))))
    assert "Jets EXTREME · War" in seen


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://resolve?domain=evil",
        "data:text/html,<b>",
        "https://bank.example@evil.example/",
        "https://evil.example/\u202egnp",
        "ftp://evil.example/",
        "//evil.example/",
    ],
)
async def test_an_address_that_is_no_honest_link_is_not_shown(stage: Stage, url: str) -> None:
    seen = await posted(stage, Message(heading="x", lines=(Line(parts=(Link("read", url),)),)))
    assert "read" in seen
    assert "evil" not in seen
    assert "javascript" not in seen


async def test_a_link_shows_its_host(stage: Stage) -> None:
    link = Link("Bank of Trust", "https://elsewhere.example/login")
    seen = await posted(stage, Message(heading="x", lines=(Line(parts=(link,)),)))
    assert "elsewhere.example" in seen


async def test_much_too_long_texts_are_cut_and_the_message_still_arrives(stage: Stage) -> None:
    long = "<b>&amp;" * 5_000
    lines = tuple(
        Line(label=long, parts=(Text(long), Link(long, "https://a.example/"))) for _ in "ab"
    )
    seen = await posted(stage, Message(heading=long, lines=lines))
    assert seen.startswith("<b>&amp;<b>")
    assert len(seen) < 12_000


async def test_more_lines_than_a_person_reads_still_arrive(stage: Stage) -> None:
    lines = tuple(Line(parts=(Text(f"line {number}"),)) for number in range(500))
    seen = await posted(stage, Message(heading="many", lines=lines))
    assert "line 0" in seen


async def test_an_answer_without_severity_has_no_square(stage: Stage) -> None:
    seen = await posted(stage, Message(heading="Summary of the last 24 hours"))
    assert seen.startswith("Summary of the last 24 hours")


async def test_a_digest_keeps_each_incident_on_its_line(stage: Stage) -> None:
    seen = await posted(stage, digest_message([alert(), alert(incident(2))]))
    assert "2 more alerts" in seen
    assert len([row for row in seen.split("\n") if "🟥 SEVERE · Air/drone strike" in row]) == 2
