"""Posting, editing and answering, and what each of Slack's refusals means."""

import pytest

from bot.errors import ChannelGone, MarkupRefused, Rejected, TocsinError, Unavailable, Uncertain
from bot.report.message import Message
from tests.handlers.alert import ALERT, SEEN
from tests.handlers.slack.alerts import post
from tests.handlers.slack.conftest import DESK, WIRE, House, place
from tests.servers.faults import Kind
from tests.servers.slack.sight import buttons, seen


async def test_an_alert_is_posted_with_buttons_a_fallback_and_its_delivery_id(
    house: House,
) -> None:
    ts = await post(house)
    [message] = house.server.messages(DESK)
    assert message["ts"] == ts
    assert seen(message) == SEEN
    assert message["text"] == SEEN
    assert [each["text"]["text"] for each in buttons(message)] == ["Sources", "Why", "Mute", "Ack"]
    assert message["metadata"]["event_payload"] == {"delivery_id": "d1"}
    [call] = house.server.log.of("chat.postMessage")
    assert (call.asked["unfurl_links"], call.asked["unfurl_media"]) == (False, False)


async def test_an_update_changes_the_message_and_answers_in_its_thread(house: House) -> None:
    ts = await post(house)
    await house.handler.edit(place(DESK), ts, Message(heading="changed"))
    for loud in (False, True):
        told = Message(heading=f"loud: {loud}")
        await house.handler.reply(place(DESK), ts, told, delivery_id="d2", loud=loud)
    old, quiet, loud_one = house.server.messages(DESK)
    assert (seen(old), buttons(old)) == ("changed", [])
    assert old["metadata"]["event_payload"] == {"delivery_id": "d1"}
    assert quiet["thread_ts"] == loud_one["thread_ts"] == ts
    assert "subtype" not in quiet
    assert loud_one["subtype"] == "thread_broadcast"


async def test_a_thread_that_subscribed_keeps_everything_to_itself(house: House) -> None:
    root = await post(house)
    where = place(DESK, root)
    first = await house.handler.post(where, ALERT, delivery_id="d2")
    await house.handler.reply(where, first.message_id, ALERT, delivery_id="d3", loud=True)
    *_, second, third = house.server.messages(DESK)
    assert second["thread_ts"] == third["thread_ts"] == root
    assert "subtype" not in third
    assert buttons(second)[1]["value"] == f"{root}|why #k7f3qa"


async def test_an_answer_to_a_deleted_message_is_posted_by_itself(house: House) -> None:
    await house.handler.reply(place(DESK), "1.1", ALERT, delivery_id="d1", loud=True)
    assert "thread_ts" not in house.server.messages(DESK)[0]
    with pytest.raises(ChannelGone, match="thread"):
        await house.handler.post(place(DESK, "1.1"), ALERT, delivery_id="d2")


@pytest.mark.parametrize(
    "error", ["message_not_found", "cant_update_message", "edit_window_closed"]
)
async def test_what_can_be_edited_no_more_says_so(house: House, error: str) -> None:
    ts = await post(house)
    house.server.faults.add(Kind.REFUSE, method="chat.update", words=error)
    with pytest.raises(Rejected, match=error):
        await house.handler.edit(place(DESK), ts, ALERT)


MEANINGS: dict[str, type[TocsinError]] = {
    "channel_not_found": ChannelGone,
    "not_in_channel": ChannelGone,
    "is_archived": ChannelGone,
    "restricted_action_read_only_channel": ChannelGone,
    "ratelimited": Unavailable,
    "rate_limited": Unavailable,
    "message_limit_exceeded": Unavailable,
    "account_inactive": Unavailable,
    "token_revoked": Unavailable,
    "missing_scope": Unavailable,
    "fatal_error": Uncertain,
    "internal_error": Uncertain,
    "request_timeout": Uncertain,
    "service_unavailable": Uncertain,
    "too_many_attachments": Rejected,
}


