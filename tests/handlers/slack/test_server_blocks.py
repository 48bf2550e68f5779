"""Which blocks and metadata the Slack server takes, asked by plain HTTP."""

import pytest

from tests.handlers.slack.conftest import DESK, Ask, rich, section


async def test_a_section_of_3001_characters_is_named_by_its_pointer(ask: Ask) -> None:
    answer = await ask("chat.postMessage", channel=DESK, text="x", blocks=[section("x" * 3001)])
    fault = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [fault])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}"]


BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Why"}, "action_id": "a"}


@pytest.mark.parametrize(
    "block",
    [
        "no object",
        {"type": "carousel"},
        {"type": "section"},
        section(""),
        {"type": "section", "text": {"type": "html", "text": "x"}},
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": ""}]},
        {"type": "divider", "block_id": "x" * 256},
        {"type": "divider", "block_id": 7},
        {"type": "rich_text"},
        {"type": "rich_text", "elements": [{"type": "paragraph"}]},
        rich(""),
        rich("x" * 2000, "x" * 1001),
        {"type": "actions", "elements": []},
        {"type": "actions", "elements": [BUTTON, BUTTON]},
        {"type": "actions", "elements": [{**BUTTON, "type": "link"}]},
        {"type": "actions", "elements": [{**BUTTON, "value": "x" * 2001}]},
        {"type": "actions", "elements": [{**BUTTON, "style": "loud"}]},
        {"type": "actions", "elements": [{**BUTTON, "text": {"type": "plain_text"}}]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "x"}]}],
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "link", "url": "javascript:x", "style": {"loud": 1}}],
                }
            ],
        },
    ],
)
async def test_blocks_that_slack_would_not_take(ask: Ask, block: object) -> None:
    answer = await ask("chat.postMessage", channel=DESK, text="x", blocks=[block])
    assert answer["error"] == "invalid_blocks"


async def test_too_many_blocks_and_too_much_in_all(ask: Ask) -> None:
    many = await ask("chat.postMessage", channel=DESK, blocks=[{"type": "divider"}] * 51)
    assert many["error"] == "invalid_blocks"
    much = await ask("chat.postMessage", channel=DESK, blocks=[section("x" * 2700)] * 5)
    assert much["error"] == "msg_blocks_too_long"
    for wrong in ("{", '{"a": 1}'):
        answer = await ask("chat.postMessage", channel=DESK, blocks=wrong)
        assert answer["error"] == "invalid_blocks_format"


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("{", "invalid_metadata_format"),
        ([1], "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"a": "x" * 20_000}}, "metadata_too_large"),
    ],
)
async def test_metadata_that_slack_would_not_take(ask: Ask, metadata: object, error: str) -> None:
    answer = await ask("chat.postMessage", channel=DESK, text="x", metadata=metadata)
    assert answer["error"] == error
