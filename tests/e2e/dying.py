"""`tocsin` that is killed at a named point: `python dying.py POINT run …`.

The kill is SIGKILL by its own hand, so that it falls exactly between two steps.
"""

import os
import signal
import sys
from typing import Any, NoReturn

from bot.cli import main
from bot.deliver.outbox import Outbox
from handlers.console import ConsoleHandler
from handlers.slack import SlackHandler
from handlers.telegram import TelegramHandler


def die(*_: object, **__: object) -> NoReturn:
    """End as a power cut would."""
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def _between_commit_and_send() -> None:
    Outbox.deliver = die  # type: ignore[method-assign]  # the point of this program


def _between_send_and_receipt() -> None:
    for handler in (ConsoleHandler, SlackHandler, TelegramHandler):
        _post_and_die(handler)


def _post_and_die(handler: type[Any]) -> None:
    post = handler.post

    async def post_and_die(*words: Any, **named: Any) -> NoReturn:  # noqa: ANN401  passed on
        await post(*words, **named)
        die()

    handler.post = post_and_die


POINTS = {"committed": _between_commit_and_send, "posted": _between_send_and_receipt}

if __name__ == "__main__":
    POINTS[sys.argv.pop(1)]()
    main()
