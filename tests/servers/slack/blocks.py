"""What Slack checks in blocks, text and metadata before it takes a message."""

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from tests.servers.slack.errors import Refusal, bad_blocks

Json: TypeAlias = dict[str, Any]

#: Source: Block Kit reference; the sum over all blocks as reported in bolt-js#2509.
MOST_BLOCKS = 50
LONGEST_SECTION = 3000
LONGEST_OF_ALL = 13_200
LONGEST_HEADER = 150
MOST_BUTTONS = 25
LONGEST_BUTTON = 75
LONGEST_VALUE = 2000
LONGEST_ID = 255
LONGEST_URL = 3000
LONGEST_TEXT = 40_000
LARGEST_METADATA = 16_384

_STYLES = {"bold", "italic", "strike", "code"}


def blocks_of(given: object) -> list[Json] | None:
    """The blocks of a request, checked; None where it holds none.

    Raises:
        Refusal: Slack would not take them.
    """
    if given in (None, ""):
        return None
    blocks = _parsed(given, "invalid_blocks_format")
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if len(blocks) > MOST_BLOCKS:
        raise bad_blocks(f"no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]")
    faults = [fault for place, block in enumerate(blocks) for fault in _block(place, block)]
    if faults:
        raise bad_blocks(*faults)
    if sum(_size(block) for block in blocks) > LONGEST_OF_ALL:
        raise Refusal("msg_blocks_too_long")
    return blocks


def metadata_of(given: object) -> Json | None:
    """The metadata of a request, checked.

    Raises:
        Refusal: Slack would not take it.
    """
    if given in (None, ""):
        return None
    metadata = _parsed(given, "invalid_metadata_format")
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    whole = isinstance(metadata.get("event_type"), str)
    if metadata and not (whole and isinstance(metadata.get("event_payload"), dict)):
        raise Refusal("invalid_metadata_schema")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise Refusal("metadata_too_large")
    return metadata


def texts(block: Json) -> Iterator[Json]:
    """Every text object and rich text element in a block, outermost first."""
    for value in block.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield each
                yield from texts(each)


def _parsed(given: object, error: str) -> Any:  # noqa: ANN401 # whatever JSON holds
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError as reason:
        raise Refusal(error) from reason


def _block(place: int, block: object) -> Iterator[str]:
    here = f"/blocks/{place}"
    if not isinstance(block, dict):
        yield f"must be an object [json-pointer:{here}]"
        return
    yield from _long(block.get("block_id"), LONGEST_ID, f"{here}/block_id")
    kind = block.get("type")
    if kind == "rich_text":
        yield from _rich(block, here)
    elif kind == "section":
        yield from _text(block.get("text"), LONGEST_SECTION, f"{here}/text")
    elif kind == "header":
        yield from _text(block.get("text"), LONGEST_HEADER, f"{here}/text", plain=True)
    elif kind == "context":
        for each, element in enumerate(_list(block)):
            yield from _text(element, LONGEST_SECTION, f"{here}/elements/{each}")
    elif kind == "actions":
        yield from _actions(block, here)
    elif kind != "divider":
        yield f"unsupported type: {kind} [json-pointer:{here}/type]"


def _list(block: Json) -> list[Json]:
    found = block.get("elements")
    return found if isinstance(found, list) else []


def _text(text: object, most: int, here: str, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        yield f"missing required field: text [json-pointer:{here}]"
        return
    kinds = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if text.get("type") not in kinds:
        yield f"must provide a valid type [json-pointer:{here}/type]"
    if not text["text"]:
        yield f"must be more than 0 characters [json-pointer:{here}/text]"
    yield from _long(text["text"], most, f"{here}/text")


def _long(text: object, most: int, here: str) -> Iterator[str]:
    if text is not None and not isinstance(text, str):
        yield f"must be a string [json-pointer:{here}]"
    elif isinstance(text, str) and len(text) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{here}]"


def _rich(block: Json, here: str) -> Iterator[str]:
    """Our own measure of 3,000 characters a block beside Slack's forms: it gives none here."""
    if not _list(block):
        yield f"missing required field: elements [json-pointer:{here}]"
    total = 0
    for number, section in enumerate(_list(block)):
        if section.get("type") not in {"rich_text_section", "rich_text_quote"}:
            yield f"unsupported type: {section.get('type')} [json-pointer:{here}/elements/{number}]"
            continue
        for each, element in enumerate(_list(section)):
            total += len(str(element.get("text", "")))
            yield from _element(element, f"{here}/elements/{number}/elements/{each}")
    if total > LONGEST_SECTION:
        yield f"must be less than {LONGEST_SECTION + 1} characters [json-pointer:{here}]"


def _element(element: Json, here: str) -> Iterator[str]:
    kind = element.get("type")
    if kind not in {"text", "link"}:
        yield f"unsupported type: {kind} [json-pointer:{here}/type]"
    if kind == "text" and not element.get("text"):
        yield f"must be more than 0 characters [json-pointer:{here}/text]"
    if kind == "link":
        url = element.get("url")
        yield from _long(url, LONGEST_URL, f"{here}/url")
        if not str(url).startswith(("http://", "https://")):
            yield f"invalid url [json-pointer:{here}/url]"
    styles = element.get("style", {})
    if not (isinstance(styles, dict) and styles.keys() <= _STYLES):
        yield f"invalid style [json-pointer:{here}/style]"


def _actions(block: Json, here: str) -> Iterator[str]:
    buttons = _list(block)
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        yield f"must have 1 to {MOST_BUTTONS} items [json-pointer:{here}/elements]"
    names = [button.get("action_id") for button in buttons]
    if len(set(names)) < len(names):
        yield f"`action_id` must be unique [json-pointer:{here}/elements]"
    for each, button in enumerate(buttons):
        place = f"{here}/elements/{each}"
        if button.get("type") != "button":
            yield f"unsupported type: {button.get('type')} [json-pointer:{place}/type]"
        yield from _text(button.get("text"), LONGEST_BUTTON, f"{place}/text", plain=True)
        yield from _long(button.get("value"), LONGEST_VALUE, f"{place}/value")
        yield from _long(button.get("action_id"), LONGEST_ID, f"{place}/action_id")
        if button.get("style", "primary") not in {"primary", "danger"}:
            yield f"invalid style [json-pointer:{place}/style]"


def _size(block: Json) -> int:
    return sum(
        len(value)
        for each in (block, *texts(block))
        for key, value in each.items()
        if key in {"text", "url", "value"} and isinstance(value, str)
    )
