"""Items 4 and 5: what follows a pause, a redirect and a failure."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.deliver.notices import tell_of_feeds
from bot.model.channel import Subscription
from tests.etiquette.conftest import BODY, DAY, HOUR, MINUTE, TWO_O_CLOCK, bare, chance, told
from tests.fakes.database import empty_store
from tests.fakes.nouns import TERMINAL
from tests.fakes.poller import Poller
from tests.servers.feeds import Answer, FeedServer


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("wish", "seconds"),
    [("4000", 4000), (TWO_O_CLOCK, 2 * HOUR), ("soon", 15 * MINUTE), ("31536000", DAY)],
    ids=["seconds", "date", "junk", "a year"],
)
async def test_4_a_pause_is_kept_by_the_whole_host_and_disables_nothing(
    status: int, wish: str, seconds: int, poller: Poller
) -> None:
    poller.server.publish("/other", BODY)
    await poller.follow()
    await poller.follow("/other")
    poller.server.script("/feed", Answer(status=status, headers={"Retry-After": wish}))
    await poller.poll()
    await poller.pipeline.poll("/other")
    await poller.pipeline.close()
    assert poller.server.asked("/other") == []

    shown = await told(poller)
    assert "asks for a pause" in shown
    assert ("we wait 1 day at most" in shown) == (wish == "31536000")
    await poller.poll(times=2)
    assert poller.gaps()[0] == pytest.approx(max(seconds, HOUR), abs=1)
    await poller.poll("/other")
    assert len(poller.server.asked("/other")) == 1


async def test_4_a_server_that_asks_for_pauses_for_ever_is_asked_once_a_day(poller: Poller) -> None:
    poller.server.answer("/feed", Answer(status=429))
    await poller.follow()
    state = await poller.poll(times=40)

    assert (state.failures, state.gone) == (0, False)
    assert poller.gaps() == sorted(poller.gaps())
    assert poller.gaps()[-1] == DAY


@pytest.mark.parametrize("status", [301, 308])
@pytest.mark.parametrize(("hours", "answers"), [(24, 10), (12, 15)])
async def test_5_a_new_address_is_stored_after_ten_answers_over_seven_days(
    status: int, hours: int, answers: int, poller: Poller
) -> None:
    poller.server.answer("/feed", Answer(status=status, headers={"Location": "/new"}))
    poller.server.answer("/new", bare(cache_control=f"max-age={hours * HOUR}"))
    await poller.follow()
    await poller.poll(times=20)

    assert len(poller.server.asked("/feed")) == answers
    assert len(poller.server.asked("/new")) == 20


@pytest.mark.parametrize(
    ("status", "to"), [(302, "/new"), (303, "/new"), (307, "/new"), (301, "/page")]
)
async def test_5_a_passing_redirect_or_one_to_no_feed_is_never_stored(
    status: int, to: str, poller: Poller
) -> None:
    poller.server.answer("/feed", Answer(status=status, headers={"Location": to}))
    poller.server.answer("/new", bare(cache_control="max-age=86400"))
    poller.server.answer("/page", Answer(body="<html>Log in</html>"))
    await poller.follow()
    await poller.poll(times=30)
    assert len(poller.server.asked("/feed")) == 30


async def test_5_a_feed_that_is_gone_is_asked_no_more_and_told_of_once(
    server: FeedServer, tmp_path: Path
) -> None:
    server.answer("/feed", Answer(status=410))
    async with empty_store(tmp_path) as store, Poller(server, store).running() as poller:
        await poller.follow()
        async with store.begin() as tx:
            wish = Subscription(id="s", channel=TERMINAL, created_at=poller.now)
            await tx.subscriptions.put(wish)
        await poller.poll()
        notices = []
        for _ in range(400):
            poller.now += timedelta(days=1)
            assert await poller.due() == []
            async with store.begin() as tx:
                notices += await tell_of_feeds(tx, now=poller.now)
        assert len(notices) == 1
        assert "410" in await told(poller)
    assert len(server.asked("/feed")) == 1


@pytest.mark.parametrize(
    ("status", "words"), [(403, "403"), (404, "nothing is there"), (500, "500"), (502, "502")]
)
async def test_5_a_feed_that_fails_is_asked_less_and_less_and_never_given_up(
    status: int, words: str, poller: Poller
) -> None:
    poller.chance = chance(5)
    poller.server.answer("/feed", Answer(status=status))
    await poller.follow()
    await poller.poll(times=30)

    assert poller.gaps()[0] < 2 * HOUR
    assert all(
        later >= 1.5 * gap for gap, later in zip(poller.gaps()[:4], poller.gaps()[1:], strict=False)
    )
    assert 21 * HOUR < min(poller.gaps()[6:]) < max(poller.gaps()) <= DAY
    assert len(set(poller.gaps()[6:])) > 10
    assert words in await told(poller)
