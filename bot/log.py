"""Logs: one line each on standard error, a stable name and fields; never a token, never a text."""

import logging
import sys

import structlog

#: Longest value of a field, in characters: a log is no place for an article.
_LONGEST = 300


def configure(level: str, *, terminal: bool) -> None:
    """Send logs of this level and above to standard error.

    Args:
        level: "debug", "info", "warning" or "error".
        terminal: a person reads them; else they are JSON.
    """
    render = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if terminal
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _cut,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries speak through the standard logger, some of them with addresses that hold tokens.
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, force=True)
    for chatty in ("apscheduler", "httpx", "httpcore", "pgqueuer"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)


def _cut(
    _logger: object, _method: str, fields: structlog.types.EventDict
) -> structlog.types.EventDict:
    return {
        key: value[:_LONGEST] + "…" if isinstance(value, str) and len(value) > _LONGEST else value
        for key, value in fields.items()
    }
