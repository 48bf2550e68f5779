"""A chat's own rules from the command to the message, through a poll."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.command.answer import answer
from bot.command.request import Request
from bot.deliver.parcel import Parcel, Wording, picture
from bot.model.channel import Channel, Form
from bot.model.feed import Feed
from bot.model.scale import Severity
from bot.report.alert import alert_message, digest_message, update_message
from tests.fakes.packs import shipped
from tests.pipeline.test_poll import CALM, CHANNEL, FEED, NOW, RAID, Bench
from tests.servers.feeds import item

OTHER = Channel(platform="telegram", chat="-100")
WORDING = Wording(alert=alert_message, update=update_message, digest=digest_message)
NEWS = "Divers found the cable cut. The tanker Corinna lay near the quay."


@pytest.fixture
async def bench() -> Bench:
    made = Bench(shipped())
    async with made.store.begin() as tx:
        await tx.feeds.put(FEED, now=NOW)
    return made


async def ask(bench: Bench, text: str, channel: Channel = OTHER) -> None:
    async def yes(_channel: Channel, _user: str) -> bool:
        return True

    request = Request(channel=channel, user_id="u1", text=text)
    said = await answer(request, store=bench.store, may_change=yes, now=bench.now)
    assert not said.refused, said.plain


async def test_a_fresh_article_that_holds_a_rule_is_told_to_its_chat_alone(bench: Bench) -> None:
    await ask(bench, "subscribe min=minor", CHANNEL)
    await ask(bench, "rule add ships tanker*")
    bench.web.publish(item("A quiet night", NEWS, guid="1"), item("A quay", CALM, guid="2"))
    (row,) = await bench.poll()
    assert (row.channel, row.form, row.severity) == (OTHER, Form.MATCH, Severity.UNKNOWN)
    message = picture(Parcel(delivery=row, alerts=()), WORDING)
    assert message.plain.split("\n")[:5] == [
        "Your rule “ships” matched",
        "A quiet night",
        "The tanker Corinna lay near the quay.",
        "The rules of all found no conflict in it: severity unknown.",
        "Northern Wire · 1 Jun 2026 12:00 UTC",
    ]
    assert message.silent


async def test_severity_is_told_as_the_rules_of_all_have_it(bench: Bench) -> None:
    await ask(bench, "rule add depots /ammunition (depot|dump)s?/")
    bench.web.publish(item("Raid at Tarvesh", RAID, guid="1"))
    (row,) = await bench.poll()
    assert row.severity >= Severity.SEVERE
    message = picture(Parcel(delivery=row, alerts=()), WORDING)
    assert "By the rules of all: 🟥 " in message.plain or "By the rules of all: 🟪" in message.plain
    assert not message.silent


async def test_a_chat_that_is_alerted_anyway_is_told_once(bench: Bench) -> None:
    await ask(bench, "subscribe min=minor")
    await ask(bench, "rule add depots ammunition depot*")
    bench.web.publish(item("Raid at Tarvesh", RAID, guid="1"))
    (row,) = await bench.poll()
    assert row.form is Form.ALERT


async def test_the_same_story_is_told_once_whoever_copies_it(bench: Bench) -> None:
    await ask(bench, "rule add ships tanker*")
    bench.web.publish(item("A quiet night", NEWS, guid="1"))
    assert len(await bench.poll()) == 1
    bench.web.publish(
        item("A quiet night", f"{NEWS} It rained.", guid="2"),
        item("Another tanker", "A tanker ran aground off Malabo.", guid="3"),
    )
    (row,) = await bench.poll()
    assert [match.title for match in row.matches] == ["Another tanker"]


@pytest.mark.parametrize("title", ["⚡", "Live"])
async def test_other_news_under_a_headline_that_says_nothing_is_told(
    bench: Bench, title: str
) -> None:
    await ask(bench, "rule add ships tanker*")
    bench.web.publish(item(title, NEWS, guid="1"))
    assert len(await bench.poll()) == 1
    bench.web.publish(item(title, "A tanker ran aground off Malabo.", guid="2"))
    assert len(await bench.poll()) == 1


async def test_other_news_under_a_headline_of_every_day_is_told(bench: Bench) -> None:
    await ask(bench, "rule add ships tanker*")
    bench.web.publish(item("Harbours: what we know today", NEWS, guid="1"))
    assert len(await bench.poll()) == 1
    bench.now += timedelta(days=1)
    later = "A tanker ran aground off Malabo."
    bench.web.publish(item("Harbours: what we know today", later, guid="2"))
    assert len(await bench.poll()) == 1


async def test_several_articles_of_a_poll_are_one_message(bench: Bench) -> None:
    await ask(bench, "rule add ships tanker*")
    await ask(bench, "rule add cables cable* .. cut")
    bench.web.publish(
        item("A quiet night", NEWS, guid="1"),
        item("Aground", "A tanker ran aground off Malabo.", guid="2"),
    )
    (row,) = await bench.poll()
    message = picture(Parcel(delivery=row, alerts=()), WORDING).plain
    assert message.startswith("Your rules matched 2 articles\n")
    assert "cables, ships: A quiet night · Northern Wire" in message
    assert "ships: Aground · Northern Wire" in message


async def test_old_articles_and_paused_chats_bring_nothing(bench: Bench) -> None:
    await ask(bench, "rule add ships tanker*")
    date = format_datetime(NOW - timedelta(days=9), usegmt=True)
    bench.web.publish(item("A quiet night", NEWS, guid="1", date=date))
    assert await bench.poll() == []
    async with bench.store.begin() as tx:
        await tx.subscriptions.pause(OTHER, "the bot was removed")
    bench.web.publish(item("Aground", "A tanker ran aground off Malabo.", guid="2"))
    assert await bench.poll() == []


async def test_a_feed_of_one_chat_is_looked_through_for_its_followers_alone(bench: Bench) -> None:
    private = Feed(id="own", url=FEED.url, name="Our Own", shared=False)
    async with bench.store.begin() as tx:
        await tx.feeds.put(private, now=NOW)
        await tx.following.follow("own", CHANNEL, who="ann", at=NOW)
    for channel in (CHANNEL, OTHER):
        await ask(bench, "rule add ships tanker*", channel)
    bench.web.publish(item("A quiet night", NEWS, guid="1"))
    (row,) = await bench.poll("own")
    assert row.channel == CHANNEL


async def test_a_link_to_another_story_is_no_match(bench: Bench) -> None:
    await ask(bench, "rule add ships tanker*")
    bench.web.publish(item("A quay", f"{CALM}\nREAD MORE: A tanker burns off Malabo", guid="1"))
    assert await bench.poll() == []
