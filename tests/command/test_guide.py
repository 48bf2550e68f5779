"""start, help, marks, and wrong inputs: a helpful answer, nothing changed."""

import pytest

from bot.command.lexicon import resolver
from bot.command.names import COMMANDS, command_of, nearest, split
from tests.command.conftest import Chat
from tests.fakes.nouns import alert

#: What people send by mistake or by malice, and a part of the answer that helps them.
WRONG = [
    ("", "/help lists all"),
    ("   ", "/help lists all"),
    ("/", "/help lists all"),
    ("//", "/help lists all"),
    ("@tocsin_bot", "/help lists all"),
    ("sumry 24h", "did you mean /summary? Example: /summary 24h iraq"),
    ("subscrib iraq", "did you mean /subscribe?"),
    ("unsubskribe", "did you mean /unsubscribe?"),
    ("statuz", "did you mean /status?"),
    ("/brif", "did you mean /summary?"),
    ("good morning", "/help lists all"),
    ("qwertz", "“qwertz” is no command"),
    ("🔥🔥🔥", "“🔥🔥🔥” is no command"),
    ("<script>alert(1)</script>", "is no command"),
    ("ملخص", "“ملخص” is no command"),
    ("\u202e/helpp", "“helpp” is no command; did you mean /help?"),
    ("\x1b[31mred", "is no command"),
    ("'; DROP TABLE incidents; --", "is no command"),
    ("{0.__class__}", "is no command"),
    ("%s%n", "is no command"),
    ("x" * 900, "is no command"),
    ("x" * 5000, "That is 5,000 characters; write at most 1,000"),
    ("subscribe " + "a b " * 1250, "write at most 1,000"),
    ("subscribe min=high", "is no level"),
    ("subscribe min=", "needs a level"),
    ("subscribe kind=peace", "is no kind of incident"),
    ("subscribe 🔥", "too few letters"),
    ("subscribe <b>iraq</b>", "signs that no headline has"),
    ("subscribe -", "too few letters"),
    ("subscribe " + "z" * 100, "longer than 80 characters"),
    ("subscribe " + " ".join(f"w{n}" for n in range(41)), "at most 40 wishes"),
    ("unsubscribe", "no subscription to end"),
    ("unsubscribe 1", "no subscription to end"),
    ("unsubscribe all", "no subscription to end"),
    ("summary 25", "is no period"),
    ("summary 1h 2h", "one period only"),
    ("summary 10000h", "cannot be summed up"),
    ("story", "Say which"),
    ("story 🔥", "There is no incident"),
    ("why", "Say which"),
    ("why #nosuch", "There is no incident “#nosuch”"),
    ("why http://[::1", "No article was read"),
    ("sources #" + "9" * 500, "There is no incident"),
    ("mute #nosuch", "There is no incident"),
    ("unmute", "Say which"),
    ("ack #nosuch", "There is no incident"),
    ("falsealarm", "Say which"),
]


@pytest.mark.parametrize(("text", "helps"), WRONG, ids=[repr(text[:30]) for text, _ in WRONG])
async def test_a_wrong_input_gets_one_helpful_line_and_changes_nothing(
    chat: Chat, text: str, helps: str
) -> None:
    before = chat.store.tables.copy()
    answer = await chat.ask(text)
    assert answer.heading == "Not done"
    assert answer.refused
    assert helps in answer.lines[0].parts[0].text
    assert len(answer.lines) == 1
    assert len(answer.plain) < 400
    assert answer.private
    assert chat.store.tables == before


async def test_start_offers_a_working_subscription_by_one_tap(chat: Chat) -> None:
    first = await chat.ask("/start")
    assert [button.text for button in first.buttons] == [
        "Everything severe",
        "Only extreme",
        "Last 24 hours",
        "Help",
    ]
    for button in first.buttons:
        assert (await chat.ask(button.command)).heading != "Not done"
    again = await chat.ask("/start")
    assert "This chat has 2 subscriptions." in again.plain
    assert again.buttons[0].text == "My subscriptions"


async def test_help_lists_every_command_and_explains_each_with_an_example(chat: Chat) -> None:
    text = await chat.read("/help")
    for name in COMMANDS:
        assert f"/{name}: " in text
        about = await chat.read(f"help {name}")
        assert f"Example: /{name}" in about
    assert "Also: /sub, /follow" in await chat.read("help /sub")
    assert "What you can ask" in await chat.read("help me")


async def test_every_alias_leads_to_its_command(chat: Chat) -> None:
    for name, aliases in COMMANDS.items():
        for alias in aliases:
            assert command_of(alias) == name
    assert (await chat.read("/hi")).startswith("Tocsin warns you")


async def test_muting_a_story_silences_it_here_until_it_is_unmuted(chat: Chat) -> None:
    await chat.tell(alert())
    assert "/subscribe first" in await chat.read("mute #k7f3q1")
    await chat.ask("subscribe iraq")
    assert (await chat.read("mute #k7f3q1")).startswith("Story #k7f3q1 is muted in this chat")
    assert "muted stories: #k7f3q1" in await chat.read("list")
    assert "story #k7f3q1 is muted here" in await chat.read("why #k7f3q1")
    assert "muted here already" in await chat.read("mute k7f3q1")
    assert "is told in this chat again" in await chat.read("unmute k7f3q1")
    assert "is not muted here" in await chat.read("unmute k7f3q1")
    assert chat.store.tables.audits[-1][2] == "unmute #k7f3q1"


async def test_acknowledging_an_incident_is_seen_by_all_who_look(chat: Chat) -> None:
    await chat.tell(alert())
    assert "Acknowledged by ann, 10:26 UTC" in await chat.read("ack #k7f3q1")
    assert "Acknowledged by ann" in await chat.read("story #k7f3q1")
    assert "Somebody acknowledged #k7f3q1 before" in await chat.read("ack #k7f3q1")


async def test_a_false_alarm_is_marked_beside_an_acknowledgement(chat: Chat) -> None:
    await chat.tell(alert())
    await chat.ask("ack #k7f3q1")
    text = await chat.read("falsealarm #k7f3q1")
    assert "Called a false alarm by ann, 10:26 UTC" in text
    assert "already; nothing was changed" in await chat.read("falsealarm #k7f3q1")
    assert chat.store.tables.audits[-1][2] == "falsealarm #k7f3q1"


def test_a_command_is_split_from_its_words() -> None:
    assert split("/summary@test_bot  24h iraq ") == ("summary", "24h iraq")
    assert split("Summary") == ("summary", "")


def test_a_word_far_from_all_commands_is_near_none() -> None:
    assert nearest("qwertz") is None


def test_the_rule_engines_names_become_wishes() -> None:
    class Named:
        def __init__(self, name: str, kind: str, country: str | None) -> None:
            self.name, self.type, self.country = name, kind, country

    resolve = resolver(
        {
            "delta front": Named("Delta Front", "actor", None),
            "iraqi": Named("Iraq", "people", "IQ"),
            "iraq": Named("Iraq", "country", "IQ"),
            "karsa": Named("Karsa", "place", "IQ"),
            "ruritania": Named("Ruritania", "country", None),
        }
    )
    assert resolve("Delta Front") == ("actor", "Delta Front")
    assert resolve("Iraqi") == resolve("IRAQ") == ("place", "IQ")
    assert resolve("Karsa") == ("place", "Karsa")
    assert resolve("Ruritania") == ("place", "Ruritania")
    assert resolve("nowhere") is None
