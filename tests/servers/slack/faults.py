"""The fault script: what the server does wrong, to whom and how often."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What goes wrong."""

    #: HTTP 429 with `seconds` to wait.
    FLOOD = "flood"
    #: An HTTP status, as a gateway in front of the server answers.
    STATUS = "status"
    #: Slack refuses: `ok: false` with `error`; nothing was done.
    REFUSE = "refuse"
    #: Slack acts on the request and says `ok: false` with `error` all the same.
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
    #: None hits every method.
    method: str | None = None
    channel: str | None = None
    times: int = 1
    seconds: float = 1.0
    status: int = 502
    error: str = "internal_error"

    def hits(self, method: str, channel: object) -> bool:
        """Whether this call is one it waits for."""
        right_method = self.method in {None, method}
        right_channel = self.channel in {None, channel}
        return self.times > 0 and right_method and right_channel


@dataclass(kw_only=True)
class Script:
    """Faults in the order in which they strike."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, kind: Kind, **details: object) -> None:
        """Put a fault at the end."""
        self.faults.append(Fault(kind=kind, **details))  # type: ignore[arg-type] # checked by Fault

    def take(self, method: str, channel: object) -> Fault | None:
        """The fault that strikes this call, used up by one."""
        for fault in self.faults:
            if fault.hits(method, channel):
                fault.times -= 1
                return fault
        return None