@pytest.mark.parametrize("error", MEANINGS)
async def test_the_type_of_an_error_says_what_to_do(house: House, error: str) -> None:
    house.server.faults.add(Kind.REFUSE, method="chat.postMessage", words=error)
    with pytest.raises(MEANINGS[error], match=error) as caught:
        await post(house)
    assert type(caught.value) in {MEANINGS[error], *MEANINGS[error].__subclasses__()}
    assert len(house.server.log.of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "error", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text"]
)
async def test_refused_markup_is_sent_once_as_plain_text(house: House, error: str) -> None:
    house.server.faults.add(Kind.REFUSE, method="chat.postMessage", words=error)
    await post(house)
    [message] = house.server.messages(DESK)
    assert "blocks" not in message
    assert message["mrkdwn"] is False
    assert seen(message) == SEEN
    assert message["metadata"]["event_payload"] == {"delivery_id": "d1"}
    house.server.faults.add(Kind.REFUSE, method="chat.postMessage", words=error, times=2)
    with pytest.raises(MarkupRefused, match=error):
        await post(house)


async def test_a_refused_edit_clears_the_old_blocks(house: House) -> None:
    ts = await post(house)
    house.server.faults.add(Kind.REFUSE, method="chat.update", words="invalid_blocks")
    await house.handler.edit(place(DESK), ts, Message(heading="<changed>"))
    assert seen(house.server.messages(DESK)[0]) == "<changed>"


async def test_a_flood_says_how_long_to_wait(house: House) -> None:
    house.server.faults.add(Kind.FLOOD, seconds=7)
    with pytest.raises(Unavailable) as caught:
        await post(house)
    assert caught.value.retry_after == 7


@pytest.mark.parametrize(
    ("kind", "posted"), [(Kind.RESET_BEFORE, 0), (Kind.RESET_AFTER, 1), (Kind.REFUSE_AFTER, 1)]
)
async def test_a_lost_answer_is_uncertain_and_nothing_is_sent_again(
    house: House, kind: Kind, posted: int
) -> None:
    house.server.faults.add(kind, method="chat.postMessage")
    with pytest.raises(Uncertain):
        await post(house)
    assert len(house.server.messages(DESK)) == posted
    calls = house.server.log.of("chat.postMessage")
    assert len([call for call in calls if call.accepted]) == posted


async def test_a_gateway_and_no_answer_in_time_are_uncertain(house: House) -> None:
    house.server.faults.add(Kind.STATUS, status=503)
    with pytest.raises(Uncertain, match="503"):
        await post(house)


async def test_a_server_that_is_not_there_has_posted_nothing(house: House) -> None:
    await house.server.close()
    with pytest.raises(Unavailable, match="cannot be reached"):
        await post(house)
    assert "cannot be reached" in house.handler.status()
    await house.server.open()
    await post(house)


async def test_a_revoked_token_stops_every_send_and_is_said_by_name(house: House) -> None:
    house.server.world.token_error = "token_revoked"  # noqa: S105 # an error's name
    for channel in (DESK, WIRE):
        with pytest.raises(Unavailable, match="token_revoked") as caught:
            await post(house, channel)
        assert caught.value.retry_after == 300
    assert len(house.server.log.of("chat.postMessage")) == 1
    assert "token_revoked" in house.handler.status()


async def test_a_missing_scope_is_said_by_name(house: House) -> None:
    house.server.world.scopes.discard("chat:write")
    with pytest.raises(Unavailable, match="needs chat:write") as caught:
        await post(house)
    assert caught.value.retry_after == 300
    assert "chat:write" in house.handler.status()
    house.server.world.scopes.add("chat:write")
    await post(house)
    assert house.handler.status() == "connected as tocsin in Crisis Desk"


async def test_a_channel_of_another_workspace_is_refused(house: House) -> None:
    foreign = place(DESK).__class__(platform="slack", chat="T0ELSE/C0DESK")
    with pytest.raises(ChannelGone, match="T0ELSE"):
        await house.handler.post(foreign, ALERT, delivery_id="d1")


async def test_everything_that_counts_waits_for_its_turn(house: House) -> None:
    ts = await post(house)
    await house.handler.edit(place(DESK), ts, ALERT)
    await house.handler.reply(place(DESK), ts, ALERT, delivery_id="d2", loud=False)
    house.server.faults.add(Kind.REFUSE, method="chat.postMessage", words="invalid_blocks")
    await post(house)
    assert house.turns == [place(DESK)] * 5
