"""The methods the server knows, by their names; those that only read stand here."""

from collections.abc import Callable
from typing import Any, TypeAlias

from tests.servers.slack.errors import Refusal
from tests.servers.slack.posting import post_ephemeral, post_message, truth, update
from tests.servers.slack.world import Conversation, Json, World

Method: TypeAlias = Callable[[World, Json], dict[str, Any]]

_MOST = 999
_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}


def method(name: str) -> Method:
    """The method of that name.

    Raises:
        Refusal: there is none.
    """
    found: dict[str, Method] = {
        "auth.test": _auth_test,
        "chat.postMessage": post_message,
        "chat.postEphemeral": post_ephemeral,
        "chat.update": update,
        "conversations.history": _history,
        "conversations.info": _info,
        "conversations.replies": _replies,
        "users.info": _user,
    }
    if name not in found:
        raise Refusal("unknown_method", req_method=name)
    return found[name]


def _auth_test(world: World, asked: Json) -> Json:
    del asked
    return {
        "url": "https://crisis-desk.slack.com/",
        "team": "Crisis Desk",
        "team_id": world.team,
        "user": world.bot.name,
        "user_id": world.bot.id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


def _info(world: World, asked: Json) -> Json:
    channel = world.channel(asked.get("channel"))
    world.need(_READ[channel.kind])
    return {"channel": channel.json(me=world.bot.id)}


def _user(world: World, asked: Json) -> Json:
    world.need("users:read")
    user = world.users.get(str(asked.get("user")))
    if user is None:
        raise Refusal("user_not_found")
    row = user.json()
    return {"user": row | ({"locale": user.locale} if truth(asked.get("include_locale")) else {})}


def _history(world: World, asked: Json) -> Json:
    """The newest first; of a thread's answers only those that were shown to the channel."""
    channel = _readable(world, asked)
    rows = [
        row
        for row in channel.messages.values()
        if row.get("thread_ts") in {None, row["ts"]} or row.get("subtype") == "thread_broadcast"
    ]
    return _page([row for row in reversed(rows) if _within(row, asked)], asked)


def _replies(world: World, asked: Json) -> Json:
    """The parent and its answers, the oldest first."""
    channel = _readable(world, asked)
    parent = str(asked.get("ts"))
    if parent not in channel.messages:
        raise Refusal("thread_not_found")
    rows = [row for row in channel.messages.values() if row.get("thread_ts") == parent]
    answers = [row for row in rows if _within(row, asked)]
    return _page([channel.messages[parent], *answers], asked)


def _readable(world: World, asked: Json) -> Conversation:
    channel = world.channel(asked.get("channel"))
    world.need(_HISTORY[channel.kind])
    if world.bot.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _within(row: Json, asked: Json) -> bool:
    """Bounds are left out of what they bound, unless `inclusive`."""
    at = float(row["ts"])
    oldest, latest = float(asked.get("oldest") or 0), float(asked.get("latest") or "inf")
    return oldest <= at <= latest if truth(asked.get("inclusive")) else oldest < at < latest


def _page(rows: list[Json], asked: Json) -> Json:
    limit, start = int(asked.get("limit") or 100), asked.get("cursor") or "0"
    if not 1 <= limit <= _MOST:
        raise Refusal("invalid_limit")
    if not str(start).isdecimal():
        raise Refusal("invalid_cursor")
    end = int(start) + limit
    page = rows[int(start) : end]
    if not truth(asked.get("include_all_metadata")):
        page = [{key: row[key] for key in row if key != "metadata"} for row in page]
    more = end < len(rows)
    return {
        "messages": page,
        "has_more": more,
        "response_metadata": {"next_cursor": str(end) if more else ""},
    }
