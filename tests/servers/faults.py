"""The fault script: what a chat platform's server does wrong, to whom and how often."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

from tests.servers.port import abort


class Kind(StrEnum):
    """What goes wrong."""

    #: HTTP 429 with `seconds` to wait.
    FLOOD = "flood"
    #: An HTTP status, as a gateway in front of the server answers.
    STATUS = "status"
    #: The platform refuses with `words` (and `status`, where it says more by it); nothing was done.
    REFUSE = "refuse"
    #: The platform acts on the request and refuses with `words` all the same.
    REFUSE_AFTER = "refuse_after"
    #: The connection breaks before the request was acted on.
    RESET_BEFORE = "reset_before"
    #: The request is acted on, the answer is cut in the middle.
    GARBLE = "garble"
    #: The request is acted on, then the connection breaks.
    RESET_AFTER = "reset_after"
    #: The request is acted on, the answer comes after `seconds`.
    SLOW = "slow"


@dataclass(kw_only=True)
class Fault:
    """One entry of the script."""

    kind: Kind
    #: None hits every method but those the server exempts.
    method: str | None = None
    #: A chat's or channel's id; None hits all.
    place: object = None
    times: int = 1
    seconds: float = 1.0
    status: int = 502
    words: str = ""


@dataclass(kw_only=True)
class Script:
    """Faults in the order in which they strike."""

    faults: list[Fault] = field(default_factory=list)
    #: Methods, in lower case, that a fault must name to hit.
    exempt: frozenset[str] = frozenset()

    def add(self, kind: Kind, **details: object) -> None:
        """Put a fault at the end."""
        self.faults.append(Fault(kind=kind, **details))  # type: ignore[arg-type] # checked by Fault

    def take(self, method: str, place: object) -> Fault | None:
        """The fault that strikes this call, used up by one."""
        for fault in self.faults:
            if fault.times > 0 and self._hits(fault, method.lower(), place):
                fault.times -= 1
                return fault
        return None

    def _hits(self, fault: Fault, method: str, place: object) -> bool:
        if fault.method is None:
            named = method not in self.exempt
        else:
            named = method == fault.method.lower()
        return named and (fault.place is None or str(fault.place) == str(place))


async def fail_after(request: web.Request, fault: Fault) -> None:
    """What a fault does once the request was acted on."""
    if fault.kind is Kind.SLOW:
        await asyncio.sleep(fault.seconds)
    elif fault.kind is Kind.RESET_AFTER:
        abort(request)
