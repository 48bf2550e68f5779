"""What feeds answered when chats looked at them, kept until one of them is followed."""

from dataclasses import dataclass, field

from bot.model.address import folded
from bot.model.feed import FirstAnswer

#: Bytes of all bodies together; the oldest go first.
_ROOM = 40_000_000


@dataclass(slots=True)
class Larder:
    """Answers by the feed's address; of one process."""

    room: int = _ROOM
    _answers: dict[str, FirstAnswer] = field(default_factory=dict)

    def keep(self, answer: FirstAnswer) -> None:
        """Keep an answer, and let old ones go where there is no room."""
        self._answers.pop(folded(answer.url), None)
        self._answers[folded(answer.url)] = answer
        while sum(len(each.response.body) for each in self._answers.values()) > self.room:
            del self._answers[next(iter(self._answers))]

    def find(self, url: str) -> FirstAnswer | None:
        """What the feed at an address answered; None where it is not kept."""
        return self._answers.get(folded(url))
