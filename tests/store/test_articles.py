"""The contract of `bot.ports.Articles`, on SQLite."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.feed import Article, KnownEntry, Reliability
from bot.model.finding import Claim, Count, Effect, Finding, Place, Step, Toll, Zone
from bot.model.incident import Reading, Silence, Verdict
from bot.model.scale import Certainty, Severity
from bot.store.database import SqlStore
from tests.fakes.nouns import signal

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)

FINDING = Finding(
    relevant=True,
    alertable=True,
    severity=Severity.SEVERE,
    certainty=Certainty.LIKELY,
    places=(Place(name="Karsa", country="IQ"),),
    toll=Toll(killed=Count(7, None)),
    claims=(
        Claim(
            effect=Effect.KILLED,
            count=Count(7, None),
            of="people",
            zone=Zone.LEAD,
            span=(3, 9),
            sentence="At least seven people died.",
        ),
    ),
    signals=(signal(),),
    arithmetic=(Step("killed at least 7", 3),),
)


def article(number: int = 1, **changes: object) -> Article:
    made = Article(
        id=f"article-{number}",
        feed_id="harbour-post",
        title="Jets bomb Al-Qā'im's depot 100%",
        text="At least seven people died.\nMore follows.",
        url=f"https://harbour.example/{number}",
        published=NOW - timedelta(minutes=10),
        seen=NOW + timedelta(seconds=number),
        source="Harbour Post",
        reliability=Reliability.B,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def verdict(number: int = 1, **changes: object) -> Verdict:
    made = Verdict(article_id=f"article-{number}", at=NOW, silence=Silence.NOTHING_NEW)
    return replace(made, **changes)  # type: ignore[arg-type]


def reading(
    number: int = 1,
    *,
    finding: Finding = FINDING,
    digest: str | None = None,
    said: Verdict | None = None,
    **changes: object,
) -> Reading:
    return Reading(
        entry_id=f"guid-{number}",
        digest=digest,
        article=article(number, **changes),
        finding=finding,
        verdict=said or verdict(number),
    )


async def test_an_article_comes_back_with_its_whole_finding(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.articles.add(reading())
        await tx.articles.add()
    async with store.begin() as tx:
        assert await tx.articles.get("article-1") == (article(), FINDING)
        assert await tx.articles.get("article-2") is None


async def test_an_entry_is_known_in_its_own_feed_only(store: SqlStore) -> None:
    many = [f"guid-{number}" for number in range(2_500)]
    async with store.begin() as tx:
        await tx.articles.add(reading(), reading(2400))
        known = await tx.articles.known([("harbour-post", each) for each in many])
        assert known.keys() == {("harbour-post", "guid-1"), ("harbour-post", "guid-2400")}
        assert await tx.articles.known([("other", each) for each in many]) == {}
        assert await tx.articles.known([]) == {}


async def test_of_an_entry_its_digest_and_its_first_reading_are_kept(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.articles.add(reading(digest="one"))
        later = NOW + timedelta(days=1)
        await tx.articles.add(reading(digest="two", id="article-1b", seen=later))
        its = ("harbour-post", "guid-1")
        known = await tx.articles.known([its])
        assert known == {its: KnownEntry(digest="two", seen=NOW + timedelta(seconds=1))}
        await tx.articles.note("harbour-post", {"guid-1": "three"})
        await tx.articles.note("harbour-post", {})
        known = await tx.articles.known([its])
        assert known[its].digest == "three"
        assert await tx.articles.get("article-1b") is not None


async def test_what_an_entry_said_is_known_again_under_another_id(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.articles.add(reading(1, digest="one"), reading(2))
        wanted = [("harbour-post", "one"), ("harbour-post", "two"), ("other", "one")]
        assert await tx.articles.repeated(wanted) == {("harbour-post", "one")}


async def test_an_article_may_be_stored_again(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.articles.add(reading(finding=Finding()))
        await tx.articles.add(reading(title="Corrected"))
        assert await tx.articles.get("article-1") == (article(title="Corrected"), FINDING)


async def test_the_last_verdict_counts(store: SqlStore) -> None:
    async with store.begin() as tx:
        assert await tx.articles.verdict("article-1") is None
        told = verdict(silence=None, alert_id="a", incident_id="k7f3qa")
        await tx.articles.add(reading())
        await tx.articles.add(reading(said=told))
        found = await tx.articles.verdict("article-1")
    assert found == told


async def test_articles_are_found_by_address_and_by_all_words_of_the_title(
    store: SqlStore,
) -> None:
    async with store.begin() as tx:
        for number in (1, 2, 3):
            await tx.articles.add(reading(number))
        await tx.articles.add(reading(4, title="Football strike"))

        async def ids(asked: str, limit: int = 10) -> list[str]:
            return [found.id for found, _ in await tx.articles.find(asked, limit=limit)]

        assert await ids(" https://harbour.example/2 ") == ["article-2"]
        assert await ids("DEPOT al qaim") == ["article-3", "article-2", "article-1"]
        assert await ids("depot", 2) == ["article-3", "article-2"]
        assert await ids("depo") == []
        assert await ids("depot football") == []
        assert await ids("100%") == ["article-3", "article-2", "article-1"]
        assert await ids("%") == []
        assert await ids("  ") == []
        assert (await tx.articles.find("football", limit=1))[0][1] == verdict(4)
