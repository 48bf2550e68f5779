"""What feeds answered when chats looked at them, kept until one of them is followed."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.model.address import folded
from bot.model.feed import FirstAnswer, Response
from bot.ports import Web

#: Bytes of all bodies together; the oldest go first.
_ROOM = 40_000_000


@dataclass(slots=True)
class Larder:
    """Answers by the feed's address, and when it may be asked again; of one process."""

    room: int = _ROOM
    _answers: dict[str, tuple[FirstAnswer, datetime]] = field(default_factory=dict)

    def keep(self, answer: FirstAnswer, *, due: datetime) -> None:
        """Keep an answer, and let old ones go where there is no room."""
        self._answers.pop(folded(answer.url), None)
        self._answers[folded(answer.url)] = (answer, due)
        while sum(len(each.response.body) for each, _ in self._answers.values()) > self.room:
            del self._answers[next(iter(self._answers))]

    def find(self, url: str) -> FirstAnswer | None:
        """What the feed at an address answered; None where it is not kept."""
        return self._answers.get(folded(url), (None, None))[0]

    def fresh(self, url: str, *, now: datetime) -> Response | None:
        """The same while its publisher is not to be asked again."""
        answer, due = self._answers.get(folded(url), (None, now))
        return answer.response if answer is not None and now < due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering:
    """`bot.ports.Web` that asks no feed anew before it is due."""

    web: Web
    larder: Larder
    now: datetime

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """What is kept, else what comes; see `bot.ports.Web`."""
        kept = self.larder.fresh(url, now=self.now)
        return kept or await self.web.get(url, etag=etag, last_modified=last_modified)
