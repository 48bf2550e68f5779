"""What people do in Telegram: write, press, block, kick, promote, upgrade, close topics."""

from dataclasses import replace
from typing import Any

from tests.servers.telegram.entities import commands
from tests.servers.telegram.world import (
    GROUP_ANONYMOUS_BOT,
    Chat,
    Json,
    Member,
    User,
    World,
)


class People:
    """Hands on the phones of everybody in this world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def person(self, user_id: int, name: str, *, language: str = "en") -> User:
        """Somebody joins Telegram and opens a private chat with the bot."""
        user = User(id=user_id, first_name=name, username=name.lower(), language_code=language)
        self._world.users[user_id] = user
        self._world.chats[user_id] = Chat(id=user_id, type="private", title=name)
        return user

    def group(
        self, chat_id: int, title: str, *, kind: str = "supergroup", topics: tuple[int, ...] = ()
    ) -> Chat:
        """A group, supergroup or channel that the bot is in."""
        chat = Chat(
            id=chat_id,
            type=kind,
            title=title,
            username=title.lower() if kind == "channel" else None,
            is_forum=bool(topics),
            topics=dict.fromkeys(topics, True),
        )
        status = "administrator" if kind == "channel" else "member"
        chat.members[self._world.bot.id] = Member(user=self._world.bot, status=status)
        self._world.chats[chat_id] = chat
        return chat

    def join(
        self, chat_id: int, user_id: int, status: str = "member", *, anonymous: bool = False
    ) -> None:
        """Somebody is a member, an administrator or whatever from now on."""
        member = Member(user=self._world.users[user_id], status=status, is_anonymous=anonymous)
        self._world.chats[chat_id].members[user_id] = member

    def say(
        self,
        user_id: int,
        text: str,
        *,
        chat_id: int | None = None,
        topic: int | None = None,
        anonymous: bool = False,
    ) -> int:
        """Somebody writes; gives the message's id."""
        chat = self._world.chats[user_id if chat_id is None else chat_id]
        message = self._message(chat, {"text": text})
        if found := commands(text):
            message["entities"] = found
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if chat.type == "channel":
            message["sender_chat"] = chat.json()
        elif anonymous:
            message["from"] = _anonymous().json()
            message["sender_chat"] = chat.json()
        else:
            message["from"] = self._world.users[user_id].json()
        kind = "channel_post" if chat.type == "channel" else "message"
        self._world.updates.push(kind, message)
        return int(message["message_id"])

    def press(
        self, user_id: int, chat_id: int, message_id: int, button: str, *, data: str | None = None
    ) -> str:
        """Somebody presses a button by its text, or forges its data; gives the query's id."""
        chat = self._world.chats[chat_id]
        message = chat.messages.get(message_id)
        query = str(len(self._world.callbacks) + 1)
        body: Json = {
            "id": query,
            "from": self._world.users[user_id].json(),
            "message": message or {"chat": chat.json(), "message_id": message_id, "date": 0},
            "chat_instance": f"-{chat_id}",
            "data": data or _data(message or {}, button),
        }
        self._world.callbacks[query] = None
        self._world.pressed[query] = body
        self._world.updates.push("callback_query", body)
        return query

    def replay(self, query: str) -> None:
        """The same press arrives once more."""
        self._world.callbacks[query] = None
        self._world.updates.push("callback_query", self._world.pressed[query])

    def block(self, user_id: int) -> None:
        """A person blocks the bot."""
        self._world.chats[user_id].blocked = True
        self._me(user_id, user_id, old="member", new="kicked")

    def unblock(self, user_id: int) -> None:
        """A person lets the bot in again."""
        self._world.chats[user_id].blocked = False
        self._me(user_id, user_id, old="kicked", new="member")

    def kick(self, user_id: int, chat_id: int) -> None:
        """An administrator throws the bot out."""
        self._status(chat_id, "kicked")
        self._me(user_id, chat_id, old="member", new="kicked")

    def invite(self, user_id: int, chat_id: int, *, old: str = "left") -> None:
        """Somebody adds the bot."""
        self._status(chat_id, "member")
        self._me(user_id, chat_id, old=old, new="member")

    def upgrade(self, chat_id: int, new_id: int, *, tell: bool = True) -> None:
        """A group becomes a supergroup with a new id; without `tell` no update says so."""
        old = self._world.chats[chat_id]
        self._world.chats[new_id] = replace(
            old, id=new_id, type="supergroup", messages={}, mine=set(), members=dict(old.members)
        )
        old.migrated_to = new_id
        if tell:
            gone = self._message(old, {"migrate_to_chat_id": new_id, "from": _anonymous().json()})
            self._world.updates.push("message", gone)
            new = self._world.chats[new_id]
            body = {"migrate_from_chat_id": chat_id, "from": _anonymous().json()}
            self._world.updates.push("message", self._message(new, body))

    def topic(self, user_id: int, chat_id: int, topic: int, *, is_open: bool) -> None:
        """An administrator closes or reopens a topic."""
        chat = self._world.chats[chat_id]
        chat.topics[topic] = is_open
        what = "forum_topic_reopened" if is_open else "forum_topic_closed"
        body = {
            what: {},
            "message_thread_id": topic,
            "is_topic_message": True,
            "from": self._world.users[user_id].json(),
        }
        self._world.updates.push("message", self._message(chat, body))

    def _message(self, chat: Chat, body: dict[str, Any]) -> Json:
        message: Json = {
            "message_id": self._world.next_message_id(),
            "date": int(self._world.now()),
            "chat": chat.json(),
        } | body
        chat.messages[message["message_id"]] = message
        return message

    def _status(self, chat_id: int, status: str) -> None:
        me = self._world.bot
        self._world.chats[chat_id].members[me.id] = Member(user=me, status=status)

    def _me(self, user_id: int, chat_id: int, *, old: str, new: str) -> None:
        me = self._world.bot
        body = {
            "chat": self._world.chats[chat_id].json(),
            "from": self._world.users[user_id].json(),
            "date": int(self._world.now()),
            "old_chat_member": Member(user=me, status=old).json(),
            "new_chat_member": Member(user=me, status=new).json(),
        }
        self._world.updates.push("my_chat_member", body)


def _anonymous() -> User:
    return User(
        id=GROUP_ANONYMOUS_BOT, first_name="Group", username="GroupAnonymousBot", is_bot=True
    )


def _data(message: Json, button: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    for one in (one for row in rows for one in row):
        if one["text"] == button:
            return str(one["callback_data"])
    raise LookupError(f"the message has no button {button!r}")
