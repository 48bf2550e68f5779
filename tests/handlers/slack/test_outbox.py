"""The outbox and Slack together: found and not doubled, paced, and paused with a reason."""

from dataclasses import replace

import pytest

from bot.deliver.outbox import Outbox
from bot.deliver.pace import Pace
from bot.deliver.parcel import Wording
from bot.model.channel import Channel, Delivery, DeliveryState
from bot.model.incident import Alert
from bot.model.scale import Severity
from bot.report.alert import alert_message, digest_message, update_message
from tests.fakes.clock import FakeClock
from tests.fakes.nouns import alert, incident, revised, subscription
from tests.handlers.slack.conftest import DESK, NOW, WIRE, House, place
from tests.servers.faults import Kind
from tests.servers.slack.sight import seen


class Post:
    """An outbox on the house's store and handler; its clock is moved by hand."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.clock = FakeClock(now=NOW)
        self.outbox = Outbox(
            store=house.store,
            handlers={"slack": house.handler},
            wording=Wording(alert=alert_message, update=update_message, digest=digest_message),
            clock=self.clock,
            pace=Pace(limits=lambda _channel: ()),
        )

    async def put(self, about: Alert, channel: Channel, *, id_: str) -> None:
        """An alert that is due in a channel."""
        row = Delivery(
            id=id_,
            channel=channel,
            alert_ids=(about.id,),
            incident_id=about.incident.id,
            severity=Severity.SEVERE,
            created_at=self.clock(),
            due_at=self.clock(),
        )
        async with self.house.store.begin() as tx:
            await tx.incidents.save(about.incident)
            if await tx.incidents.alert(about.id) is None:
                await tx.incidents.add_alert(about)
            await tx.deliveries.add([row])

    async def send(self, id_: str) -> Delivery:
        """Send what is due; what became of the delivery."""
        await self.outbox.deliver(id_)
        async with self.house.store.begin() as tx:
            delivery = await tx.deliveries.get(id_)
        assert delivery is not None
        return delivery

    async def wait(self, delivery: Delivery) -> None:
        """Let the time pass until it is due again."""
        self.clock.advance(delivery.due_at - self.clock.now)


@pytest.fixture
def post(house: House) -> Post:
    return Post(house)


@pytest.mark.parametrize("fault", [Kind.RESET_AFTER, Kind.REFUSE_AFTER])
async def test_an_alert_whose_answer_was_lost_is_found_and_not_doubled(
    post: Post, fault: Kind
) -> None:
    await post.put(alert(), place(DESK), id_="d1")
    post.house.server.faults.add(fault, method="chat.postMessage")
    doubted = await post.send("d1")
    assert doubted.state is DeliveryState.UNKNOWN
    await post.wait(doubted)
    sent = await post.send("d1")
    [message] = post.house.server.messages(DESK)
    assert (sent.state, sent.message_id) == (DeliveryState.SENT, message["ts"])
    assert "Possible repeat" not in seen(message)


@pytest.mark.parametrize("loud", [False, True])
async def test_an_update_whose_answer_was_lost_is_found_in_its_thread(
    post: Post, *, loud: bool
) -> None:
    await post.put(alert(), place(DESK), id_="d1")
    parent = await post.send("d1")
    changed = replace(revised(), rose=loud)
    await post.put(changed, place(DESK), id_="d2")
    post.house.server.faults.add(Kind.RESET_AFTER, method="chat.postMessage")
    doubted = await post.send("d2")
    assert doubted.state is DeliveryState.UNKNOWN
    await post.wait(doubted)
    assert (await post.send("d2")).state is DeliveryState.SENT
    first, reply = post.house.server.messages(DESK)
    assert "Killed: 12" in seen(first)
    assert reply["thread_ts"] == parent.message_id
    assert (reply.get("subtype") == "thread_broadcast") is loud


async def test_what_never_arrived_is_sent_once_without_a_mark(post: Post) -> None:
    await post.put(alert(), place(DESK), id_="d1")
    post.house.server.faults.add(Kind.RESET_BEFORE, method="chat.postMessage")
    doubted = await post.send("d1")
    assert doubted.state is DeliveryState.UNKNOWN
    await post.wait(doubted)
    assert (await post.send("d1")).state is DeliveryState.SENT
    [message] = post.house.server.messages(DESK)
    assert "Possible repeat" not in seen(message)


async def test_a_flooded_channel_waits_as_long_as_it_is_told_and_no_other(post: Post) -> None:
    for channel, id_ in ((DESK, "d1"), (WIRE, "d2")):
        await post.put(alert(), place(channel), id_=id_)
    post.house.server.faults.add(Kind.FLOOD, place=DESK, seconds=30)
    waiting = await post.send("d1")
    assert waiting.state is DeliveryState.PENDING
    assert (waiting.due_at - NOW).total_seconds() == 30
    assert (await post.send("d2")).state is DeliveryState.SENT
    await post.wait(waiting)
    assert (await post.send("d1")).state is DeliveryState.SENT


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "restricted_action"])
async def test_a_channel_that_takes_nothing_is_paused_with_slacks_reason(
    post: Post, error: str
) -> None:
    async with post.house.store.begin() as tx:
        await tx.subscriptions.put(subscription(channel=place(DESK)))
    await post.put(alert(), place(DESK), id_="d1")
    post.house.server.faults.add(Kind.REFUSE, method="chat.postMessage", words=error)
    assert (await post.send("d1")).state is DeliveryState.GIVEN_UP
    [wish] = await post.house.wishes(DESK)
    assert error in str(wish.paused)


async def test_a_revoked_token_keeps_alerts_and_says_why(post: Post) -> None:
    await post.put(alert(), place(DESK), id_="d1")
    post.house.server.world.token_error = "token_revoked"  # noqa: S105 # an error's name
    waiting = await post.send("d1")
    assert (waiting.state, waiting.error) == (DeliveryState.PENDING, "Slack says token_revoked")


async def test_a_channel_gets_one_message_a_second(post: Post) -> None:
    post.outbox.pace = Pace(seconds=post.clock.seconds, sleep=post.clock.sleep)
    start = post.clock.now
    for number in range(1, 5):
        await post.put(alert(incident(number)), place(DESK), id_=f"d{number}")
    await post.send("d1")
    assert len(post.house.server.messages(DESK)) == 4
    assert (post.clock.now - start).total_seconds() >= 3
