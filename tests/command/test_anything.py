"""Whatever people type, they get an answer, and nothing breaks."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.command.names import COMMANDS
from bot.command.tokens import clean, tokens
from bot.report.literal import host_of, literal
from bot.report.match import fold
from tests.command.conftest import Chat
from tests.fakes.nouns import alert

TYPED = st.text(alphabet=st.characters(), max_size=60)
WORDS = st.lists(
    st.sampled_from(
        ["iraq", "min=", "-", '"', "min=severe", "#k7f3q1", "24h", "1", "all", "=", "×"]
    )
    | TYPED,
    max_size=6,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(command=st.sampled_from([*COMMANDS, ""]) | TYPED, words=WORDS)
async def test_every_text_is_answered_in_words(command: str, words: str) -> None:
    chat = Chat()
    await chat.tell(alert())
    answer = await chat.ask(f"/{command} {words}")
    assert answer.heading
    if answer.refused:
        assert chat.store.tables.subscriptions == {}
        assert chat.store.tables.audits == []


@given(TYPED)
def test_tokens_hold_nothing_that_cannot_be_seen(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    for token in tokens(text):
        assert all(unicodedata.category(letter) not in {"Cc", "Cf"} for letter in token.text)


@given(TYPED)
def test_literal_text_steers_nothing_and_stays_what_it_is(text: str) -> None:
    once = literal(text)
    assert not any(unicodedata.category(letter) == "Cc" for letter in once)
    assert literal(once) == once


@given(TYPED)
@example("\N{SQUARE HZ}")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TYPED)
def test_every_address_is_a_link_or_none(url: str) -> None:
    assert host_of(url) is None or host_of(url)
    assert host_of(f"javascript:{url}") is None
