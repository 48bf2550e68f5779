"""Find what a person means by `#id`, a link or words."""

from collections.abc import Callable

from bot.command.request import Request
from bot.errors import BadRequest
from bot.model.incident import Incident
from bot.ports import Transaction
from bot.report.catalogue import say
from bot.report.quotes import shorten

#: Characters of an id; what is longer is none.
_LONGEST_ID = 16


async def incident_of(text: str, request: Request, tx: Transaction, *, command: str) -> Incident:
    """The incident meant.

    Raises:
        BadRequest: nothing was named, or there is no such incident.
    """
    language, prefix = request.language, request.prefix
    if not text:
        example = say(f"example.{command}", language, prefix=prefix)
        raise BadRequest(say("bad.no_id", language, example=example))
    found = await maybe_incident(text, request, tx)
    if found is None:
        raise BadRequest(say("bad.id", language, id=shorten(text, 40), prefix=prefix))
    return found


async def maybe_incident(text: str, request: Request, tx: Transaction) -> Incident | None:
    """The incident of an id, with or without its hash; None where this channel has none."""
    name = text.strip().lstrip("#").casefold()
    if not name or len(name) > _LONGEST_ID or not name.isalnum():
        return None
    found = await tx.incidents.get(name)
    return found if found is None or (await seen_by(request, tx))(found) else None


async def seen_by(request: Request, tx: Transaction) -> Callable[[Incident], bool]:
    """Whether an incident may be shown in a channel: a feed of other chats is theirs."""
    own = {feed.id for feed, _ in await tx.following.feeds(request.channel)}
    return lambda incident: incident.only_for is None or incident.only_for in own
