"""The methods that post and change messages."""

from typing import Any, TypeAlias

from tests.servers.slack.blocks import LONGEST_TEXT, blocks_of, metadata_of
from tests.servers.slack.errors import Refusal
from tests.servers.slack.world import Conversation, Json, World

Answer: TypeAlias = dict[str, Any]


def post_message(world: World, asked: Json) -> Answer:
    """chat.postMessage."""
    world.need("chat:write")
    channel = world.writable(asked.get("channel"))
    body = _body(asked)
    metadata = metadata_of(asked.get("metadata"))
    thread = asked.get("thread_ts")
    if thread and str(thread) not in channel.messages:
        raise Refusal("thread_not_found")
    message = _from_bot(world) | body
    if metadata:
        message["metadata"] = metadata
    if thread:
        message["thread_ts"] = str(thread)
        if truth(asked.get("reply_broadcast")):
            message["subtype"] = "thread_broadcast"
    if not truth(asked.get("mrkdwn", True)):
        message["mrkdwn"] = False
    channel.messages[message["ts"]] = message
    answer: Answer = {"channel": channel.id, "ts": message["ts"], "message": message}
    if len(str(asked.get("text") or "")) > LONGEST_TEXT:
        answer["warning"] = "message_truncated"
    return answer


def update(world: World, asked: Json) -> Answer:
    """chat.update: what is not given stays, `blocks: []` clears them."""
    world.need("chat:write")
    channel = world.writable(asked.get("channel"))
    message = channel.messages.get(str(asked.get("ts")))
    if message is None:
        raise Refusal("message_not_found")
    if message.get("bot_id") != world.bot_id:
        raise Refusal("cant_update_message")
    if message["ts"] in world.frozen:
        raise Refusal("edit_window_closed")
    body = _body(asked)
    metadata = metadata_of(asked.get("metadata"))
    if metadata is not None:
        message["metadata"] = metadata
    message |= body | {"edited": {"user": world.bot.id, "ts": world.next_ts()}}
    return {
        "channel": channel.id,
        "ts": message["ts"],
        "text": message["text"],
        "message": message,
    }


def post_ephemeral(world: World, asked: Json) -> Answer:
    """chat.postEphemeral."""
    world.need("chat:write")
    channel = world.writable(asked.get("channel"))
    user = str(asked.get("user") or "")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    whisper(world, channel, user, asked)
    return {"message_ts": world.ephemeral[-1]["ts"]}


def whisper(world: World, channel: Conversation, user: str, asked: Json) -> None:
    """Show one person a message."""
    row = _from_bot(world) | _body(asked) | {"channel": channel.id, "to": user}
    if asked.get("thread_ts"):
        row["thread_ts"] = str(asked["thread_ts"])
    world.ephemeral.append(row)


def truth(given: object) -> bool:
    """A yes as JSON, forms and query strings write it."""
    return str(given).lower() in {"1", "true"}


def _body(asked: Json) -> Json:
    """Text and blocks of a request; blocks are left out where it has none."""
    blocks = blocks_of(asked.get("blocks"))
    text = str(asked.get("text") or "")
    if not text and not blocks:
        raise Refusal("no_text")
    body: Json = {"text": text[:LONGEST_TEXT]}
    return body if blocks is None else body | {"blocks": blocks}


def _from_bot(world: World) -> Json:
    return {
        "type": "message",
        "user": world.bot.id,
        "bot_id": world.bot_id,
        "app_id": world.app_id,
        "team": world.team,
        "ts": world.next_ts(),
    }
