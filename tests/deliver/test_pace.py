"""Pacing: what a platform documents is never exceeded, and nothing waits longer than that."""

from datetime import timedelta

from bot.deliver.pace import Limit, Pace, customary
from bot.model.channel import Channel
from tests.fakes.clock import FakeClock

PERSON = Channel(platform="telegram", chat="123")
GROUP = Channel(platform="telegram", chat="-100123", topic="42")
ROOM = Channel(platform="slack", chat="T0AB/C0CD")
TERMINAL = Channel(platform="console", chat="terminal")


def pace(clock: FakeClock, *limits: Limit) -> Pace:
    """A pace whose sleeps are noted, not slept."""
    chosen = (lambda _: limits) if limits else customary
    return Pace(limits=chosen, seconds=clock.seconds, sleep=clock.sleep)


async def moments(paced: Pace, clock: FakeClock, *channels: Channel) -> list[float]:
    """When each turn comes, in seconds from now, for channels that ask one after the other."""
    start, found = clock.seconds(), []
    for channel in channels:
        await paced.turn(channel)
        found.append(round(clock.seconds() - start, 2))
    return found


async def test_a_terminal_takes_everything_at_once() -> None:
    clock = FakeClock()
    assert await moments(pace(clock), clock, *[TERMINAL] * 5) == [0.0] * 5


async def test_a_person_gets_one_message_a_second_and_a_group_twenty_a_minute() -> None:
    for channel, every in ((PERSON, 1.07), (GROUP, 3.21), (ROOM, 1.07)):
        clock = FakeClock()
        found = await moments(pace(clock), clock, channel, channel, channel)
        assert found == [0.0, every, round(2 * every, 2)]


async def test_topics_of_one_group_share_its_limit() -> None:
    clock = FakeClock()
    other_topic = Channel(platform="telegram", chat="-100123", topic="7")
    assert await moments(pace(clock), clock, GROUP, other_topic) == [0.0, 3.21]


async def test_a_bot_sends_no_more_than_thirty_a_second_over_all_chats() -> None:
    clock = FakeClock()
    people = [Channel(platform="telegram", chat=str(number)) for number in range(61)]
    found = await moments(pace(clock), clock, *people)
    assert (found[30], found[60]) == (1.07, 2.14)


async def test_a_chat_that_waits_for_itself_holds_no_slot_of_the_bot() -> None:
    clock = FakeClock()
    slept: list[float] = []

    async def note(seconds: float) -> None:
        slept.append(round(seconds, 2))

    paced = Pace(limits=customary, seconds=clock.seconds, sleep=note)
    await paced.turn(GROUP)
    clock.advance(timedelta(seconds=1))

    async def others_meanwhile(seconds: float) -> None:
        slept.append(round(seconds, 2))
        paced.sleep = note
        await paced.turn(PERSON)
        clock.advance(timedelta(seconds=seconds))

    paced.sleep = others_meanwhile
    await paced.turn(GROUP)
    assert slept == [2.21]


async def test_after_a_rest_a_burst_passes_at_once() -> None:
    clock = FakeClock()
    paced = pace(clock, Limit(bucket="b", every=2.0, burst=3))
    assert await moments(paced, clock, *[ROOM] * 5) == [0.0, 0.0, 0.0, 2.0, 4.0]


async def test_idle_buckets_are_forgotten() -> None:
    clock = FakeClock()
    paced = pace(clock)
    for number in range(5_000):
        await paced.turn(Channel(platform="slack", chat=str(number)))
        clock.advance(timedelta(seconds=0.1))
    assert len(paced._buckets) <= 1_001  # noqa: SLF001  bounded memory is the point


async def test_waiting_for_the_whole_bot_does_not_bring_a_chats_messages_closer_together() -> None:
    clock = FakeClock()
    chat = Limit(bucket="chat", every=1.0)
    bot = Limit(bucket="bot", every=0.9)
    paced = Pace(limits=lambda _: (chat, bot), seconds=clock.seconds, sleep=clock.sleep)
    other = Pace(limits=lambda _: (bot,), seconds=clock.seconds, sleep=clock.sleep)
    other._buckets = paced._buckets  # noqa: SLF001  another chat of the same bot
    await other.turn(ROOM)
    first, second = await moments(paced, clock, PERSON, PERSON)
    assert (first, second) == (0.9, 1.9)
