"""Faults of our own in a log line: a traceback would show addresses, and with them the token."""

from traceback import extract_tb


def named(error: Exception) -> str:
    """The error's type and where it was raised: "KeyError at bot/command/why.py:40 in why"."""
    frames = extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno} in {last.name}"
