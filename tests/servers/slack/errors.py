"""What the Slack server refuses, in the words of the real one."""

from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`: the error's name, and what some errors say beside it."""

    def __init__(self, error: str, **more: Any) -> None:  # noqa: ANN401 # whatever JSON holds
        self.error = error
        self.more = more
        super().__init__(error)

    def json(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"ok": False, "error": self.error, **self.more}


def bad_blocks(*faults: str) -> Refusal:
    """Blocks that Slack does not take, each fault with its JSON pointer."""
    return Refusal(
        "invalid_blocks",
        errors=list(faults),
        response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]},
    )
