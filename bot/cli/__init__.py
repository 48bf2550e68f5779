"""The `tocsin` command.

Exit codes: 0 done; 1 something it was asked about failed; 2 the command line or the configuration
cannot be used; 130 stopped from the keyboard before it was done (`run` and `demo` are done when
they are stopped).
"""

import os
import sys

from bot.cli.codes import Exit


def main() -> None:
    """Run the command line; the exit code says how it went."""
    try:
        try:
            # Loading takes a second in which somebody may change their mind.
            from bot.cli.program import tocsin  # noqa: PLC0415

            tocsin()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except BrokenPipeError:
        _take_nothing_more()
        raise SystemExit(Exit.FAILED) from None
    except OSError as error:
        _take_nothing_more()
        where = error.filename or "the output"
        sys.stderr.write(f"tocsin: {where}: {error.strerror}; make room or name another place\n")
        raise SystemExit(Exit.FAILED) from None


def _take_nothing_more() -> None:
    """Let what is still buffered go nowhere: it would fail once more when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
