"""Wishes: what the words after a command ask for, and how it is said back."""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from bot.command.kinds import KINDS, kinds_of
from bot.command.request import Resolve
from bot.command.tokens import Token, tokens
from bot.errors import BadRequest
from bot.model.channel import Channel, Subscription
from bot.model.scale import Severity
from bot.report.catalogue import say
from bot.report.countries import NAMES, country_name
from bot.report.match import fold
from bot.report.quotes import shorten
from bot.report.wording import kind_name

#: Words of the longest name that is looked up: "islamic state west africa province".
_LONGEST_NAME = 5
#: Wishes in one subscription, and characters of one wish.
_MOST, _LONGEST_WISH = 40, 80
#: Characters that no name and no headline holds: the rest of some markup.
_MARKUP = frozenset("<>{}[]|\\`")
_KEYS = {
    "min": "min", "level": "min", "severity": "min",
    "place": "places", "country": "places",
    "actor": "actors", "by": "actors",
    "kind": "kinds", "type": "kinds",
    "word": "words", "words": "words",
    "without": "without", "not": "without", "except": "without",
}  # fmt: skip
#: Said before a wish, asking for nothing.
_FILLERS = frozenset(
    {"a", "about", "all", "alerts", "and", "any", "anything", "at", "everything", "everywhere"}
    | {"for", "from", "in", "me", "news", "of", "on", "only", "or", "the", "to", "with"}
)
#: Shown where a kind is not known and none is near.
_SOME_KINDS = ("strike", "threat", "truce")
_LEVELS = {str(level): level for level in Severity if level is not Severity.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was understood."""

    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    #: None where no level was named.
    min_severity: Severity | None = None


def subscription(
    wishes: Wishes, *, id_: str, channel: Channel, usual: Severity, now: datetime, by: str = ""
) -> Subscription:
    """These wishes as a channel's subscription; `usual` is its level where none was named."""
    return Subscription(
        id=id_,
        channel=channel,
        places=wishes.places,
        actors=wishes.actors,
        kinds=wishes.kinds,
        words=wishes.words,
        without=wishes.without,
        min_severity=wishes.min_severity or usual,
        created_at=now,
        created_by=by,
    )


def read_wishes(text: str, resolve: Resolve, language: str = "en") -> Wishes:
    """Understand places, actors, kinds, words, `-words` and `min=`.

    The longest name that is known wins: "islamic state" is one actor. What no list knows is a
    word to look for. Quotation marks keep words together.

    Raises:
        BadRequest: an unknown level, key or kind, a word without letters, or too much of it.
    """
    rest = tokens(text)
    found: list[tuple[str, str]] = []
    while rest:
        used, wishes = _next(rest, resolve, language)
        found += wishes
        rest = rest[used:]
    if len(found) > _MOST:
        raise BadRequest(say("bad.too_many", language, most=_MOST))
    levels = [_LEVELS[value] for sort, value in found if sort == "min"]
    return Wishes(
        places=_of("places", found),
        actors=_of("actors", found),
        kinds=_of("kinds", found),
        words=_of("words", found),
        without=_of("without", found),
        min_severity=levels[-1] if levels else None,
    )


def wish_words(wishes: Wishes | Subscription, language: str) -> str:
    """Wishes in words: "places: Iraq · words: drone · without: football"; "everything"."""
    stories = [word for word in wishes.without if word.startswith("#")]
    sorts = (
        ("wish.places", [place_name(place) for place in wishes.places]),
        ("wish.actors", list(wishes.actors)),
        ("wish.kinds", [kind_name(kind, language) for kind in wishes.kinds]),
        ("wish.words", list(wishes.words)),
        ("wish.without", [word for word in wishes.without if word not in stories]),
        ("wish.muted", stories),
    )
    named = [say(key, language, names=", ".join(names)) for key, names in sorts if names]
    wanted = any((wishes.places, wishes.actors, wishes.kinds, wishes.words))
    everything = [] if wanted else [say("wish.everything", language)]
    return " · ".join(everything + named)


def place_name(place: str) -> str:
    """A wished place as people write it."""
    return country_name(place) if place.upper() in NAMES else place.title()


def _of(sort: str, found: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for name, value in found if name == sort))


