"""Names that are plain words in small letters: "two US soldiers", "ten IS fighters"."""

from dataclasses import replace

from bot.detect.claim_words import ClaimWords
from bot.detect.tokens import Token

#: What the tokens are read as, so that grammar does not take them for a pronoun and a verb.
_NAMES = {"us": "u.s.", "is": "isis"}


def with_names(words: tuple[Token, ...], text: str, lexicon: ClaimWords) -> tuple[Token, ...]:
    """The same words, such names told apart from the plain words.

    Args:
        words: the words of a sentence, figures merged.
        text: the sentence as it is written; in ALL CAPS and small letters its grammar decides.
        lexicon: the vocabulary of claims.
    """
    if not any(word.text in _NAMES for word in words):
        return words
    cased = not text.isupper()
    return tuple(
        replace(word, text=_NAMES[word.text])
        if word.text in _NAMES
        and (
            (cased and text[word.start : word.end].isupper()) or _is_between(words, index, lexicon)
        )
        else word
        for index, word in enumerate(words)
    )


def _is_between(words: tuple[Token, ...], index: int, lexicon: ClaimWords) -> bool:
    """Whether the word stands between a figure or an article and people: "two us soldiers"."""
    after = words[index + 1].text if index + 1 < len(words) else ""
    if not lexicon.is_person(after):
        return False
    before = words[index - 1] if index else None
    opens = lexicon.grammar["singular"] | lexicon.grammar["definite"]
    return before is None or before.count is not None or before.text in opens
