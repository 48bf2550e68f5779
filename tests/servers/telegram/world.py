"""The chats, people and messages that the Bot API server knows of."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.servers.telegram.errors import Refusal
from tests.servers.telegram.updates import UpdateQueue

Json: TypeAlias = dict[str, Any]

#: The sender that Telegram shows for an administrator who posts in the group's name.
GROUP_ANONYMOUS_BOT = 1087968824


@dataclass(kw_only=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str | None = None
    is_bot: bool = False
    language_code: str | None = "en"

    def json(self) -> Json:
        """The user as the Bot API writes it."""
        row: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            row["username"] = self.username
        if self.language_code and not self.is_bot:
            row["language_code"] = self.language_code
        return row


@dataclass(kw_only=True)
class Member:
    """What somebody is in a chat."""

    user: User
    status: str = "member"
    is_anonymous: bool = False
    can_post: bool = True

    def json(self) -> Json:
        """The member as the Bot API writes it, with the fields its status requires."""
        row: Json = {"user": self.user.json(), "status": self.status}
        if self.status in {"creator", "administrator"}:
            row["is_anonymous"] = self.is_anonymous
        if self.status == "administrator":
            row |= dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False}
            row["can_post_messages"] = self.can_post
        if self.status == "kicked":
            row["until_date"] = 0
        if self.status == "restricted":
            row |= dict.fromkeys(_PERMISSIONS, False) | {"is_member": True, "until_date": 0}
        return row


_RIGHTS = re.findall(
    r"\w+",
    """
    can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members
    can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories
    can_delete_stories
    """,
)
_PERMISSIONS = re.findall(
    r"\w+",
    """
    can_change_info can_invite_users can_pin_messages can_manage_topics can_send_messages
    can_send_polls can_send_other_messages can_add_web_page_previews can_send_audios
    can_send_documents can_send_photos can_send_videos can_send_video_notes
    can_send_voice_notes can_edit_tag can_react_to_messages
    """,
)


@dataclass(kw_only=True)
class Chat:
    """A private chat, group, supergroup or channel with everything in it."""

    id: int
    type: str
    title: str = ""
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    #: Topic id → open? The General topic has no id of its own in requests.
    topics: dict[int, bool] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    #: Which of them the bot posted.
    mine: set[int] = field(default_factory=set)
    blocked: bool = False
    deactivated: bool = False
    deleted: bool = False
    migrated_to: int | None = None

    def json(self) -> Json:
        """The chat as the Bot API writes it."""
        row: Json = {"id": self.id, "type": self.type}
        row["first_name" if self.type == "private" else "title"] = self.title
        if self.username:
            row["username"] = self.username
        if self.is_forum:
            row["is_forum"] = True
        return row


@dataclass(kw_only=True)
class World:
    """Everything the server knows; people change it in `people.py`, the bot by its calls."""

    bot: User
    now: Callable[[], float] = time.time
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    #: Callback query id → the answer the bot gave, None while it gave none.
    callbacks: dict[str, Json | None] = field(default_factory=dict)
    #: The same as sent to the bot, to send it again.
    pressed: dict[str, Json] = field(default_factory=dict)
    expired_callbacks: set[str] = field(default_factory=set)
    #: (scope, language) → commands.
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    last_message_id: int = 0

    def next_message_id(self) -> int:
        """A fresh message id."""
        self.last_message_id += 1
        return self.last_message_id

    def chat(self, asked: object) -> Chat:
        """The chat a request names, whatever its state.

        Raises:
            Refusal: no chat is named, or none is known by that name.
        """
        if asked in (None, ""):
            raise Refusal(400, "Bad Request: chat_id is empty")
        text = str(asked)
        for chat in self.chats.values():
            by_name = text.startswith("@") and text[1:].lower() == (chat.username or "").lower()
            if str(chat.id) == text or (by_name and chat.type in {"supergroup", "channel"}):
                return chat
        raise Refusal(400, "Bad Request: chat not found")

    def open_chat(self, asked: object) -> Chat:
        """The chat a request names, if the bot may speak there.

        Raises:
            Refusal: with Telegram's reason why it may not.
        """
        chat = self.chat(asked)
        if chat.type == "private":
            _check_person(chat)
        elif chat.migrated_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        elif chat.deleted:
            raise Refusal(403, "Forbidden: the group chat was deleted")
        else:
            self._check_membership(chat)
        return chat

    def _check_membership(self, chat: Chat) -> None:
        me = chat.members.get(self.bot.id)
        if me is not None and me.status == "kicked":
            raise Refusal(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        if me is None or me.status == "left":
            raise Refusal(403, f"Forbidden: bot is not a member of the {chat.type} chat")

    def check_rights(self, chat: Chat) -> None:
        """Refuse where the bot is a member that may not write."""
        me = chat.members.get(self.bot.id)
        if chat.type == "channel" and (me is None or me.status != "administrator"):
            raise Refusal(400, "Bad Request: need administrator rights in the channel chat")
        if me is not None and (me.status == "restricted" or not me.can_post):
            raise Refusal(400, "Bad Request: not enough rights to send text messages to the chat")


def _check_person(chat: Chat) -> None:
    if chat.deactivated:
        raise Refusal(403, "Forbidden: user is deactivated")
    if chat.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
