"""Every error Tocsin raises; its type decides what happens next.

```
TocsinError
├── Misconfigured        refuse to start; carries every fault found, not only the first
├── Unavailable          nothing happened; try again after `retry_after` seconds
├── Uncertain            it may have happened; find out before trying again
└── Rejected             final as it stands; trying the same again would fail again
    ├── AddressRefused   an address nobody may make us contact
    ├── FeedGone         the publisher removed the feed for good (410)
    ├── FeedUnreadable   an answer came, but no feed can be read from it
    ├── ChannelGone      the channel will take nothing more until somebody acts: pause it
    ├── MarkupRefused    the platform refused the markup: one plain-text try is left
    └── BadRequest       a person asked for something we cannot do; the text helps them
```
"""

from collections.abc import Iterable
from dataclasses import dataclass


class TocsinError(Exception):
    """The root: catch it where one part must not stop another."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: reads as `file: key: what is wrong; what would be right`."""

    file: str
    key: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.wrong}; {self.right}"


class Misconfigured(TocsinError):
    """Settings, rules or lexicons that cannot be used; `faults` lists all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Unavailable(TocsinError):
    """Nothing happened; the same request may succeed later.

    Attributes:
        retry_after: seconds the other side asked us to wait; None when it did not say.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(reason)


class Uncertain(TocsinError):
    """The request left and no answer came: it may have happened."""


class Rejected(TocsinError):
    """Final as it stands."""


class AddressRefused(Rejected):
    """An address that may not be contacted; reads the same whether its port is open or closed."""


class FeedGone(Rejected):
    """The publisher says that the feed is gone for good: stop asking."""


class FeedUnreadable(Rejected):
    """The body is no feed we can read; the old state of the feed is kept."""


class ChannelGone(Rejected):
    """Blocked, kicked, closed, archived: pause the channel's subscriptions with this reason."""


class MarkupRefused(Rejected):
    """The platform would not take the markup of a message."""


class BadRequest(Rejected):
    """A person's request that cannot be done; the text says what would work."""
