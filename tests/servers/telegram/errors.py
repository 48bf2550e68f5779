"""What the Bot API server refuses, in the words of the real one."""

from typing import Any


class Refusal(Exception):
    """An error answer: status, description and, for some, parameters."""

    def __init__(
        self, status: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        self.status = status
        self.description = description
        self.parameters = parameters
        super().__init__(description)

    def json(self) -> dict[str, Any]:
        """The envelope of an error."""
        row = {"ok": False, "error_code": self.status, "description": self.description}
        return row | ({"parameters": self.parameters} if self.parameters else {})


def flood(seconds: int) -> Refusal:
    """The answer to too many requests."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
