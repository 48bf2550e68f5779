"""Request, and what answering one needs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.command.looks import Looks
from bot.command.scout import Scout
from bot.errors import BadRequest
from bot.model.channel import Channel
from bot.ports import Store, Transaction
from bot.report.catalogue import say

#: Whether this person may change this channel's subscriptions, asked of the platform now.
MayChange: TypeAlias = Callable[[Channel, str], Awaitable[bool]]


class Resolve(Protocol):
    """The lexicon's answer to a name that a person typed."""

    def __call__(self, words: str, /) -> tuple[str, str] | None:
        """`("place", "IQ")`, `("place", "mosul")`, `("actor", canonical name)`, or None."""


def resolve_nothing(_words: str, /) -> tuple[str, str] | None:
    """A lexicon without a name in it: only countries are known then."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked, and where."""

    channel: Channel
    user_id: str
    user_name: str = ""
    #: The command and its words: "summary 24h iraq"; a leading slash and `@bot` do no harm.
    text: str
    language: str = "en"
    #: What this platform writes before a command, for examples: "/", "/tocsin ", "tocsin ".
    prefix: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a request is answered: the store, the platform's word, the time, the lexicon."""

    store: Store
    may_change: MayChange
    now: datetime
    resolve: Resolve
    #: None where no feed can be looked at from here.
    feeding: "Feeding | None" = None
    #: How each platform's connection is, in a few words, by the platform's name.
    connections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeding:
    """How chats come to feeds of their own."""

    scout: Scout
    #: The most that one chat, and all of them together, may follow.
    per_chat: int
    in_all: int
    looks: Looks = field(default_factory=Looks)


async def need_right(request: Request, desk: Desk) -> None:
    """Let pass who may change this channel.

    Raises:
        BadRequest: this person may not.
    """
    if not await desk.may_change(request.channel, request.user_id):
        raise BadRequest(say("bad.right", request.language))


def who(request: Request) -> str:
    """The asker as an audit names them."""
    return f"{request.user_name} ({request.user_id})" if request.user_name else request.user_id


async def audit(tx: Transaction, request: Request, desk: Desk, what: str) -> None:
    """Record who changed what, here and now."""
    await tx.subscriptions.audit(channel=request.channel, who=who(request), what=what, at=desk.now)
