"""Texts as Telegram reads them: its own HTML parser, its own entity finder, UTF-16 offsets."""

import json
from dataclasses import dataclass
from typing import Any, cast

import tdjson

from tests.servers.telegram.errors import Refusal

#: Bytes before parsing, UTF-16 units after it.
LONGEST_RAW = 32_768
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

_NAMES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
}
#: Inside these nothing else is found.
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})
#: Removed by the server: carriage returns, line and paragraph separators, bidi embeddings.
_REMOVED = dict.fromkeys([0x0D, *range(0x2028, 0x202F)])
#: Control characters become spaces, all but the line end.
_BLANKED = {code: " " for code in range(0x20) if code not in (0x0A, 0x0D)}


@dataclass(frozen=True, kw_only=True)
class Formatted:
    """A text after parsing."""

    text: str
    entities: list[dict[str, Any]]


def utf16(text: str) -> int:
    """The length Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def formatted(text: object, parse_mode: object, *, what: str = "text") -> Formatted:
    """Read a message text or a caption as the Bot API does.

    Raises:
        Refusal: empty, too long, or markup that Telegram's parser does not take.
    """
    raw = "" if text is None else str(text)
    if not raw and what == "text":
        raise Refusal(400, "Bad Request: message text is empty")
    if len(raw.encode()) > LONGEST_RAW:
        raise Refusal(400, f"Bad Request: {what} is too long")
    parsed = _parsed(raw, str(parse_mode)) if parse_mode else Formatted(text=raw, entities=[])
    cleaned = _cleaned(parsed)
    if not cleaned.text.strip() and what == "text":
        raise Refusal(400, "Bad Request: message text is empty")
    return Formatted(text=cleaned.text, entities=cleaned.entities + _found(cleaned))


def commands(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram finds in what a person wrote."""
    return _found(Formatted(text=text, entities=[]))


def check_length(text: Formatted, *, limit: int = LONGEST_TEXT) -> None:
    """Refuse what is too long after parsing."""
    if utf16(text.text) > limit:
        what = "message is too long" if limit == LONGEST_TEXT else "message caption is too long"
        raise Refusal(400, f"Bad Request: {what}")


def _parsed(text: str, parse_mode: str) -> Formatted:
    mode = {"html": "textParseModeHTML", "markdownv2": "textParseModeMarkdown"}.get(
        parse_mode.lower()
    )
    if mode is None:
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    answer = _ask({"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": mode}})
    if answer["@type"] == "error":
        message = str(answer["message"])
        raise Refusal(400, f"Bad Request: {message[0].lower()}{message[1:]}")
    return Formatted(text=answer["text"], entities=_entities(answer))


def _cleaned(given: Formatted) -> Formatted:
    """Blank control characters, drop bidi embeddings, trim; entities are moved with the text."""
    kept = [piece.translate(_REMOVED).translate(_BLANKED) for piece in given.text]
    text = "".join(kept)
    trimmed = text.strip()
    if text == given.text == trimmed:
        return given
    # Where each UTF-16 unit of the given text stands in the trimmed one.
    stands, place = [], -(len(text) - len(text.lstrip()))
    for piece, new in zip(given.text, kept, strict=True):
        stands += [place] * utf16(piece)
        place += utf16(new)
    stands.append(place)
    entities = []
    for entity in given.entities:
        start = max(stands[entity["offset"]], 0)
        end = min(stands[entity["offset"] + entity["length"]], utf16(trimmed))
        if end > start:
            entities.append(entity | {"offset": start, "length": end - start})
    return Formatted(text=trimmed, entities=entities)


def _found(given: Formatted) -> list[dict[str, Any]]:
    """Mentions, commands, links and the like that nobody marked, where markup leaves room."""
    answer = _ask({"@type": "getTextEntities", "text": given.text})
    taken = [entity for entity in given.entities if entity["type"] in _OPAQUE]
    return [
        entity for entity in _entities(answer) if not any(_overlap(entity, one) for one in taken)
    ]


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _entities(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The entities that the Bot API has a name for; the others it does not show."""
    rows = [_entity(found) for found in answer.get("entities", [])]
    return [row for row in rows if row["type"] in _NAMES.values()]


def _entity(found: dict[str, Any]) -> dict[str, Any]:
    kind = found["type"]
    name = kind["@type"].removeprefix("textEntityType")
    row = {
        "type": _NAMES.get(name, name.lower()),
        "offset": found["offset"],
        "length": found["length"],
    }
    if "url" in kind:
        row["url"] = kind["url"]
    if "user_id" in kind:
        row["user"] = {"id": kind["user_id"], "is_bot": False, "first_name": ""}
    return row


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    body = json.dumps(request, ensure_ascii=False).encode("utf-8", "replace")
    return cast("dict[str, Any]", json.loads(tdjson.td_execute(body) or b"{}"))
