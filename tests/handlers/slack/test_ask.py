"""What people ask on Slack, and what they see: commands, mentions, direct messages."""

import pytest

from bot.errors import Unavailable
from tests.handlers.slack.conftest import (
    ANNA,
    BORIS,
    DESK,
    DM,
    GUEST,
    OUTSIDE,
    PRIVATE,
    STRANGER,
    WIRE,
    House,
    place,
)
from tests.servers.faults import Kind
from tests.servers.slack.sight import buttons, seen


async def test_a_command_is_answered_to_the_asker_alone(house: House) -> None:
    answer = await house.commanded(ANNA, DESK, "subscribe iraq min=severe")
    assert (answer["to"], answer["channel"]) == (ANNA, DESK)
    assert "IQ" in seen(answer) or "Iraq" in seen(answer)
    assert house.server.messages(DESK) == []
    [wish] = await house.wishes(DESK)
    assert str(wish.channel) == "slack:T0DESK/C0DESK"
    assert wish.created_by == "Anna (U0ANNA)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Tocsin"),
        ("help", "/tocsin summary"),
        ("list", "subscription"),
        ("status", "connected as tocsin in Crisis Desk"),
        ("summary 24h", "24 hours"),
        ("unsubscribe", "no subscription to end"),
        ("why", "/tocsin why"),
        ("subscirbe iraq", "/tocsin subscribe"),
    ],
)
async def test_each_command_of_the_house_works(house: House, text: str, words: str) -> None:
    assert words in seen(await house.commanded(ANNA, DESK, text))


async def test_summary_has_a_command_of_its_own(house: House) -> None:
    answer = await house.commanded(BORIS, DESK, "6h", name="/summary")
    assert "6 hours" in seen(answer)
    assert house.requests[-1].text == "summary 6h"


async def test_a_mention_is_answered_in_its_thread(house: House) -> None:
    answer = await house.mentioned(ANNA, DESK, "summary 24h")
    asked = next(iter(house.server.world.channels[DESK].messages))
    assert answer["thread_ts"] == asked
    assert "subtype" not in answer
    assert "24 hours" in seen(answer)
    assert house.turns == [place(DESK, asked)]


async def test_a_wrong_word_to_the_bot_disturbs_nobody_else(house: House) -> None:
    known = len(house.server.world.ephemeral)
    await house.server.people.mention(BORIS, DESK, "sumary")
    answer = await house.whispered(known)
    assert answer["to"] == BORIS
    assert "/tocsin summary" in seen(answer)
    assert house.server.messages(DESK) == []


async def test_a_direct_message_works_with_the_same_words(house: House) -> None:
    assert "24 hours" in seen(await house.told(ANNA, "summary 24h"))
    await house.told(ANNA, "subscribe iraq")
    assert len(await house.wishes(DM)) == 1
    assert "Not done" in seen(await house.told(ANNA, "sumary"))


async def test_the_bot_answers_no_program_and_no_change_of_a_message(house: House) -> None:
    people = house.server.people
    await people.tell(ANNA, DM, "help", subtype="message_changed")
    await people.tell(ANNA, DM, "help", bot_id="B0OTHER")
    await people.mention(ANNA, DM, "help")
    last = await people.event({"type": "reaction_added", "user": ANNA})
    await house.server.until(lambda: last.acked)
    await house.told(ANNA, "help")
    assert len(house.requests) == 1
    assert all(envelope.acked for envelope in house.server.sockets.envelopes)


async def test_a_thread_may_have_its_own_subscriptions(house: House) -> None:
    first = await house.mentioned(ANNA, DESK, "list")
    thread = first["thread_ts"]
    answer = await house.mentioned(ANNA, DESK, "subscribe iraq", thread=thread)
    assert answer["thread_ts"] == thread
    assert len(await house.wishes(DESK, thread)) == 1
    assert await house.wishes(DESK) == []
    await house.mentioned(ANNA, DESK, "list", thread=thread)
    assert house.requests[-1].channel == place(DESK, thread)
    assert house.requests[-1].user_name == "Anna"


async def test_in_any_other_thread_the_channel_is_meant(house: House) -> None:
    thread = (await house.mentioned(ANNA, DESK, "list"))["thread_ts"]
    await house.mentioned(ANNA, DESK, "list", thread=thread)
    assert house.requests[-1].channel == place(DESK)


@pytest.mark.parametrize("user", [GUEST, STRANGER])
async def test_guests_and_strangers_may_ask_but_change_nothing(house: House, user: str) -> None:
    answer = await house.commanded(user, DESK, "subscribe iraq")
    assert "Not done" in seen(answer)
    assert await house.wishes(DESK) == []
    assert "24 hours" in seen(await house.commanded(user, DESK, "summary 24h"))


