"""Find what a person means by `#id`, a link or words."""

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
    found = await maybe_incident(text, tx)
    if found is None:
        raise BadRequest(say("bad.id", language, id=shorten(text, 40), prefix=prefix))
    return found


async def maybe_incident(text: str, tx: Transaction) -> Incident | None:
    """The incident of an id, with or without its hash; None where there is none."""
    name = text.strip().lstrip("#").casefold()
    if not name or len(name) > _LONGEST_ID or not name.isalnum():
        return None
    return await tx.incidents.get(name)
