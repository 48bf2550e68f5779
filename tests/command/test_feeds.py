"""feeds: what is read and how it does; a feed of one's own is looked at before it is followed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.command.request import Feeding
from bot.command.scout import Known, Sight
from bot.errors import AddressRefused, TocsinError
from bot.model.address import feed_id
from bot.model.channel import Channel
from bot.model.chat_rule import ChatRule
from bot.model.feed import Feed, FeedState, FirstAnswer, Reliability, Response
from bot.model.incident import Alert
from bot.report.message import Message
from tests.command.conftest import Chat
from tests.fakes.nouns import NOW, TERMINAL, alert, incident

ROOM = Channel(platform="console", chat="room")
ECHO = "https://valley.example/feed"
REFUSED = "the address leads into a network that is not fetched from"


@dataclass
class FakeScout:
    """Finds what it was told to find, and notes where it was sent."""

    finds: list[Sight] = field(default_factory=list)
    error: TocsinError | None = None
    sent_to: list[str] = field(default_factory=list)
    answers: dict[str, FirstAnswer] = field(default_factory=dict)

    def answer(self, url: str, /) -> FirstAnswer | None:
        """What is remembered of a look."""
        return self.answers.get(url)

    async def __call__(self, text: str, /, *, known: Known | None = None) -> tuple[Sight, ...]:
        """Go and look."""
        del known
        self.sent_to.append(text)
        if self.error is not None:
            raise self.error
        return tuple(self.finds)


def sight(url: str = ECHO, name: str = "Valley Echo", alerts: Sequence[Alert] = ()) -> Sight:
    feed = Feed(id=feed_id(url), url=url, name=name, shared=False)
    newest = NOW + timedelta(minutes=48)
    return Sight(feed=feed, due=NOW, entries=7, newest=newest, alerts=tuple(alerts))


@pytest.fixture
def scout(chat: Chat) -> FakeScout:
    """A scout that finds one feed; the chat may have two of its own, all chats three."""
    made = FakeScout([sight(alerts=[alert(), alert(incident(2, country="SY", places=()))])])
    chat.feeding = Feeding(scout=made, per_chat=2, in_all=3)
    return made


def room(chat: Chat, channel: Channel = ROOM) -> Chat:
    """Another chat of the same house."""
    return Chat(store=chat.store, channel=channel, feeding=chat.feeding)


async def follow(chat: Chat, scout: FakeScout, name: str) -> Message:
    scout.finds = [sight(f"https://{name}.example/feed", name.title())]
    await chat.ask(f"feeds add https://{name}.example/feed")
    return await chat.ask("yes")


async def common(chat: Chat, name: str, state: FeedState | None = None, **changes: object) -> None:
    made = Feed(id=name, url=f"https://{name}.example/rss", name=name.title())
    async with chat.store.begin() as tx:
        await tx.feeds.put(replace(made, **changes), now=NOW)  # type: ignore[arg-type]
        if state is not None:
            await tx.feeds.save(state)


async def test_a_feed_is_shown_before_it_is_followed(chat: Chat, scout: FakeScout) -> None:
    await chat.ask("subscribe iraq")
    shown = await chat.ask("/feeds add valley.example")

    rows = shown.plain.splitlines()
    assert rows[0] == "Follow Valley Echo?"
    assert rows[1] == "7 entries, newest 12 min ago, 1 would have alerted"
    assert ECHO in rows[2]
    assert chat.store.tables.feeds == {}
    assert scout.sent_to == ["valley.example"]


async def test_the_button_and_the_word_yes_follow_it(chat: Chat, scout: FakeScout) -> None:
    shown = await chat.ask(f"feeds add {ECHO}")
    done = await chat.ask(shown.buttons[0].command)

    assert done.heading == "Valley Echo is followed here"
    [(feed, state)] = chat.store.tables.feeds.values()
    assert feed.url == ECHO
    assert not feed.shared
    assert state.next_poll_at == chat.now
    assert feed.added_by == str(TERMINAL)
    assert chat.store.tables.audits[-1][2] == f"feeds add {feed.id}: {ECHO}"

    assert len(scout.sent_to) == 1


async def test_what_a_feed_answered_to_the_look_is_kept_as_its_first_poll(
    chat: Chat, scout: FakeScout
) -> None:
    answer = FirstAnswer(url=ECHO, at=NOW, response=Response(status=200, url=ECHO, body=b"x"))
    scout.answers[ECHO] = answer
    await chat.ask(f"feeds add {ECHO}")
    assert "It is read within a minute" in await chat.read("yes")

    assert chat.store.tables.first_answers == {feed_id(ECHO): answer}


async def test_where_the_answer_is_lost_its_publisher_is_not_asked_again_too_early(
    chat: Chat, scout: FakeScout
) -> None:
    due = chat.now + timedelta(minutes=40)
    scout.finds = [replace(sight(), due=due)]
    await chat.ask(f"feeds add {ECHO}")
    assert "It is read at 11:06 UTC" in await chat.read("yes")

    [(_, state)] = chat.store.tables.feeds.values()
    assert state.next_poll_at == due


async def test_the_commands_of_buttons_fit_into_telegrams_64_bytes(
    chat: Chat, scout: FakeScout
) -> None:
    long = f"https://{'a-long-name.' * 12}example/feed"
    scout.finds = [sight(long)]
    shown = await chat.ask(f"feeds add {long}")
    done = await chat.ask("yes")

    assert all(len(each.command) <= 56 for each in (*shown.buttons, *done.buttons))


async def test_without_a_wish_it_is_said_that_nothing_would_be_sent(
    chat: Chat, scout: FakeScout
) -> None:
    shown = await chat.read(f"feeds add {ECHO}")
    assert "no subscription yet, so nothing of it would be sent: /subscribe" in shown
    assert "2 would have alerted" in shown
    done = await chat.ask("yes")
    assert [each.text for each in done.buttons] == ["Feeds", "Everything severe", "Undo"]
    assert scout.sent_to == [ECHO]


async def test_a_rule_of_the_chats_own_is_a_wish_too(chat: Chat, scout: FakeScout) -> None:
    rule = ChatRule(channel=chat.channel, name="quay", wanted="quay", created_at=NOW)
    async with chat.store.begin() as tx:
        await tx.rules.put(rule)
    assert "no subscription" not in await chat.read(f"feeds add {ECHO}")
    assert scout.sent_to == [ECHO]


async def test_of_a_sites_feeds_those_of_all_chats_are_left_out(
    chat: Chat, scout: FakeScout
) -> None:
    await common(chat, "harbour")
    [(harbour, _)] = chat.store.tables.feeds.values()
    scout.finds = [sight(), replace(sight(), feed=harbour)]
    assert (await chat.read("feeds add valley.example")).startswith("Follow Valley Echo?")
    scout.finds = [replace(sight(), feed=harbour)]
    assert "Harbour is read for all chats already" in await chat.read("feeds add harbour.example")


async def test_of_a_sites_feeds_those_that_the_chat_follows_are_left_out(
    chat: Chat, scout: FakeScout
) -> None:
    await follow(chat, scout, "valley")
    scout.finds.append(sight("https://other.example/feed", "Other"))
    assert (await chat.read("feeds add site.example")).startswith("Follow Other?")
    del scout.finds[1]
    assert "This chat follows Valley already" in await chat.read("feeds add site.example")


async def test_of_several_feeds_one_is_chosen(chat: Chat, scout: FakeScout) -> None:
    scout.finds = [sight(f"https://valley.example/{n}", f"Echo {n}") for n in "ab"]
    shown = await chat.ask("feeds add valley.example")

    assert shown.heading == "2 feeds were found; which one?"
    assert [each.text for each in shown.buttons] == ["Follow 1", "Follow 2"]
    assert "say which: /yes 1" in await chat.read("yes")
    assert "say which: /yes 1" in await chat.read("yes 3")
    assert (await chat.read("yes 2")).startswith("Echo b is followed here")
    assert "Nothing is waiting for a yes" in await chat.read("yes 1")


async def test_a_yes_to_nothing_or_a_day_late_does_nothing(chat: Chat, scout: FakeScout) -> None:
    assert "Nothing is waiting for a yes here" in await chat.read("yes")
    await chat.ask(f"feeds add {ECHO}")
    assert "Nothing is waiting for a yes here" in await room(chat).read("yes")
    chat.now += timedelta(hours=25)
    assert "Nothing is waiting for a yes here" in await chat.read("yes")
    assert chat.store.tables.feeds == {}
    assert scout.sent_to == [ECHO]


async def test_five_spellings_are_one_feed_and_one_request(chat: Chat, scout: FakeScout) -> None:
    await follow(chat, scout, "valley")
    for spelling in (
        "HTTPS://VALLEY.example/feed",
        "http://valley.example:80/feed",
        "valley.example/feed#top",
        "https://valley.example./x/../feed",
        "https://valley.example/%66eed?utm_source=a",
    ):
        assert "follows Valley already" in await chat.read(f"feeds add {spelling}")
    assert len(scout.sent_to) == 1
    assert len(chat.store.tables.feeds) == 1


async def test_two_chats_follow_one_feed_that_lives_as_long_as_one_of_them_does(
    chat: Chat, scout: FakeScout
) -> None:
    other = room(chat)
    await follow(chat, scout, "valley")
    await follow(other, scout, "valley")
    assert len(chat.store.tables.feeds) == 1

    assert (await chat.read("feeds remove 1")).startswith("Valley is no longer followed here")
    assert len(chat.store.tables.feeds) == 1
    assert (await other.read("feeds remove valley.example/feed")).startswith("Valley is no longer")
    assert chat.store.tables.feeds == {}


async def test_fifty_chats_that_follow_one_address_ask_for_it_once(
    chat: Chat, scout: FakeScout
) -> None:
    chat.feeding = Feeding(scout=scout, per_chat=2, in_all=1)
    spellings = (ECHO, "HTTP://Valley.example:80/feed", f"{ECHO}#x", "valley.example/./feed")
    for number in range(50):
        one = room(chat, Channel(platform="console", chat=f"room{number}"))
        shown = await one.read(f"feeds add {spellings[number % len(spellings)]}")
        assert shown.startswith("Follow Valley Echo?")
        assert (await one.read("yes")).startswith("Valley Echo is followed here")
    assert len(scout.sent_to) == 1
    assert len(chat.store.tables.feeds) == 1
    assert len(chat.store.tables.followers) == 50


async def test_a_feed_that_others_follow_is_shown_as_it_was_read(
    chat: Chat, scout: FakeScout
) -> None:
    await follow(room(chat), scout, "valley")
    [(feed, state)] = chat.store.tables.feeds.values()
    async with chat.store.begin() as tx:
        days = ((chat.now.date(), 4),)
        await tx.feeds.save(replace(state, days=days, last_change_at=NOW))
    await chat.tell(alert(replace(incident(3), only_for=feed.id)), alert())

    shown = await chat.read("feeds add https://valley.example/feed")

    assert "4 entries, newest 60 min ago, 1 would have alerted" in shown
    assert len(scout.sent_to) == 1


async def test_undo_gives_up_the_very_feed(chat: Chat, scout: FakeScout) -> None:
    done = await follow(chat, scout, "valley")
    undo = next(each for each in done.buttons if each.text == "Undo")

    assert "This chat has no feed of its own" in await chat.read(undo.command)


async def test_what_all_chats_get_needs_no_adding_and_cannot_be_removed(
    chat: Chat, scout: FakeScout
) -> None:
    await common(chat, "harbour")
    assert "Harbour is read for all chats already" in await chat.read(
        "feeds add http://harbour.example/rss"
    )
    assert scout.sent_to == []
    assert "only the operator can take it away" in await chat.read("feeds remove harbour")
    assert "no feed “9” here" in await chat.read("feeds remove 9")
    assert list(chat.store.tables.feeds) == ["harbour"]


async def test_only_who_may_change_a_channel_changes_its_feeds(
    chat: Chat, scout: FakeScout
) -> None:
    await chat.ask(f"feeds add {ECHO}")
    chat.admin = False
    for text in ("feeds add https://other.example", "yes", f"feeds yes {feed_id(ECHO)}"):
        assert "Only the admins of this chat" in await chat.read(text)
    assert scout.sent_to == [ECHO]
    assert "Only the admins" in await chat.read("feeds remove 1")
    assert (await chat.ask("feeds")).refused is False


async def test_quotas_of_the_chat_and_of_all_together(chat: Chat, scout: FakeScout) -> None:
    topic = room(chat, replace(TERMINAL, topic="7"))
    await follow(chat, scout, "a")
    await follow(topic, scout, "b")
    for full in (chat, topic):
        assert "2 feeds of its own, the most it may have" in await full.read("feeds add c.example")
    other = room(chat)
    await follow(other, scout, "c")
    assert "All chats together have 3 feeds" in (await follow(other, scout, "d")).plain
    # A feed that is read already costs nobody anything.
    assert (await follow(other, scout, "a")).heading == "A is followed here"
    assert len(chat.store.tables.feeds) == 3


async def test_where_no_chat_may_add_feeds_it_is_said(chat: Chat, scout: FakeScout) -> None:
    for feeding in (None, Feeding(scout=scout, per_chat=0, in_all=9)):
        chat.feeding = feeding
        for text in (f"feeds add {ECHO}", "yes"):
            assert "the operator decides that" in await chat.read(text)
    assert scout.sent_to == []


async def test_what_the_operator_switched_off_is_not_said_to_be_read(
    chat: Chat, scout: FakeScout
) -> None:
    await common(chat, "harbour", enabled=False)
    assert "switched off; ask the operator" in await chat.read("feeds add harbour.example/rss")
    assert scout.sent_to == []


async def test_a_chat_sends_us_to_ten_addresses_an_hour(chat: Chat, scout: FakeScout) -> None:
    for number in range(10):
        await chat.ask(f"feeds add https://a{number}.example/")
    topic = room(chat, replace(TERMINAL, topic="7"))
    assert "10 addresses within an hour" in await topic.read("feeds add https://b.example/")
    assert "Follow" in await room(chat).read("feeds add https://b.example/")
    assert len(scout.sent_to) == 11
    chat.now += timedelta(hours=1)
    assert "Follow" in await chat.read("feeds add https://b.example/")


async def test_a_refusal_names_the_address_and_the_reason_and_stores_nothing(
    chat: Chat, scout: FakeScout
) -> None:
    scout.error = AddressRefused(REFUSED)
    before = chat.store.tables.copy()
    said = {
        (await chat.read(f"feeds add http://{host}/")).replace(host, "HOST")
        for host in ("127.0.0.1:80", "10.1.2.3:443", "2130706433", "[::1]")
    }
    assert said == {f"Not done\nhttp://HOST/ cannot be followed: {REFUSED}."}
    assert chat.store.tables == before


async def test_an_address_is_asked_for_where_none_is_given(chat: Chat, scout: FakeScout) -> None:
    assert "/feeds add https://example.org" in await chat.read("feeds add")
    assert scout.sent_to == []


async def test_a_bare_address_is_meant_to_be_added(chat: Chat, scout: FakeScout) -> None:
    assert (await chat.read(f"feeds {ECHO}")).startswith("Follow Valley Echo?")
    assert scout.sent_to == [ECHO]


async def test_the_list_shows_ones_own_and_what_ails_the_others(
    chat: Chat, scout: FakeScout
) -> None:
    await follow(chat, scout, "valley")
    await common(chat, "harbour")
    await common(chat, "quay", _failing("quay"))
    text = await chat.read("feeds")

    rows = text.splitlines()
    assert rows[0] == "1 feed of this chat's own"
    assert rows[1] == "1: Valley · source F · not read yet · next 10:26 UTC"
    assert rows[2] == "All chats get: 2 feeds, 1 of them failing"
    assert rows[3].startswith("Quay · source F · failed 3 times in a row: the server answered 503")
    assert "Harbour" not in text


async def test_a_feed_whose_server_asks_for_a_pause_says_so_and_counts_as_no_failure(
    chat: Chat, scout: FakeScout
) -> None:
    await follow(chat, scout, "valley")
    [(feed, state)] = chat.store.tables.feeds.values()
    until = chat.now + timedelta(hours=1)
    paused = replace(state, pauses=1, paused_until=until, last_error="the server answered 429")
    chat.store.tables.feeds[feed.id] = (feed, replace(paused, last_success_at=chat.now))
    text = await chat.read("feeds")

    assert "the server answered 429; it is left alone until 11:26 UTC" in text
    assert "failed" not in text


async def test_a_mistyped_word_of_the_command_is_answered_with_the_right_one(
    chat: Chat, scout: FakeScout
) -> None:
    text = await chat.read("feeds ad valley.example")
    assert "Did you mean /feeds add valley.example?" in text
    assert scout.sent_to == []


async def test_a_name_that_is_like_no_verb_is_no_slip(chat: Chat) -> None:
    assert "Did you mean" not in await chat.read("feeds valley")


async def test_what_is_to_be_removed_must_be_said(chat: Chat, scout: FakeScout) -> None:
    await follow(chat, scout, "valley")
    assert "Say which one" in await chat.read("feeds remove")
    assert len(chat.store.tables.feeds) == 1


async def test_one_feed_is_one_feed(chat: Chat) -> None:
    await common(chat, "harbour")
    assert "All chats get: 1 feed, 0 failing" in await chat.read("feeds")
    assert (await chat.read("feeds all")).startswith("The feed that all chats get\n")


async def test_the_feeds_of_other_chats_are_theirs(chat: Chat, scout: FakeScout) -> None:
    await follow(room(chat), scout, "valley")
    for text in ("feeds", "feeds all 1", "status", "feeds valley"):
        said = await chat.read(text)
        assert "https://valley" not in said
        assert "Valley" not in said


async def test_all_feeds_come_page_by_page_and_what_ails_comes_first(chat: Chat) -> None:
    for number in range(32):
        await common(chat, f"f{number:02}")
    await common(chat, "quay", _failing("quay"))

    first = await chat.ask("feeds all 1")
    assert first.heading == "The 33 feeds that all chats get, page 1 of 3"
    assert first.plain.splitlines()[1].startswith("Quay")
    assert first.buttons[0].command == "feeds all 2"
    last = await chat.ask("feeds all 99")
    assert last.heading.endswith("page 3 of 3")
    assert last.buttons == ()


async def test_one_feed_in_full(chat: Chat) -> None:
    state = FeedState(
        feed_id="quay",
        next_poll_at=NOW + timedelta(hours=2),
        next_poll_reason="publisher asks for 2 h (ttl)",
        last_success_at=NOW,
        last_change_at=NOW - timedelta(days=3),
        bozo=True,
        days=(((NOW - timedelta(days=9)).date(), 50), (NOW.date(), 4)),
    )
    grade = {"reliability": Reliability.B, "reason": "Names its sources."}
    await common(chat, "quay", state, interval=timedelta(seconds=60), **grade)
    text = await chat.read("feeds Quay")

    assert text.splitlines() == [
        "Quay",
        "Address: https://quay.example/rss",
        "Source: source B, usually reliable · Names its sources.",
        f"Last success: {_at(0)} (60 min ago)",
        f"Last change: {_at(-72)} (3 d ago)",
        f"Next poll: {_at(2)}: publisher asks for 2 h (ttl)",
        "In the last 7 days: 4 entries",
        "State: ill-formed, read as far as it goes; asked every 60 s by the operator's override",
    ]
    assert "no feed “nobody” here" in await chat.read("feeds nobody")


async def test_an_incident_of_other_chats_feeds_is_not_shown(chat: Chat) -> None:
    own = alert(replace(incident(3), only_for="valley"))
    await chat.tell(own)
    name = own.incident.id
    for text in (f"story #{name}", f"sources #{name}", f"why #{name}", f"ack #{name}"):
        assert "There is no incident" in await chat.read(text)
    for text in ("summary 24h", "status", "subscribe"):
        assert name not in await chat.read(text)
    async with chat.store.begin() as tx:
        feed = Feed(id="valley", url=ECHO, name="Valley", shared=False)
        await tx.feeds.put(feed, now=NOW)
        await tx.following.follow("valley", chat.channel, who="ann", at=NOW)
    assert "There is no incident" not in await chat.read(f"story #{name}")
    assert name in await chat.read("summary 24h")


def _failing(name: str) -> FeedState:
    return FeedState(
        feed_id=name,
        next_poll_at=NOW,
        failures=3,
        failing_since=NOW,
        last_error="the server answered 503",
    )


def _at(hours: int) -> str:
    moment = NOW + timedelta(hours=hours)
    return f"{moment.day} {moment:%b %Y %H:%M} UTC"
