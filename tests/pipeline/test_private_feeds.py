"""A feed that a chat added speaks to that chat alone, and cannot speak for the others' feeds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.deliver.outbox import Outbox
from bot.deliver.parcel import Wording
from bot.detect import Packs
from bot.model.channel import Channel, Delivery, Subscription
from bot.model.feed import Feed
from bot.model.incident import Reason, Silence
from bot.model.scale import Severity
from bot.report.alert import alert_message, digest_message, update_message
from tests.fakes.handler import FakeHandler
from tests.pipeline.test_poll import FEED, MORE, NOW, RAID, Bench, entry

DESK, ROOM, LOUD = (Channel(platform="console", chat=chat) for chat in ("desk", "room", "loud"))
OWN = Feed(id="own", url="https://own.example/rss", name="Valley Echo", shared=False)
TITLE, ANEW = "Warplanes bomb depot in Tarvesh, 14 killed", "Toll of Tarvesh depot bombing at 21"


@pytest.fixture
async def bench(packs: Packs) -> Bench:
    """Three chats with the same wishes; the desk and the room follow a feed of their own."""
    made = Bench(packs)
    async with made.store.begin() as tx:
        for feed in (FEED, OWN):
            await tx.feeds.put(feed, now=NOW)
        for channel in (DESK, ROOM, LOUD):
            wish = Subscription(
                id=channel.chat, channel=channel, min_severity=Severity.MODERATE, created_at=NOW
            )
            await tx.subscriptions.put(wish)
        for channel in (DESK, ROOM):
            await tx.following.follow("own", channel, who="ann", at=NOW)
    return made


async def poll(bench: Bench, feed: Feed, *items: str) -> list[Delivery]:
    """A feed publishes; what is sent."""
    bench.web.publish(*items)
    return await bench.poll(feed.id)


def chats(rows: Sequence[Delivery]) -> list[str]:
    return sorted(row.channel.chat for row in rows)


async def test_only_the_chats_that_follow_a_feed_of_their_own_hear_of_it(bench: Bench) -> None:
    assert chats(await poll(bench, OWN, entry("1", TITLE, RAID))) == ["desk", "room"]


async def test_a_common_feed_is_told_to_all_though_a_chats_own_was_first(bench: Bench) -> None:
    await poll(bench, OWN, entry("1", TITLE, RAID))

    told = await poll(bench, FEED, entry("1", TITLE, RAID))

    assert chats(told) == ["desk", "loud", "room"]
    async with bench.store.begin() as tx:
        alert = await tx.incidents.alert(told[0].alert_ids[0])
    assert alert is not None
    assert alert.reason is Reason.NEW
    assert {report.source for report in alert.incident.reports} == {"Northern Wire"}


async def test_a_chats_own_feed_never_raises_a_common_incident(bench: Bench) -> None:
    [common, *_] = await poll(bench, FEED, entry("1", TITLE, RAID))

    own = await poll(bench, OWN, entry("2", ANEW, MORE))

    assert chats(own) == ["desk", "room"]
    async with bench.store.begin() as tx:
        before = await tx.incidents.get(str(common.incident_id))
        alert = await tx.incidents.alert(own[0].alert_ids[0])
    assert alert is not None
    assert alert.incident.only_for == "own"
    assert alert.incident.id != common.incident_id
    assert before is not None
    assert before.revision == 1
    assert len(before.reports) == 1


async def test_what_the_chats_were_told_already_is_not_told_again_by_their_own_feed(
    bench: Bench,
) -> None:
    await poll(bench, FEED, entry("1", TITLE, RAID))

    assert await poll(bench, OWN, entry("1", TITLE, RAID)) == []

    async with bench.store.begin() as tx:
        verdicts = {verdict.silence for _, verdict in await tx.articles.find("depot", limit=5)}
    assert verdicts == {None, Silence.NOTHING_NEW}


async def test_a_follower_who_was_not_told_is_told_by_the_feed_it_follows(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        await tx.subscriptions.remove("room")
    await poll(bench, FEED, entry("1", TITLE, RAID))
    async with bench.store.begin() as tx:
        wish = Subscription(id="room", channel=ROOM, min_severity=Severity.MODERATE, created_at=NOW)
        await tx.subscriptions.put(wish)

    assert "room" in chats(await poll(bench, OWN, entry("1", TITLE, RAID)))


async def test_a_story_goes_on_within_a_chats_own_feed(bench: Bench) -> None:
    [first, *_] = await poll(bench, OWN, entry("1", TITLE, RAID))

    [second, *_] = await poll(bench, OWN, entry("2", ANEW, MORE))

    assert second.incident_id == first.incident_id
    async with bench.store.begin() as tx:
        incident = await tx.incidents.get(str(first.incident_id))
    assert incident is not None
    assert incident.only_for == "own"
    assert incident.revision == 2


async def test_two_feeds_of_chats_do_not_speak_for_each_other(bench: Bench) -> None:
    other = replace(OWN, id="other", url="https://other.example/rss")
    async with bench.store.begin() as tx:
        await tx.feeds.put(other, now=NOW)
        await tx.following.follow("other", LOUD, who="ben", at=NOW)
    await poll(bench, OWN, entry("1", TITLE, RAID))

    assert chats(await poll(bench, other, entry("1", TITLE, RAID))) == ["loud"]


async def test_who_heard_a_story_from_a_feed_of_its_own_gets_the_common_one_under_that_message(
    bench: Bench,
) -> None:
    [first, *_] = await poll(bench, OWN, entry("1", TITLE, RAID))

    second = {row.channel: row for row in await poll(bench, FEED, entry("1", TITLE, RAID))}
    third = {row.channel: row for row in await poll(bench, FEED, entry("2", ANEW, MORE))}

    assert second[DESK].incident_id == first.incident_id
    assert second[LOUD].incident_id != first.incident_id
    assert third[DESK].incident_id == first.incident_id
    assert third[LOUD].incident_id == second[LOUD].incident_id
    assert second[DESK].parts_done == 0  # the message shows the common picture from now on


async def test_what_ones_own_feed_adds_to_a_common_story_is_an_answer_and_no_second_message(
    bench: Bench,
) -> None:
    common = {row.channel: row for row in await poll(bench, FEED, entry("1", TITLE, RAID))}

    own = {row.channel: row for row in await poll(bench, OWN, entry("2", ANEW, MORE))}

    assert own[DESK].incident_id == common[DESK].incident_id
    assert own[DESK].parts_done == 1  # the common picture stays as it is


async def test_a_person_sees_one_message_of_a_story_and_what_the_others_say_under_it(
    bench: Bench,
) -> None:
    handler = FakeHandler()
    outbox = Outbox(
        store=bench.store,
        handlers={"console": handler},
        wording=Wording(alert=alert_message, update=update_message, digest=digest_message),
        clock=lambda: bench.now,
    )
    for feed, row in ((OWN, entry("1", TITLE, RAID)), (FEED, entry("1", TITLE, RAID))):
        for delivery in await poll(bench, feed, row):
            await outbox.deliver(delivery.id)
    for delivery in await poll(bench, OWN, entry("2", ANEW, MORE)):
        await outbox.deliver(delivery.id)

    message, common, own = (each for each in handler.shown if each.channel == DESK)
    assert "Valley Echo" in message.posted.plain
    assert "Northern Wire" in message.message.plain
    assert "21" not in message.message.plain
    assert "feeds of all chats report this too" in common.message.plain
    assert "21" in own.message.plain
    assert (common.reply_to, own.reply_to) == (message.message_id, message.message_id)


async def test_a_story_that_is_muted_stays_so_when_the_common_feeds_tell_it(bench: Bench) -> None:
    [first, *_] = await poll(bench, OWN, entry("1", TITLE, RAID))
    async with bench.store.begin() as tx:
        [wish] = await tx.subscriptions.of(DESK)
        await tx.subscriptions.put(replace(wish, without=(f"#{first.incident_id}",)))

    told = await poll(bench, FEED, entry("1", TITLE, RAID))

    assert chats(told) == ["loud", "room"]


async def test_another_story_of_the_common_feeds_is_a_message_of_its_own(bench: Bench) -> None:
    [first, *_] = await poll(bench, OWN, entry("1", TITLE, RAID))
    other = "Gunmen shot dead six guards at a bank in Velmont in the south, the police chief said."

    told = await poll(bench, FEED, entry("9", "Gunmen kill six bank guards in Velmont", other))

    assert first.incident_id not in {row.incident_id for row in told}
