"""Names that are plain words in small letters: "two US soldiers", "ten IS fighters"."""

from bot.detect.text import Sentence
from bot.detect.tokens import places
from bot.detect.word_kinds import DEFINITE, FIGURE, PERSON, SINGULAR, WordKinds
from bot.detect.wording import Words

#: What the words are read as, so that grammar does not take them for a pronoun and a verb.
_NAMES = {"us": "u.s.", "is": "isis", "let": "lashkar"}


def tell_names(words: Words, sentence: Sentence, kinds: WordKinds) -> None:
    """Tell such names apart from the plain words.

    Args:
        words: the words of the sentence, figures merged; changed in place.
        sentence: as it is written; in ALL CAPS and small letters its grammar decides.
        kinds: the kinds of every word.
    """
    for plain, name in _NAMES.items():
        if plain not in words.texts:
            continue
        written = plain.upper() in sentence.text and not sentence.text.isupper()
        for index in [index for index, text in enumerate(words.texts) if text == plain]:
            if (written and _is_upper(words, index, sentence)) or _is_between(words, index):
                words.texts[index] = name
                words.kinds[index] = kinds[name]


def _is_upper(words: Words, index: int, sentence: Sentence) -> bool:
    start, end = places(sentence.folded, words.tokens)[words.firsts[index]]
    return sentence.text[start:end].isupper()


def _is_between(words: Words, index: int) -> bool:
    """Whether the word stands between a figure or an article and people: "two us soldiers"."""
    after = words.kinds[index + 1] if index + 1 < len(words.kinds) else 0
    if not after & PERSON:
        return False
    return index == 0 or bool(words.kinds[index - 1] & (FIGURE | SINGULAR | DEFINITE))
