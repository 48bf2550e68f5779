"""Tables of sentences that tests read: `tests/detect/cases/*.txt`, cells apart by ` | `."""

from pathlib import Path

CASES = Path(__file__).parents[1] / "detect" / "cases"


def cases(name: str) -> list[list[str]]:
    """The rows of one table, without its headings."""
    lines = (CASES / f"{name}.txt").read_text().splitlines()
    return [line.split(" | ") for line in lines if not line.startswith("#")]
