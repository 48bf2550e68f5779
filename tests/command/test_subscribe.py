"""subscribe, unsubscribe, list: changed by those who may, understood, on record."""

from dataclasses import replace
from datetime import timedelta

from bot.model.channel import Channel
from bot.model.scale import Severity
from tests.command.conftest import Chat
from tests.fakes.nouns import NOW, alert, incident, revised


async def test_a_subscription_says_what_it_understood_and_what_a_week_would_have_brought(
    chat: Chat,
) -> None:
    await chat.tell(alert(), revised(), alert(incident(2, country="SY", places=())))
    text = await chat.read("/subscribe iraq -football")
    rows = text.split("\n")
    assert rows[:3] == [
        "Subscribed (number 1)",
        "places: Iraq · without: football · from 🟥 SEVERE",
        "The last 7 days would have brought 2 alerts.",
    ]
    assert rows[3].startswith("The last one: 🟥 SEVERE · Air/drone strike · Karsa (IQ) · killed 12")


async def test_the_default_is_everything_severe_and_it_is_stored(chat: Chat) -> None:
    await chat.ask("/sub@tocsin_bot")
    (stored,) = chat.store.tables.subscriptions.values()
    assert stored.min_severity is Severity.SEVERE
    assert (stored.places, stored.actors, stored.words) == ((), (), ())
    assert stored.created_by == "ann (u1)"


async def test_a_milder_update_of_a_told_incident_counts_in_the_week(chat: Chat) -> None:
    calmer = replace(revised(), incident=replace(revised().incident, severity=Severity.MINOR))
    await chat.tell(alert(), calmer)
    assert "would have brought 2 alerts" in await chat.read("subscribe")


async def test_alerts_before_the_week_do_not_count(chat: Chat) -> None:
    await chat.tell(alert(at=NOW - timedelta(days=8)))
    assert "would have brought 0 alerts" in await chat.read("subscribe")


async def test_only_who_may_change_a_channel_changes_it(chat: Chat) -> None:
    await chat.ask("subscribe iraq")
    chat.admin = False
    for text in ("subscribe syria", "unsubscribe all", "mute #k7f3q1", "ack #k7f3q1"):
        before = chat.store.tables.copy()
        answer = await chat.ask(text)
        assert "Only the admins of this chat" in answer.plain
        assert answer.private
        assert chat.store.tables == before
    assert chat.asked_of[-1] == ("console:terminal", "u1")


async def test_everybody_may_ask(chat: Chat) -> None:
    chat.admin = False
    assert "Summary" in await chat.read("summary")
    assert chat.asked_of == []


async def test_every_change_is_audited_with_who_when_and_what(chat: Chat) -> None:
    await chat.ask("subscribe iraq")
    await chat.ask("unsubscribe 1")
    audits = chat.store.tables.audits
    assert [row[:2] for row in audits] == [("console:terminal", "ann (u1)")] * 2
    assert audits[0][2].startswith("subscribe ")
    assert audits[0][2].endswith(": places: Iraq, from severe")
    assert audits[1][2].startswith("unsubscribe ")
    assert audits[1][3] == chat.now


async def test_the_same_subscription_twice_is_refused(chat: Chat) -> None:
    await chat.ask("subscribe iraq")
    chat.now += timedelta(minutes=1)
    assert "the same subscription already, number 1" in await chat.read("sub IQ min=severe")
    assert len(chat.store.tables.subscriptions) == 1


async def test_a_channel_has_at_most_twenty_subscriptions(chat: Chat) -> None:
    for number in range(20):
        await chat.ask(f"subscribe word{number}")
    assert "20 subscriptions, the most it may have" in await chat.read("subscribe one more")


async def test_subscriptions_end_by_number_by_id_and_all_at_once(chat: Chat) -> None:
    for place in ("iraq", "syria", "iran", "yemen", "libya"):
        await chat.ask(f"subscribe {place}")
    text = await chat.read("unsubscribe 2, 4")
    assert text.split("\n")[:3] == [
        "2 subscriptions ended",
        "places: Syria · from 🟥 SEVERE",
        "places: Yemen · from 🟥 SEVERE",
    ]
    last = list(chat.store.tables.subscriptions)[-1]
    assert "places: Libya" in await chat.read(f"unsub #{last}")
    assert (await chat.read("unsub all")).startswith("2 subscriptions ended")
    assert chat.store.tables.subscriptions == {}


async def test_the_only_subscription_needs_no_number(chat: Chat) -> None:
    await chat.ask("subscribe iraq")
    assert (await chat.read("/unsubscribe")).startswith("1 subscription ended")


async def test_ending_an_unknown_or_unnamed_subscription_changes_nothing(chat: Chat) -> None:
    assert "no subscription to end" in await chat.read("unsubscribe")
    await chat.ask("subscribe iraq")
    await chat.ask("subscribe syria")
    assert "say which: /unsubscribe 1" in await chat.read("unsubscribe")
    assert "There is no subscription “9”" in await chat.read("unsubscribe 1 9")
    assert len(chat.store.tables.subscriptions) == 2


async def test_undo_ends_the_very_subscription_that_was_made(chat: Chat) -> None:
    made = await chat.ask("subscribe iraq")
    undo = next(button for button in made.buttons if button.text == "Undo")
    assert (await chat.read(undo.command)).startswith("1 subscription ended")


async def test_the_list_numbers_subscriptions_and_says_what_is_paused(chat: Chat) -> None:
    assert "No subscriptions in this chat" in await chat.read("list")
    await chat.ask("subscribe iraq")
    await chat.ask("subscribe syria min=extreme")
    async with chat.store.begin() as tx:
        await tx.subscriptions.pause(chat.channel, "the bot was kicked")
    text = await chat.read("/settings")
    assert "2 subscriptions in this chat" in text
    assert "1: places: Iraq · from 🟥 SEVERE · the subscription is paused: the bot" in text
    assert "2: places: Syria · from 🟪 EXTREME" in text


async def test_channels_do_not_see_each_other(chat: Chat) -> None:
    await chat.ask("subscribe iraq")
    chat.channel = Channel(platform="telegram", chat="-100", topic="42")
    assert "No subscriptions in this chat" in await chat.read("list")


async def test_half_a_letter_in_a_wish_breaks_nothing(chat: Chat) -> None:
    assert "Subscribed" in await chat.read("subscribe 00\ud800")
