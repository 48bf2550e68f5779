"""rule: a chat's own words, taken, listed, removed, or refused with the reason and a remedy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.channel import Channel
from tests.command.conftest import Chat


async def test_a_rule_is_added_listed_and_removed(chat: Chat) -> None:
    text = await chat.read("/rule add Ships tanker*, oil rig*")
    assert text.startswith("Rule “ships” looks for\ntanker*, oil rig*\n")
    assert "this chat alone is told" in text
    chat.now += timedelta(minutes=1)
    await chat.ask(r"/rule add jets /\bIL-?76\b/")
    listed = await chat.ask("/rules")
    assert "2 rules of this chat\nships: tanker*, oil rig*\njets: " in listed.plain
    assert r"/\bIL-?76\b/" in listed.plain
    assert [button.text for button in listed.buttons] == ["Remove ships", "Remove jets"]
    assert (await chat.read("rule remove SHIPS")).startswith("Rule “ships” is gone")
    assert "1 rule of this chat" in await chat.read("/rule list")
    assert [row[2] for row in chat.store.tables.audits] == [
        "rule add ships tanker*, oil rig*",
        r"rule add jets /\bIL-?76\b/",
        "rule remove ships",
    ]


async def test_a_new_rule_can_be_undone_by_its_button(chat: Chat) -> None:
    made = await chat.ask("rule add ships tanker*")
    assert [button.text for button in made.buttons] == ["Rules", "Undo"]
    await chat.ask(made.buttons[1].command)
    assert "No rule yet" in await chat.read("rule")
    assert "That rule was removed already" in await chat.read(made.buttons[1].command)


async def test_an_old_button_takes_away_no_later_rule_of_the_same_name(chat: Chat) -> None:
    made = await chat.ask("rule add ships tanker*")
    await chat.ask("rule remove ships")
    chat.now += timedelta(minutes=1)
    await chat.ask("rule add ships cargo")
    assert "That rule was removed already" in await chat.read(made.buttons[1].command)
    assert "ships: cargo" in await chat.read("rule list")


async def test_rules_belong_to_one_chat(chat: Chat) -> None:
    await chat.ask("rule add ships tanker*")
    chat.channel = Channel(platform="slack", chat="T0/C0")
    assert "No rule yet" in await chat.read("rule list")
    assert "This chat has no rule “ships”" in await chat.read("rule remove ships")


async def test_only_who_may_change_a_channel_changes_its_rules(chat: Chat) -> None:
    await chat.ask("rule add ships tanker*")
    chat.admin = False
    for text in ("rule add more tanker*", "rule remove ships"):
        before = chat.store.tables.copy()
        assert "Only the admins of this chat" in await chat.read(text)
        assert chat.store.tables == before
    assert "1 rule of this chat" in await chat.read("rule list")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"x /(?<=a)tanker/", "“(?<=” looks around, which RE2 cannot do in linear time"),
        (r"x /tanker(?!s)/", "“(?!” looks around"),
        (r"x /(tanker) \1/", r"“\1” refers back to a group"),
        (r"x /\pN{1000}{1000}/", "“{1000}{1000}” repeats too often"),
        (r"x /\pN{1000}/", "too large for one rule; use smaller repetitions"),
        ("x /a*/", "it fits everything; ask for one letter at least"),
        ("x /./", "fits almost every article"),
        ("x /(/", "RE2 cannot read it: missing ): (."),
        ("x /tanker", "between two slashes, /like this/"),
        ("x " + "a" * 300, "That is 300 characters; a rule has at most 200. Make two of it."),
        ("x tan*ker", "is no word; write letters, digits"),
        ("x title: tanker", "leave out title: and lead:"),
        ("x", "Say what to look for; for example: /rule add ships tanker*, oil rig*"),
        ("", "“—” is no name; write one word of letters"),
        ("a/b tanker", "“a/b” is no name"),
        ("ships tanker", "This chat has a rule “ships” already; /rule remove ships first"),
    ],
)  # fmt: skip
async def test_a_rule_is_refused_with_the_reason_and_what_would_work(
    chat: Chat, typed: str, said: str
) -> None:
    await chat.ask("rule add ships tanker*")
    answer = await chat.ask(f"rule add {typed}")
    assert answer.refused
    assert said in answer.plain
    assert len(chat.store.tables.rules) == 1


async def test_a_pattern_of_ten_thousand_letters_is_refused_in_a_line(chat: Chat) -> None:
    answer = await chat.ask(f"rule add x /{'a|' * 5000}b/")
    assert answer.refused
    assert len(answer.plain) < 300


async def test_a_chat_has_so_many_rules_and_no_more(chat: Chat) -> None:
    for number in range(21):
        answer = await chat.read(f"rule add r{number} tanker{number}")
    assert "This chat has 20 rules, the most it may have" in answer
    assert len(chat.store.tables.rules) == 20


async def test_a_chats_topics_share_its_number_of_rules(chat: Chat) -> None:
    for number in range(21):
        chat.channel = replace(chat.channel, topic=f"{number + 1}")
        answer = await chat.read(f"rule add r{number} tanker{number}")
    assert "This chat has 20 rules, the most it may have" in answer


async def test_all_chats_together_have_so_many_rules(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.command.rule._MOST_OF_ALL", 1)
    await chat.ask("rule add ships tanker*")
    chat.channel = Channel(platform="slack", chat="T0/C0")
    assert "This bot holds 1 rules, the most it can" in await chat.read("rule add ships tanker*")


async def test_a_wrong_verb_is_answered_with_the_right_ones(chat: Chat) -> None:
    assert "“ad” is nothing to do with a rule; write add, list or remove" in await chat.read(
        "rule ad ships tanker*"
    )
