"""No token in any log: a logger of our own for the libraries, and a filter on it."""

import logging
import re

#: Slack's tokens, and the ticket in the address of a websocket.
_SECRET = re.compile(r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]+|(?<=ticket=)[^&\s'\"]+")


class Discretion(logging.Filter):
    """Takes secrets out of whatever is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass without a secret."""
        try:
            told = record.getMessage()
        except (TypeError, ValueError):
            told = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            told = f"{told}: {record.exc_info[1]!r}"
        record.msg, record.args = _SECRET.sub("…", told), None
        record.exc_info = record.exc_text = None
        return True


def discreet_logger() -> logging.Logger:
    """The logger for slack_bolt and slack_sdk.

    It never goes down to DEBUG, where they print whole requests, answers and envelopes.
    """
    logger = logging.getLogger("slack_bolt.tocsin")
    logger.setLevel(logging.INFO)
    if not logger.filters:
        logger.addFilter(Discretion())
    return logger
