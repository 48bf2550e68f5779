"""What is open that an article may tell of, looked up with many others."""

from datetime import timedelta

import pytest

from bot.ingest.news import Fresh
from bot.model.feed import Article, Entry
from bot.pipeline.candidates import Candidates
from bot.pipeline.read import Read
from bot.track import Telling
from tests.fakes.nouns import NOW, incident
from tests.fakes.store import FakeStore

#: More than were ever looked up together.
MANY = 1_100


def told(name: str, key: str, *, fault: str | None = None) -> Read:
    entry = Entry(id=name, url=None, title=name, html="")
    return Read(
        fresh=Fresh(entry=entry, digest=name),
        article=Article(id=name, feed_id="harbour", title=name, text=name, seen=NOW),
        telling=Telling(terms=(), names=frozenset(), keys=(key,)),
        fault=fault,
    )


@pytest.mark.parametrize("before", [0, 24, 25, 60], ids=str)
async def test_an_article_finds_its_incident_however_many_the_others_find(before: int) -> None:
    """Six articles of busy days once left no room for the seventh, which opened a double."""
    store = FakeStore()
    busy = [told(f"busy-{number}", f"w:busy-{number % 6}") for number in range(before)]
    async with store.begin() as tx:
        await tx.incidents.save(incident(0, keys=("w:quiet",), updated=NOW))
        for number in range(1, MANY):
            updated = NOW + timedelta(seconds=number)
            await tx.incidents.save(
                incident(number, keys=(f"w:busy-{number % 6}",), updated=updated)
            )
        read = [*busy, told("broken", "w:quiet", fault="it broke"), told("quiet", "w:quiet")]
        candidates = Candidates(tx=tx, read=read, since=NOW)
        for one in busy:
            assert (await candidates.next()).candidates(one.telling.keys)
        found = (await candidates.next()).candidates(["w:quiet"])
    assert [each.id for each in found] == ["k7f3q0"]


async def test_an_article_finds_what_the_one_before_it_opened() -> None:
    store = FakeStore()
    async with store.begin() as tx:
        read = [told(f"{number}", "w:raid") for number in range(60)]
        candidates = Candidates(tx=tx, read=read, since=NOW)
        for number in range(len(read)):
            memory = await candidates.next()
            assert len(memory.candidates(["w:raid"])) == number
            new = incident(number, keys=("w:raid",), updated=NOW)
            memory.save(new)
            await tx.incidents.save(new)