async def test_only_admins_where_the_operator_wants_that(house: House) -> None:
    strict = house.connect(admins_only=True)
    await strict.start()
    assert await strict.may_change(place(DESK), ANNA) is True
    assert await strict.may_change(place(DESK), BORIS) is False
    assert await strict.may_change(place(DM), BORIS) is True
    assert await strict.may_change(place(DESK), "U0NOBODY") is False
    await strict.stop()


async def test_who_subscribes_a_channel_is_told_to_invite_the_bot(house: House) -> None:
    answer = await house.commanded(ANNA, OUTSIDE, "subscribe iraq")
    assert "/invite @tocsin" in seen(answer)
    assert await house.wishes(OUTSIDE) == []
    house.server.world.channels[PRIVATE].members.discard("U0TOCSIN")
    assert "/invite" in seen(await house.commanded(ANNA, PRIVATE, "subscribe iraq"))


async def test_where_slack_does_not_say_who_is_inside_the_subscription_is_made(
    house: House,
) -> None:
    house.server.faults.add(Kind.REFUSE, method="conversations.info", words="method_deprecated")
    await house.commanded(ANNA, DESK, "subscribe iraq")
    assert len(await house.wishes(DESK)) == 1


async def test_a_used_response_url_is_no_reason_to_stay_silent(house: House) -> None:
    known = len(house.server.world.ephemeral)
    house.server.sockets.held = True
    await house.server.people.command(ANNA, DESK, "help")
    for reply in house.server.people.replies.values():
        reply.expired = True
    house.server.sockets.held = False
    await house.server.people.command(BORIS, WIRE, "help")
    rows = await house.server.until(lambda: house.server.world.ephemeral[known + 1 :])
    assert {row["to"] for row in house.server.world.ephemeral[known:]} == {ANNA, BORIS}
    assert rows


async def test_faults_of_ours_are_answers_too(house: House) -> None:
    house.errors += [Unavailable("down"), RuntimeError("a bug")]
    assert "could not be asked" in seen(await house.commanded(ANNA, DESK, "help"))
    assert "went wrong" in seen(await house.commanded(ANNA, DESK, "help"))
    assert "/tocsin help" in seen(await house.commanded(ANNA, DESK, "help"))


@pytest.mark.slow
async def test_an_answer_waits_where_slack_says_so(house: House) -> None:
    house.server.faults.add(Kind.FLOOD, method="chat.postMessage", seconds=1)
    await house.mentioned(ANNA, DESK, "summary 24h")
    refused, sent = house.server.log.of("chat.postMessage")
    assert sent.at - refused.at >= 1


async def test_an_answer_that_would_wait_for_minutes_is_dropped(house: House) -> None:
    house.server.faults.add(Kind.FLOOD, method="chat.postMessage", seconds=600)
    await house.server.people.mention(ANNA, DESK, "summary 24h")
    await house.server.until(lambda: house.server.log.of("chat.postMessage"))
    await house.mentioned(ANNA, WIRE, "list")
    assert house.server.messages(DESK) == []


async def test_escaped_words_are_understood_as_they_were_typed(house: House) -> None:
    await house.commanded(ANNA, DESK, "why &lt;a&gt; <https://a.example/x|a.example> <#C1|desk>")
    assert house.requests[-1].text == "why <a> a.example desk"
    await house.mentioned(ANNA, DESK, "list <@U0BORIS> <!here>")
    assert house.requests[-1].text == "list @U0BORIS"


async def test_an_answer_may_be_shared_in_the_channel_once(house: House) -> None:
    answer = await house.commanded(ANNA, OUTSIDE, "summary 24h")
    await house.server.people.press(ANNA, OUTSIDE, answer, "Share in channel")
    await house.server.until(lambda: house.server.messages(OUTSIDE))
    [shared] = house.server.messages(OUTSIDE)
    assert "24 hours" in seen(shared)
    assert "Shared by: Anna" in seen(shared)
    assert "Share in channel" not in [each["text"]["text"] for each in buttons(shared)]
    gone = {"delete_original": True}
    await house.server.until(
        lambda: gone in [call.asked for call in house.server.log.of("response_url")]
    )
    again = await house.pressed(ANNA, OUTSIDE, answer, "Share in channel")
    assert "shared before" in seen(again)


@pytest.mark.parametrize("text", ["help", "sumary", "subscribe iraq"])
async def test_what_concerns_the_asker_alone_is_not_offered_for_sharing(
    house: House, text: str
) -> None:
    answer = await house.commanded(ANNA, DESK, text)
    assert "Share in channel" not in [each["text"]["text"] for each in buttons(answer)]


async def test_a_share_that_turns_into_a_refusal_stays_with_the_asker(house: House) -> None:
    answer = await house.commanded(ANNA, DESK, "summary 24h")
    house.errors.append(Unavailable("down"))
    told = await house.pressed(ANNA, DESK, answer, "Share in channel")
    assert "could not be asked" in seen(told)
    assert house.server.messages(DESK) == []
