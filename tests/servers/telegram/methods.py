"""The methods the server knows, by their lower-case names."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from tests.servers.telegram.errors import Refusal
from tests.servers.telegram.sending import (
    delete_message,
    edit_message_reply_markup,
    edit_message_text,
    send_message,
    send_photo,
)
from tests.servers.telegram.world import Json, Member, World

Method: TypeAlias = Callable[[World, Json], Awaitable[Any]]

_STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def method(name: str) -> Method:
    """The method of that name, in whatever case.

    Raises:
        Refusal: there is none.
    """
    found = _methods().get(name.lower())
    if found is None:
        raise Refusal(404, "Not Found: method not found")
    return found


def _methods() -> dict[str, Method]:
    return {
        "getme": _get_me,
        "getupdates": _get_updates,
        "setwebhook": _set_webhook,
        "deletewebhook": _delete_webhook,
        "getwebhookinfo": _webhook_info,
        "sendmessage": send_message,
        "sendphoto": send_photo,
        "editmessagetext": edit_message_text,
        "editmessagereplymarkup": edit_message_reply_markup,
        "deletemessage": delete_message,
        "answercallbackquery": _answer_callback,
        "getchat": _get_chat,
        "getchatmember": _get_member,
        "getchatadministrators": _get_administrators,
        "setmycommands": _set_commands,
        "getmycommands": _get_commands,
        "sendchataction": _send_action,
        "leavechat": _leave,
    }


async def _get_me(world: World, asked: Json) -> Json:
    del asked
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


async def _get_updates(world: World, asked: Json) -> list[Json]:
    allowed = asked.get("allowed_updates")
    world.updates.allow(json.loads(allowed) if isinstance(allowed, str) else allowed)
    return await world.updates.get(
        offset=int(asked.get("offset") or 0),
        limit=int(asked.get("limit") or 100),
        patience=float(asked.get("timeout") or 0),
    )


async def _set_webhook(world: World, asked: Json) -> bool:
    world.updates.webhook = str(asked.get("url") or "")
    return True


async def _delete_webhook(world: World, asked: Json) -> bool:
    world.updates.webhook = ""
    if str(asked.get("drop_pending_updates", "")).lower() == "true":
        world.updates.clear()
    return True


async def _webhook_info(world: World, asked: Json) -> Json:
    del asked
    return {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
    }


async def _answer_callback(world: World, asked: Json) -> bool:
    query = str(asked.get("callback_query_id") or "")
    if query not in world.callbacks or query in world.expired_callbacks:
        raise Refusal(400, _STALE)
    if len(str(asked.get("text") or "")) > 200:
        raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
    world.callbacks[query] = {
        "text": asked.get("text") or "",
        "show_alert": str(asked.get("show_alert", "")).lower() == "true",
    }
    return True


async def _get_chat(world: World, asked: Json) -> Json:
    chat = world.chat(asked.get("chat_id"))
    return chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


async def _get_member(world: World, asked: Json) -> Json:
    chat = world.open_chat(asked.get("chat_id"))
    asked_for = int(asked.get("user_id") or 0)
    user = world.users.get(asked_for)
    if asked_for == world.bot.id:
        user = world.bot
    if user is None:
        raise Refusal(400, "Bad Request: invalid user_id specified")
    if chat.type == "channel" and chat.members[world.bot.id].status != "administrator":
        raise Refusal(400, "Bad Request: member list is inaccessible")
    return chat.members.get(asked_for, Member(user=user, status="left")).json()


async def _get_administrators(world: World, asked: Json) -> list[Json]:
    chat = world.open_chat(asked.get("chat_id"))
    if chat.type == "private":
        raise Refusal(400, "Bad Request: there are no administrators in the private chat")
    return [
        member.json()
        for member in chat.members.values()
        if member.status in {"creator", "administrator"}
        and (not member.user.is_bot or member.user.id == world.bot.id)
    ]


async def _set_commands(world: World, asked: Json) -> bool:
    commands = _list(asked.get("commands"))
    if not all(1 <= len(row["command"]) <= 32 and row["command"].islower() for row in commands):
        raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
    if not all(1 <= len(row["description"]) <= 256 for row in commands):
        raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(asked)] = commands
    return True


async def _get_commands(world: World, asked: Json) -> list[Json]:
    return world.commands.get(_scope(asked), [])


def _scope(asked: Json) -> tuple[str, str]:
    scope = asked.get("scope") or {"type": "default"}
    scope = json.loads(scope) if isinstance(scope, str) else scope
    return str(scope["type"]), str(asked.get("language_code") or "")


async def _send_action(world: World, asked: Json) -> bool:
    world.open_chat(asked.get("chat_id"))
    return True


async def _leave(world: World, asked: Json) -> bool:
    world.open_chat(asked.get("chat_id")).members.pop(world.bot.id, None)
    return True


def _list(given: object) -> list[Json]:
    return list(json.loads(given)) if isinstance(given, str) else list(given or [])  # type: ignore[call-overload] # a JSON list
