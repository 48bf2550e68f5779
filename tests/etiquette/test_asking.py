"""Items 1 to 3: what is sent with a request, and when the next one comes."""

from datetime import timedelta

import pytest

from tests.etiquette.conftest import HOUR, MINUTE, TWO_O_CLOCK, bare, chance, told
from tests.fakes.poller import Poller
from tests.servers.feeds import Answer, FeedServer, item, rss

NOON = "Sun, 01 Nov 2026 12:00:00 GMT"


async def test_1_validators_go_back_byte_for_byte_and_the_newest_are_kept(
    poller: Poller, server: FeedServer
) -> None:
    server.script(
        "/feed",
        bare(etag='W/"odd, one', last_modified="yesterday at noon"),
        Answer(status=304, headers={"ETag": "'newer'"}),
        bare(etag='"third"'),
        Answer(status=304),
    )
    await poller.follow()
    await poller.poll(times=5)

    conditions = [
        (each.headers.get("if-none-match"), each.headers.get("if-modified-since"))
        for each in server.asked("/feed")
    ]
    assert conditions == [
        (None, None),
        ('W/"odd, one', "yesterday at noon"),
        ("'newer'", "yesterday at noon"),
        ('"third"', None),
        ('"third"', None),
    ]
    # Neither a 304 nor the same body once more is read.
    assert poller.reader.read == 1


async def test_1_validators_are_kept_only_once_the_entries_are_safe(
    poller: Poller, server: FeedServer
) -> None:
    await poller.follow()
    server.script("/feed", Answer(body="<html>Log in</html>"))
    await poller.poll()
    await poller.die()
    async with poller.running():
        await poller.poll(times=2)
        async with poller.store.begin() as tx:
            assert await tx.articles.known([("/feed", "1")])

    conditional = ["if-none-match" in each.headers for each in server.asked("/feed")]
    assert conditional == [False, False, False, True]


@pytest.mark.parametrize(
    ("interval", "headers", "seconds"),
    [
        (None, {}, HOUR),
        (None, {"etag": '"a"'}, 15 * MINUTE),
        (None, {"last_modified": "odd"}, 15 * MINUTE),
        (None, {"etag": '"a"', "cache_control": "max-age=7200"}, 2 * HOUR),
        (timedelta(minutes=45), {"etag": '"a"'}, 45 * MINUTE),
        (timedelta(minutes=1), {"etag": '"a"'}, MINUTE),
        (timedelta(minutes=1), {"etag": '"a"', "cache_control": "max-age=1800"}, 30 * MINUTE),
    ],
    ids=["bare", "etag", "last-modified", "server", "operator", "override", "server over override"],
)
async def test_2_the_interval_is_the_largest_of_what_anybody_asks_for(
    interval: timedelta | None, headers: dict[str, str], seconds: int, poller: Poller
) -> None:
    poller.server.answer("/feed", bare(**headers))
    await poller.follow(interval=interval)
    await poller.poll(times=3)

    assert_gaps(poller, seconds, seconds)
    shown = await told(poller)
    assert ("an override under 5 min" in shown) == (seconds == MINUTE)


@pytest.mark.slow
@pytest.mark.parametrize(("etag", "hours"), [('"a"', 3), ("", 24)], ids=["validators", "none"])
async def test_2_a_feed_that_is_quiet_for_a_month_is_asked_less(
    etag: str, hours: int, poller: Poller
) -> None:
    poller.server.answer("/feed", bare(etag=etag) if etag else bare())
    await poller.follow()
    begun = poller.now
    while poller.now < begun + timedelta(days=31):
        await poller.poll()

    assert poller.gaps() == sorted(poller.gaps())
    assert poller.gaps()[-1] == hours * HOUR
    poller.server.answer("/feed", bare(rss([item("News", "At last.", guid="2")]), etag='"b"'))
    await poller.poll(times=2)
    assert poller.gaps()[-1] == 15 * MINUTE


@pytest.mark.parametrize(
    ("headers", "channel", "gaps"),
    [
        ({"cache_control": "public, max-age=7200", "age": "3000"}, "", [4_200, 4_200]),
        ({"expires": TWO_O_CLOCK, "date": NOON}, "", [2 * HOUR, 2 * HOUR]),
        ({}, "<ttl>120</ttl>", [2 * HOUR, 2 * HOUR]),
        (
            {},
            f"<skipHours>{''.join(f'<hour>{each}</hour>' for each in range(12, 18))}</skipHours>",
            [6 * HOUR, 15 * MINUTE],
        ),
        ({}, "<skipDays><day>Sunday</day></skipDays>", [12 * HOUR, 15 * MINUTE]),
    ],
    ids=["max-age", "expires", "ttl", "skipHours", "skipDays"],
)
@pytest.mark.parametrize("second", [200, 304])
async def test_3_what_the_publisher_asks_for_holds_on_200_and_on_304(
    headers: dict[str, str], channel: str, gaps: list[int], second: int, poller: Poller
) -> None:
    body = rss([item("A new quay", guid="1")], channel=channel)
    poller.server.script(
        "/feed",
        bare(body, etag='"a"', **headers),
        bare(body, etag='"a"' if second == 304 else '"b"', **headers),
        bare(body, etag='"c"', **headers),
    )
    await poller.follow()
    await poller.poll(times=3)
    assert_gaps(poller, *gaps)


async def test_3_chance_makes_no_poll_early(poller: Poller) -> None:
    poller.chance = chance(3)
    poller.server.answer("/feed", bare(cache_control="max-age=7200"))
    await poller.follow()
    await poller.poll(times=30)

    assert min(poller.gaps()) >= 2 * HOUR
    assert len(set(poller.gaps())) > 20


def assert_gaps(poller: Poller, *seconds: float) -> None:
    """Never early; a feed that brings nothing new is asked a little later each time."""
    gaps = poller.gaps()
    assert len(gaps) == len(seconds)
    for gap, least in zip(gaps, seconds, strict=True):
        assert least <= gap < 1.2 * least
