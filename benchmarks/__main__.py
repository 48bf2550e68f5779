"""`python -m benchmarks`: every measurement, one table."""

from benchmarks.detection import detection
from benchmarks.hour import hour
from benchmarks.neighbours import neighbours
from benchmarks.polls import polls
from benchmarks.table import show
from bot.cli.options import settings
from bot.log import configure


def main() -> None:
    """Measure on the configuration in use, and print."""
    configure("error", terminal=False)
    chosen = settings(None)
    show([*polls(chosen), *neighbours(chosen), *hour(), *detection(chosen)])


if __name__ == "__main__":
    main()
