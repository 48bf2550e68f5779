"""The message catalogue: every sentence that people read, looked up by key and language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.report import english


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The texts of one language, and which plural form a number takes there (CLDR names)."""

    texts: Mapping[str, str]
    plural: Callable[[int], str]


#: By IETF language tag; what a language lacks is said in English.
LANGUAGES: Mapping[str, Language] = {
    "en": Language(texts=english.TEXTS, plural=english.plural),
}


def say(key: str, language: str = "en", **values: object) -> str:
    """The text of a key, its `{names}` filled in.

    A key with plural forms stands in the catalogue as `key.one`, `key.other`; the value `count`
    chooses between them. Values are literal: braces inside them mean nothing.

    Raises:
        KeyError: the catalogue lacks the key, or the caller a value that the text names.
    """
    chosen = LANGUAGES.get(language.partition("-")[0], LANGUAGES["en"])
    for each in (chosen, LANGUAGES["en"]):
        template = each.texts.get(_form(key, each, values))
        if template is not None:
            return template.format(**values)
    raise KeyError(f"the message catalogue has no text {key!r}")


def _form(key: str, language: Language, values: Mapping[str, object]) -> str:
    count = values.get("count")
    if isinstance(count, int) and f"{key}.other" in language.texts:
        return f"{key}.{language.plural(count)}"
    return key
