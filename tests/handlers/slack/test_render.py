"""How messages are drawn: within every limit, literally, and calling nobody."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.scale import Severity
from bot.report.message import Button, Line, Link, Message, Style, Text
from handlers.slack.buttons import ROOM, pressed
from handlers.slack.render import LONGEST, draw
from handlers.slack.text import cut, escape, said
from tests.servers.slack.blocks import LONGEST_OF_ALL, blocks_of, texts
from tests.servers.slack.sight import buttons, links, pinged, seen

HOSTILE = (
    "<!channel> <!here> <!everyone> <@U0ANNA> <!subteam^S1> <#C1|x> @channel @here &lt;!channel&gt;"
    " <https://evil.example|bank.example> *b* _i_ ~s~ `c` :fire: ```x``` > q tg://x javascript:x"
)


def shown(message: Message) -> dict[str, object]:
    drawn = draw(message)
    return {"text": drawn.text, "blocks": drawn.blocks}


def test_severity_facts_links_and_styles_are_drawn() -> None:
    message = Message(
        severity=Severity.EXTREME,
        heading="EXTREME · War",
        lines=(
            Line(label="Said", parts=(Text("we will", Style.QUOTE), Text(" (x)", Style.FAINT))),
            Line(parts=(Link("Harbour Post", "https://harbour.example/1"), Text("!"))),
            Line(parts=(Text("#k7", Style.CODE),)),
        ),
    )
    row = shown(message)
    expected = "🟪 EXTREME · War\nSaid: we will (x)\nHarbour Post ↗ harbour.example!\n#k7"
    assert seen(row) == row["text"] == expected
    assert links(row) == [("https://harbour.example/1", "Harbour Post ↗ harbour.example")]
    styles = [each["style"] for block in draw(message).blocks for each in _styled(block)]
    assert styles == [{"bold": True}, {"italic": True}, {"code": True}]


def _styled(block: dict[str, object]) -> list[dict[str, object]]:
    return [each for each in texts(block) if "style" in each]


@pytest.mark.parametrize("style", Style)
def test_hostile_text_is_literal_and_calls_nobody_anywhere(style: Style) -> None:
    message = Message(
        heading=HOSTILE,
        lines=(Line(label=HOSTILE, parts=(Text(HOSTILE, style), Link(HOSTILE, "https://a.b/"))),),
        buttons=(Button(text=HOSTILE, command="why #1"),),
    )
    row = shown(message)
    assert str(seen(row)).count(HOSTILE) == 4
    assert pinged(row) == []
    assert seen({"text": draw(message).plain}).count(HOSTILE) == 4
    assert pinged({"text": draw(message).plain}) == []
    assert [url for url, _ in links(row)] == ["https://a.b/"]


@pytest.mark.parametrize(
    "url", ["javascript:x", "slack://open", "https://a@evil.example/", "ftp://a.example/", ""]
)
def test_an_address_that_is_no_honest_link_is_no_link(url: str) -> None:
    row = shown(Message(heading="x", lines=(Line(parts=(Link("read", url),)),)))
    assert links(row) == []
    assert seen(row) == "x\nread"


def test_a_very_long_address_is_left_out_and_its_host_shown() -> None:
    link = Link("read", f"https://a.example/{'x' * 3000}")
    row = shown(Message(heading="x", lines=(Line(parts=(link,)),)))
    assert (links(row), seen(row)) == ([], "x\nread ↗ a.example")


def test_a_message_of_nothing_but_long_parts_is_cut_to_what_slack_takes() -> None:
    parts = tuple(Link("w" * 5000, f"https://{n}.example/{'x' * 2000}") for n in range(20))
    lines = (Line(parts=(Text("t" * 900),)), *(Line(label="l" * 900, parts=parts),) * 60)
    message = Message(heading="h" * 5000, lines=lines, buttons=_many(60))
    drawn = draw(message, share="summary " + "x" * 900)
    assert blocks_of(drawn.blocks) == drawn.blocks
    assert len(drawn.plain) <= LONGEST
    assert len(buttons({"blocks": drawn.blocks})) <= 25


def _many(count: int) -> tuple[Button, ...]:
    return tuple(Button(text=f"{n} " + "b" * 100, command=f"why {n}" * 10) for n in range(count))


@settings(max_examples=60, deadline=None)
@given(
    heading=st.text(max_size=40),
    rows=st.lists(st.tuples(st.text(max_size=1200), st.text(max_size=60)), max_size=30),
    style=st.sampled_from(Style),
)
def test_slack_takes_whatever_is_drawn(
    heading: str, rows: list[tuple[str, str]], style: Style
) -> None:
    lines = tuple(
        Line(label=label, parts=(Text(text, style), Link(label, f"https://a.example/{n}")))
        for n, (text, label) in enumerate(rows)
    )
    drawn = draw(Message(heading=heading or "x", lines=lines, severity=Severity.SEVERE))
    assert blocks_of(drawn.blocks) == drawn.blocks
    assert drawn.text
    assert pinged({"text": drawn.text, "blocks": drawn.blocks}) == []


def test_blocks_end_where_lines_do() -> None:
    lines = tuple(Line(parts=(Text(f"{n} " + "x" * 500),)) for n in range(12))
    drawn = draw(Message(heading="h", lines=lines))
    first = [seen({"blocks": [block]}) for block in drawn.blocks]
    assert len(first) == 3
    assert all(text.rstrip("x").split("\n")[-1].endswith(" ") for text in first)
    numbers = [row.split()[0] for row in "\n".join(first).split("\n")[1:]]
    assert numbers == [str(n) for n in range(12)]


def test_buttons_that_slack_would_not_take_are_left_out() -> None:
    made = (
        Button(text=" ", command="why #1"),
        Button(text="long", command="why " + "x" * 2100),
        Button(text="right", command="why #2"),
    )
    drawn = draw(Message(heading="x", buttons=made), topic="1.2")
    assert [each["value"] for each in buttons({"blocks": drawn.blocks})] == ["1.2|why #2"]
    assert draw(Message(heading="x"), share="summary " + "x" * 2000).blocks[-1]["type"] != "actions"


def test_a_button_is_read_back_as_it_was_drawn() -> None:
    drawn = draw(
        Message(heading="x", buttons=(Button(text="a", command="mute a|b"),)),
        topic="1.2",
        share="summary",
    )
    found = [pressed(each) for each in buttons({"blocks": drawn.blocks})]
    assert [(each.command, each.topic, each.share) for each in found if each] == [
        ("mute a|b", "1.2", False),
        ("summary", "1.2", True),
    ]
    assert [pressed(action) for action in ({}, {"value": "x"}, {"value": "1.2| "})] == [None] * 3


def test_a_repeat_is_marked_first() -> None:
    row = shown(Message(heading="x", possible_repeat=True, reference="k7-1"))
    assert "k7-1" in str(seen(row)).split("\n")[0]


@pytest.mark.parametrize("length", [0, 1, 2, 5, 9])
def test_a_cut_keeps_to_its_length_and_splits_no_flag(length: int) -> None:
    assert len(cut("ab 🇮🇶🇸🇾 cd", length)) <= length
    for most in itertools.count(1):
        text = cut("🇮🇶🇮🇶", most)
        assert not text.removesuffix("…").endswith("🇮")
        if most > 5:
            break
    assert cut("short", 9) == "short"


def test_escaping_is_undone_by_reading() -> None:
    assert said(escape(HOSTILE), "U1") == HOSTILE
    assert said("<@U1> why", "U1") == "why"


def test_the_sum_leaves_room_below_slacks_limit() -> None:
    assert LONGEST + ROOM < LONGEST_OF_ALL
