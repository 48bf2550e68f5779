"""Neutral messages as Telegram shows them, judged by Telegram's own parser."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.scale import Severity
from bot.report.message import Line, Link, Message, Style, Text
from handlers.telegram.render import draw
from handlers.telegram.text import JOINER, cut, units
from tests.servers.telegram.entities import (
    LONGEST_RAW,
    LONGEST_TEXT,
    Formatted,
    check_length,
    formatted,
    utf16,
)

#: One of each kind that has broken bots before.
NAUGHTY = [
    "<b>bold</b> & <script>alert(1)</script>",
    "</b></i></code></a>",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt; &amp;amp; &#60; &nbsp;",
    "*bold* _italic_ `code` ||spoiler|| [a](https://a.example)",
    "<tg-spoiler>x</tg-spoiler><tg-emoji emoji-id='1'>x</tg-emoji>",
    "<blockquote expandable>x</blockquote><pre><code class='language-py'>x</code></pre>",
    "<a href='tg://user?id=5'>Anna</a>",
    "1 < 2 && 3 > 2",
    "'; DROP TABLE subscriptions; --",
    "${7*7} {{7*7}} %s %n {0} \\u0000",
    "مرحبا بالعالم",
    "שלום עולם",
    "日本語の見出し",
    "Ünïcödé ßtraße İstanbul",
    "👨‍👩‍👧‍👦 🇮🇶 👍🏽",
    "𝕿𝖍𝖊 𝖖𝖚𝖎𝖈𝖐",
    "x",
    "…" * 50,
    "NULL None undefined NaN -1/0",
]


def shown(message: Message) -> Formatted:
    """What people see, and what Telegram finds in it."""
    text = formatted(draw(message).html, "HTML")
    check_length(text)
    return text


def kinds(text: Formatted) -> set[str]:
    return {entity["type"] for entity in text.entities}


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_hostile_strings_arrive_as_literal_text_wherever_they_stand(naughty: str) -> None:
    line = Line(label=naughty, parts=(Text(naughty), Text(naughty, Style.QUOTE)))
    link = Line(parts=(Link(naughty, "https://news.example/a"),))
    code = Line(parts=(Text(naughty, Style.CODE), Text(naughty, Style.STRONG)))
    text = shown(Message(heading=naughty, lines=(line, link, code), incident_id="k7f3qa"))
    assert text.text.replace(JOINER, "") == "\n".join(
        (
            naughty,
            f"{naughty}: {naughty}{naughty}",
            f"{naughty} ↗ news.example",
            naughty + naughty,
        )
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "@channel @anna wrote to @all",
        "/unsubscribe all",
        "see tg://resolve?domain=evil and ton://transfer/x",
        "(/stop) \n/stop",
    ],
)
def test_nothing_from_a_feed_can_be_tapped_or_pings_anybody(hostile: str) -> None:
    message = Message(heading=hostile, lines=(Line(label=hostile, parts=(Text(hostile),)),))
    text = shown(message)
    assert kinds(text) <= {"bold"}
    assert hostile.replace("\n", " ") in text.text.replace(JOINER, "")


def test_the_guides_commands_can_be_tapped_but_nobody_is_mentioned() -> None:
    line = Line(label="/subscribe", parts=(Text("ask /help or @anna"),))
    text = shown(Message(heading="Help", lines=(line,), guide=True))
    commands = [one for one in text.entities if one["type"] == "bot_command"]
    assert len(commands) == 2
    assert "mention" not in kinds(text)


def test_a_link_shows_its_host_and_keeps_its_address() -> None:
    url = 'https://news.example/a?b=1&c="2"'
    text = shown(Message(heading="x", lines=(Line(parts=(Link("The News", url),)),)))
    assert text.text == "x\nThe News ↗ news.example"
    assert [entity["url"] for entity in text.entities if "url" in entity] == [url]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://resolve?domain=evil",
        "https://bank.example@evil.example/",
        "http://[",
        "ftp://a.example/x",
        "",
        "https://a.example/\u202egpj.exe",
    ],
)
def test_an_address_that_is_no_plain_web_address_is_no_link(url: str) -> None:
    text = shown(Message(heading="x", lines=(Line(parts=(Link("The News", url),)),)))
    assert text.text == "x\nThe News"
    assert not [entity for entity in text.entities if "url" in entity]


def test_an_endless_address_is_no_link_but_its_host_shows() -> None:
    link = Link("The News", f"https://news.example/{'a' * 3000}")
    text = shown(Message(heading="x", lines=(Line(parts=(link,)),)))
    assert text.text == "x\nThe News ↗ news.example"
    assert "text_link" not in kinds(text)


def test_severity_shows_as_a_colour_and_a_word() -> None:
    message = Message(severity=Severity.SEVERE, heading="SEVERE · Air/drone strike · Qaim (IQ)")
    assert shown(message).text == "🟥 SEVERE · Air/drone strike · Qaim (IQ)"


def test_a_possible_repeat_says_so_first_with_the_alerts_id() -> None:
    message = Message(heading="x", possible_repeat=True, reference="a1b2")
    first, _ = shown(message).text.split("\n")
    assert first.startswith("Possible repeat")
    assert "a1b2" in first


def test_a_long_message_is_cut_to_what_telegram_takes_and_says_so() -> None:
    line = Line(parts=(Text("🇮🇶 & <b> " * 90),))
    text = shown(Message(heading="x", lines=(line,) * 20))
    assert LONGEST_TEXT - 10 < utf16(text.text) <= LONGEST_TEXT
    assert text.text.endswith("…")


def test_no_single_part_pushes_the_others_out() -> None:
    endless = Line(parts=(Text("long " * 5000),))
    text = shown(Message(heading="x", lines=(endless, Line(label="Killed", parts=(Text("7"),)))))
    assert text.text.endswith("Killed: 7")


def test_a_cut_never_halves_a_flag() -> None:
    assert cut("ab🇮🇶cd", 5) == "ab…"
    assert units(cut("🇮🇶" * 10, 13)) <= 13


def test_the_plain_form_shows_the_same_text() -> None:
    line = Line(label="By", parts=(Text("a < b", Style.STRONG), Link("N", "https://n.example/")))
    message = Message(severity=Severity.MINOR, heading="H & H", lines=(line,))
    assert draw(message).plain == shown(message).text


_TEXTS = (
    st.text(max_size=200)
    | st.sampled_from(NAUGHTY)
    | st.text("&<>\"'@/:# \n\u202e👍", max_size=400)
)
_PARTS = st.builds(Text, _TEXTS, st.sampled_from(Style)) | st.builds(
    Link, _TEXTS, _TEXTS.map(lambda rest: f"https://news.example/{rest}") | _TEXTS
)
_LINES = st.builds(
    lambda label, parts: Line(label=label, parts=tuple(parts)),
    st.none() | _TEXTS,
    st.lists(_PARTS, max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_LINES, max_size=30), st.booleans())
def test_whatever_a_message_holds_telegram_takes_it(lines: list[Line], guide: bool) -> None:  # noqa: FBT001 # drawn by hypothesis
    message = Message(heading="Heading", lines=tuple(lines), guide=guide)
    drawn = draw(message)
    assert len(drawn.html.encode()) <= LONGEST_RAW
    text = shown(message)
    assert kinds(text).isdisjoint({"mention", "text_mention"})
    assert shown(replace(message, severity=Severity.EXTREME)).text.startswith("🟪 Heading")
