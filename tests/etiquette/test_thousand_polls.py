"""A thousand polls by the whole pipeline, killed and begun again: publishers have no complaint."""

import pytest

from tests.etiquette.conftest import MINUTE, chance
from tests.fakes.poller import LEASE, Poller
from tests.servers.feeds import Answer, FeedServer, item, rss

#: Polls and feeds; and how often a body changes, a pause is asked for, and the process dies.
POLLS, FEEDS, CHANGES, PAUSES, DEATHS = 1_000, 20, 7, 31, 50


@pytest.mark.slow
async def test_a_thousand_polls_and_twenty_deaths_give_no_publisher_cause_to_complain(
    server: FeedServer,
) -> None:
    poller = Poller(server, chance=chance(1))
    for number in range(FEEDS):
        await poller.follow(f"/{number}")
    for start in range(0, POLLS, DEATHS):
        async with poller.running():
            for poll in range(start, start + DEATHS):
                path = await _first_due(poller)
                server.answer(path, _answer(path, poll))
                if poll == start + DEATHS - 1:
                    server.answer(path, Answer(delay=60))
                    await poller.die(path)
                else:
                    await poller.poll_side_by_side(path)
    assert poller.publisher.complaints() == {}
    assert len(server.requests) == POLLS
    assert sum(each["conditional"] for each in poller.publisher.counts.values()) > POLLS * 0.9


async def _first_due(poller: Poller) -> str:
    async with poller.store.begin() as tx:
        states = [state for _, state in await tx.feeds.all()]
        poller.now = max(poller.now, min(state.next_poll_at for state in states))
        [path] = await tx.feeds.claim_due(now=poller.now, lease=LEASE, limit=1)
    poller.let_go()
    return path


def _answer(path: str, poll: int) -> Answer:
    """Bodies that change now and then, lifetimes that are spent in part, both kinds of stamps."""
    if poll % PAUSES == PAUSES - 1:
        return Answer(status=429, headers={"Retry-After": "4000"})
    edition, age = poll // FEEDS // CHANGES, poll % 5 * MINUTE
    headers = {"Cache-Control": f"max-age={1800 + age}", "Age": f"{age}"}
    if int(path.strip("/")) % 2:
        headers["Last-Modified"] = f"odd stamp {edition}"
    return Answer(body=rss([item(f"Note {edition}", guid="1")]), headers=headers)
