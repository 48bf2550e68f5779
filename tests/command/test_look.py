"""summary, story, sources, why, status: what people may ask."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Unavailable
from bot.model.channel import Channel, Delivery, DeliveryState
from bot.model.feed import Article, Feed, FeedState
from bot.model.finding import Finding, Step
from bot.model.incident import Reading, Silence, Verdict
from bot.model.scale import Severity
from tests.command.conftest import Chat
from tests.fakes.nouns import NOW, TERMINAL, alert, incident, report, revised, signal
from tests.fakes.store import FakeArticles

ARTICLE = Article(
    id="article-1",
    feed_id="harbour",
    title="Jets bomb depot in Karsa",
    text="…",
    url="https://harbour.example/raid/1",
    seen=NOW,
    source="Harbour Post",
)
FINDING = Finding(
    severity=Severity.SEVERE, signals=(signal(),), arithmetic=(Step("air strike", 4),)
)


async def read_in(chat: Chat, article: Article, verdict: Verdict) -> None:
    async with chat.store.begin() as tx:
        await tx.articles.add(
            Reading(entry_id=article.id, article=article, finding=FINDING, verdict=verdict)
        )


async def test_the_summary_shows_the_last_day_unless_told_otherwise(chat: Chat) -> None:
    await chat.tell(alert(), alert(incident(2, updated=NOW - timedelta(days=3))))
    text = await chat.read("/summary")
    assert text.startswith("Summary of the last 24 hours\n1 incident: 1 severe")
    assert "#k7f3q2" in await chat.read("/brief 7d")


async def test_the_summary_is_limited_to_places_actors_kinds_words_and_levels(chat: Chat) -> None:
    await chat.tell(alert(), alert(incident(2, country="SY", places=(), severity=Severity.MINOR)))
    assert "1 incident" in await chat.read("summary 24h iraq")
    assert "1 incident" in await chat.read("summary syria 6h")
    assert "2 incidents" in await chat.read("summary delta front")
    assert "2 incidents" in await chat.read("summary air strikes")
    text = await chat.read("summary min=severe")
    assert "Summary of the last 24 hours · from severe" in text
    assert "1 incident" in text
    assert "1 incident" in await chat.read("summary -iraq")


async def test_an_empty_summary_shows_the_last_incidents_of_the_same_wish(chat: Chat) -> None:
    old = NOW - timedelta(days=3)
    await chat.tell(alert(incident(updated=old)), alert(incident(2, country="SY", updated=old)))
    text = await chat.read("summary 1h iraq")
    assert "Nothing was alerted in the last 1 hour." in text
    assert "#k7f3q1" in text
    assert "#k7f3q2" in await chat.read("summary 1h")


async def test_what_moves_at_this_moment_is_in_the_summary(chat: Chat) -> None:
    await chat.tell(alert(incident(updated=chat.now)))
    assert "1 incident" in await chat.read("summary 1h")


async def test_a_summary_of_a_story_is_the_story(chat: Chat) -> None:
    await chat.tell(alert())
    assert (await chat.read("summary #k7f3q1")).startswith("Story #k7f3q1 · SEVERE")


@pytest.mark.parametrize(
    ("text", "helps"),
    [
        ("summary 3x", "“3x” is no period; write 1h, 6h, 24h or 7d"),
        ("summary 24", "“24” is no period"),
        ("summary 1.5h", "“1.5h” is no period"),
        ("summary -5h", "“-5h” is no period"),
        ("summary 0h", "0h cannot be summed up"),
        ("summary 999999d", "999999d cannot be summed up"),
        ("summary 1h 6h", "Give one period only"),
        ("summary min=loud", "“loud” is no level"),
    ],
)
async def test_a_bad_period_is_answered_with_a_good_one(chat: Chat, text: str, helps: str) -> None:
    assert helps in await chat.read(text)


async def test_story_and_sources_of_an_incident(chat: Chat) -> None:
    await chat.tell(alert(), revised(), alert(incident(2)))
    story = await chat.read("story #K7F3Q1")
    assert "first alert" in story
    assert "Killed at least 7 → 12 (Karsa hospital)" in story
    assert "Between the same sides:" in story
    assert "Delta Wire" in await chat.read("src k7f3q1")


@pytest.mark.parametrize("command", ["story", "sources", "why", "mute", "ack", "falsealarm"])
async def test_an_id_that_is_missing_or_unknown_is_answered_with_an_example(
    chat: Chat, command: str
) -> None:
    missing = await chat.read(command)
    assert f"for example: /{command} #k7f3qa" in missing
    for wrong in ("#zzzzzz", "#" + "z" * 30, "#--"):
        assert "There is no incident" in await chat.read(f"{command} {wrong}")


async def test_why_answers_for_an_incident_with_rule_sentence_and_arithmetic(chat: Chat) -> None:
    await chat.tell(alert())
    await read_in(chat, ARTICLE, Verdict(article_id="article-1", at=NOW, alert_id="k7f3q1-1"))
    text = await chat.read("why #k7f3q1")
    assert "test.air_strike" in text
    assert "air strike +4 = +4 → SEVERE" in text
    assert "This chat has no subscription" in text


async def test_why_says_which_subscription_wanted_it_and_which_did_not(chat: Chat) -> None:
    await chat.tell(alert(incident(updated=NOW + timedelta(hours=2))))
    await chat.ask("subscribe iraq")
    await chat.ask("subscribe syria")
    text = await chat.read("why k7f3q1")
    assert "It was not sent to this chat." in text
    assert "Subscription 1 of this chat wants it." in text
    assert "Subscription 2 of this chat does not want it: none of its places" in text


async def test_why_says_that_a_subscription_came_too_late(chat: Chat) -> None:
    await chat.tell(alert())
    await chat.ask("subscribe iraq")
    assert "wants it, but was made after it was told" in await chat.read("why k7f3q1")


async def test_why_says_that_it_was_sent_here(chat: Chat) -> None:
    await chat.tell(alert())
    sent = Delivery(
        id="d1",
        channel=TERMINAL,
        alert_ids=("k7f3q1-1",),
        incident_id="k7f3q1",
        severity=Severity.SEVERE,
        state=DeliveryState.SENT,
        message_id="d1",
        created_at=NOW,
        due_at=NOW,
    )
    async with chat.store.begin() as tx:
        await tx.deliveries.add([sent])
    assert "It was sent to this chat." in await chat.read("why k7f3q1")


async def test_why_was_nothing_sent_about_a_link_or_a_title(chat: Chat) -> None:
    silent = Verdict(
        article_id="article-1", at=NOW, silence=Silence.TOO_OLD, detail="it is three days old"
    )
    await read_in(chat, ARTICLE, silent)
    for asked in ("https://harbour.example/raid/1", "bomb depot"):
        text = await chat.read(f"why {asked}")
        assert text.startswith("Why was nothing sent? · Jets bomb depot in Karsa")
        assert "It was too old when it was read." in text
        assert "it is three days old" in text


async def test_why_of_a_link_that_was_alerted_explains_its_incident(chat: Chat) -> None:
    await chat.tell(alert())
    told = Verdict(article_id="article-1", at=NOW, alert_id="k7f3q1-1", incident_id="k7f3q1")
    await read_in(chat, ARTICLE, told)
    assert (await chat.read(f"why {ARTICLE.url}")).startswith("Why #k7f3q1 · SEVERE")


async def test_why_of_an_unknown_link_says_what_to_give(chat: Chat) -> None:
    assert "No article was read that fits" in await chat.read("why https://other.example/")


async def test_status_shows_feeds_failures_outbox_and_this_chat(chat: Chat) -> None:
    async with chat.store.begin() as tx:
        for number in range(8):
            feed = Feed(id=f"f{number}", url="https://f.example/", name=f"Feed {number}")
            await tx.feeds.put(feed, now=NOW)
            if number:
                state = FeedState(
                    feed_id=feed.id,
                    next_poll_at=NOW,
                    failures=2,
                    last_error="HTTP 503" if number > 1 else None,
                    last_success_at=NOW,
                )
                await tx.feeds.save(state)
    await chat.tell(alert())
    await chat.ask("subscribe iraq")
    async with chat.store.begin() as tx:
        await tx.subscriptions.pause(chat.channel, "the chat was closed")
    text = await chat.read("/status")
    assert "Feeds: 8 polled, 7 failing" in text
    assert "Last read: 1 hour ago" in text
    assert "Feed 1: no reason given" in text
    assert "Feed 2: HTTP 503" in text
    assert "and 2 more" in text
    assert "Messages: 0 waiting, 0 not delivered" in text
    assert "This chat: 1 subscription" in text
    assert "Paused: the chat was closed" in text


async def test_status_of_an_empty_house(chat: Chat) -> None:
    text = await chat.read("ping")
    assert "Last read: never yet" in text
    assert "Last incident: never yet" in text


async def test_a_platform_that_cannot_be_asked_changes_nothing(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(_channel: Channel, _user: str) -> bool:
        raise Unavailable("no answer")

    monkeypatch.setattr(chat, "_may_change", unreachable)
    assert "could not be looked up just now" in await chat.read("subscribe iraq")
    assert chat.store.tables.subscriptions == {}


async def test_a_report_with_other_actors_is_not_between_the_same_sides(chat: Chat) -> None:
    other = incident(2, actors=("Hill Guard",), targets=(), reports=(report(),))
    await chat.tell(alert(), alert(other))
    assert "Between the same sides:" not in await chat.read("story #k7f3q1")


async def test_why_of_an_article_whose_incident_is_gone_explains_the_article(chat: Chat) -> None:
    told = Verdict(article_id="article-1", at=NOW, alert_id="gone-1", incident_id="gone")
    await read_in(chat, replace(ARTICLE, url=None), told)
    assert "It was alerted, as incident #gone." in await chat.read("why bomb depot")


async def test_an_article_forgotten_between_finding_and_reading_is_said_to_be_unknown(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read_in(chat, ARTICLE, Verdict(article_id="article-1", at=NOW, silence=Silence.TOO_OLD))

    async def gone(_articles: FakeArticles, _article_id: str) -> None:
        return None

    monkeypatch.setattr(FakeArticles, "get", gone)
    assert "No article was read that fits" in await chat.read("why bomb depot")
