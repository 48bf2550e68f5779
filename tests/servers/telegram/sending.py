"""The methods that post, edit and delete messages."""

import json
from typing import Any

from tests.servers.telegram.entities import (
    LONGEST_CAPTION,
    Formatted,
    check_length,
    formatted,
)
from tests.servers.telegram.errors import Refusal
from tests.servers.telegram.world import Chat, Json, World

#: Bytes.
LONGEST_CALLBACK_DATA = 64
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_TEXT_BUTTON = (
    "Bad Request: can't parse inline keyboard button: "
    "Text buttons are unallowed in the inline keyboard"
)


async def send_message(world: World, asked: Json) -> Json:
    """SendMessage."""
    text = formatted(asked.get("text"), asked.get("parse_mode"))
    return _send(world, asked, text, body={"text": text.text, "entities": text.entities})


async def send_photo(world: World, asked: Json) -> Json:
    """SendPhoto, as far as its caption goes: the picture itself is taken as it is."""
    caption = formatted(asked.get("caption"), asked.get("parse_mode"), what="caption")
    body = {"caption": caption.text, "caption_entities": caption.entities, "photo": []}
    return _send(world, asked, caption, body=body, limit=LONGEST_CAPTION)


async def edit_message_text(world: World, asked: Json) -> Json:
    """EditMessageText."""
    text = formatted(asked.get("text"), asked.get("parse_mode"))
    markup = _markup(asked)
    message = _own_message(world, asked, "edit")
    check_length(text)
    _check_callback_data(markup)
    new = {"text": text.text, "entities": text.entities, "reply_markup": markup}
    return _changed(world, message, new)


async def edit_message_reply_markup(world: World, asked: Json) -> Json:
    """EditMessageReplyMarkup."""
    markup = _markup(asked)
    message = _own_message(world, asked, "edit")
    _check_callback_data(markup)
    return _changed(world, message, {"reply_markup": markup})


async def delete_message(world: World, asked: Json) -> bool:
    """DeleteMessage."""
    message = _own_message(world, asked, "delete")
    del world.open_chat(asked.get("chat_id")).messages[message["message_id"]]
    return True


def _send(
    world: World, asked: Json, text: Formatted, *, body: Json, limit: int | None = None
) -> Json:
    markup = _markup(asked)
    chat = world.open_chat(asked.get("chat_id"))
    topic = _topic(chat, asked.get("message_thread_id"))
    parent = _parent(chat, asked)
    world.check_rights(chat)
    if limit is None:
        check_length(text)
    else:
        check_length(text, limit=limit)
    _check_callback_data(markup)
    message = _envelope(world, chat) | body
    if topic is not None:
        message |= {"message_thread_id": topic, "is_topic_message": True}
    if parent is not None:
        message["reply_to_message"] = {
            key: value for key, value in parent.items() if key != "reply_to_message"
        }
    if markup is not None:
        message["reply_markup"] = markup
    chat.messages[message["message_id"]] = message
    chat.mine.add(message["message_id"])
    return message


def _envelope(world: World, chat: Chat) -> Json:
    row: Json = {
        "message_id": world.next_message_id(),
        "date": int(world.now()),
        "chat": chat.json(),
    }
    return row | (
        {"sender_chat": chat.json()} if chat.type == "channel" else {"from": world.bot.json()}
    )


def _topic(chat: Chat, asked: object) -> int | None:
    if asked in (None, ""):
        return None
    topic = int(str(asked))
    if not chat.is_forum or topic not in chat.topics:
        raise Refusal(400, "Bad Request: message thread not found")
    if not chat.topics[topic]:
        raise Refusal(400, "Bad Request: TOPIC_CLOSED")
    return topic


def _parent(chat: Chat, asked: Json) -> Json | None:
    wish = _object(asked.get("reply_parameters")) or {}
    if not wish.get("message_id"):
        return None
    parent = chat.messages.get(int(wish["message_id"]))
    if parent is None and not wish.get("allow_sending_without_reply"):
        raise Refusal(400, "Bad Request: message to be replied not found")
    return parent


def _own_message(world: World, asked: Json, what: str) -> Json:
    chat = world.open_chat(asked.get("chat_id"))
    message = chat.messages.get(int(asked.get("message_id") or 0))
    if message is None:
        raise Refusal(400, f"Bad Request: message to {what} not found")
    if message["message_id"] not in chat.mine and chat.type != "channel":
        raise Refusal(400, f"Bad Request: message can't be {what.removesuffix('e')}ed")
    return message


def _changed(world: World, message: Json, new: Json) -> Json:
    if all(message.get(key) == value for key, value in new.items()):
        raise Refusal(400, _NOT_MODIFIED)
    message.update(new, edit_date=int(world.now()))
    if message.get("reply_markup") is None:
        message.pop("reply_markup", None)
    return message


def _markup(asked: Json) -> Json | None:
    markup = _object(asked.get("reply_markup"))
    if not markup or not markup.get("inline_keyboard"):
        return None
    for button in _buttons(markup):
        if not button.get("text"):
            raise Refusal(400, "Bad Request: can't parse inline keyboard button: Text is empty")
        if not any(button.get(action) for action in ("callback_data", "url", "copy_text")):
            raise Refusal(400, _TEXT_BUTTON)
    return markup


def _check_callback_data(markup: Json | None) -> None:
    for button in _buttons(markup or {"inline_keyboard": []}):
        if len(str(button.get("callback_data", "")).encode()) > LONGEST_CALLBACK_DATA:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")


def _buttons(markup: Json) -> list[Json]:
    return [button for row in markup["inline_keyboard"] for button in row]


def _object(given: object) -> Json | None:
    if not isinstance(given, str):
        return dict(given) if isinstance(given, dict) else None
    try:
        parsed: Any = json.loads(given)
    except ValueError as error:
        raise Refusal(400, "Bad Request: object expected as reply markup") from error
    return dict(parsed) if isinstance(parsed, dict) else None
