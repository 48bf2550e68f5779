"""A clock that stands still until it is told to move."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class FakeClock:
    """`bot.ports.Clock`, and the monotonic seconds that belong to it."""

    now: datetime = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def seconds(self) -> float:
        """Seconds that never run backwards."""
        return self.now.timestamp()

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by

    async def sleep(self, seconds: float) -> None:
        """Let the time of a sleep pass at once."""
        self.advance(timedelta(seconds=seconds))