def _next(rest: list[Token], resolve: Resolve, language: str) -> tuple[int, list[tuple[str, str]]]:
    """The wishes at the head of the tokens, and how many tokens they took."""
    head = rest[0]
    following = rest[1] if len(rest) > 1 and rest[1].key is None else None
    if head.key is not None:
        return 1, _keyed(head.key, head, resolve, language)
    if head.minus:
        return 1, [("without", _word(head.text, language))]
    if head.quoted:
        return 1, _named(head.text, resolve) or [("words", _word(head.text, language))]
    bare = head.text.casefold()
    if following is not None and _KEYS.get(bare) in ("min", "without"):
        return 2, _keyed(bare, following, resolve, language)
    if bare in _LEVELS:
        return 1, [("min", bare)]
    return _longest(rest, resolve, language)


def _keyed(key: str, value: Token, resolve: Resolve, language: str) -> list[tuple[str, str]]:
    sort = _KEYS.get(key)
    if sort is None:
        near = get_close_matches(key, _KEYS, n=1)
        known = near[0] if near else "min, place, actor, kind, word, without"
        raise BadRequest(say("bad.key", language, name=shorten(key, 40), known=known))
    if sort == "min":
        return [("min", _level(value.text, language))]
    if sort == "kinds":
        return [("kinds", kind) for kind in _kinds(value.text, language)]
    named = [found for found in _named(value.text, resolve) if found[0] == sort]
    word = _word(value.text, language)
    return named or [(sort, word.casefold() if sort == "places" else word)]


def _longest(
    rest: list[Token], resolve: Resolve, language: str
) -> tuple[int, list[tuple[str, str]]]:
    plain = 0
    while plain < min(len(rest), _LONGEST_NAME) and not _special(rest[plain]):
        plain += 1
    for length in range(plain, 0, -1):
        named = _named(" ".join(token.text for token in rest[:length]), resolve)
        if named:
            return length, named
    if rest[0].text.casefold() in _FILLERS:
        return 1, []
    return 1, [("words", _word(rest[0].text, language))]


def _special(token: Token) -> bool:
    return token.key is not None or token.quoted or token.minus


def _named(words: str, resolve: Resolve) -> list[tuple[str, str]]:
    """A place, an actor or kinds that these words name; nothing where they name none."""
    folded = fold(words)
    resolved = resolve(words) if folded and folded not in _FILLERS else None
    if resolved is not None:
        sort, name = resolved
        return [("places", name.casefold())] if sort == "place" else [("actors", name)]
    code = next((code for code, name in NAMES.items() if fold(name) == folded), None)
    if code is None and words.isupper() and words in NAMES:
        code = words
    if code is not None:
        return [("places", code.casefold())]
    return [("kinds", kind) for kind in kinds_of(words) or ()]


def _kinds(words: str, language: str) -> tuple[str, ...]:
    kinds = kinds_of(words)
    if kinds is None:
        near = get_close_matches(fold(words), KINDS, n=3, cutoff=0.4) or (
            "strike",
            "threat",
            "truce",
        )
        raise BadRequest(say("bad.kind", language, kind=shorten(words, 40), known=", ".join(near)))
    return kinds


def _level(word: str, language: str) -> str:
    level = word.casefold()
    if level not in _LEVELS:
        levels = ", ".join(_LEVELS)
        if not level:
            raise BadRequest(say("bad.no_level", language, levels=levels))
        raise BadRequest(say("bad.level", language, level=shorten(word, 40), levels=levels))
    return level


def _word(word: str, language: str) -> str:
    shown = shorten(word, 40)
    if len(word) > _LONGEST_WISH:
        raise BadRequest(say("bad.long_word", language, word=shown, most=_LONGEST_WISH))
    if _MARKUP & set(word):
        raise BadRequest(say("bad.markup", language, word=shown))
    folded = fold(word)
    if not folded or (len(folded) == 1 and folded.isascii()):
        raise BadRequest(say("bad.word", language, word=shown))
    return word.casefold()
