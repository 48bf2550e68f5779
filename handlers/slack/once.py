"""What was seen before: Slack sends again what it did not see acknowledged."""

#: More than come in the hour within which Slack repeats anything.
_REMEMBERED = 20_000


class Once:
    """Remembers keys, the oldest forgotten first."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}

    def first(self, key: str) -> bool:
        """Whether this key is new; from now on it is known."""
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True
