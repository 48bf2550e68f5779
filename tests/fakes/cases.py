"""Tables of sentences that tests read: `tests/detect/cases/*.txt`, cells apart by ` | `."""

from pathlib import Path

#: Rows of a page.
_PAGE = 25
CASES = Path(__file__).parents[1] / "detect" / "cases"


def cases(name: str) -> list[list[str]]:
    """The rows of one table, without its headings."""
    lines = (CASES / f"{name}.txt").read_text().splitlines()
    return [line.split(" | ") for line in lines if not line.startswith("#")]


def pages(name: str) -> list[list[list[str]]]:
    """The rows of a long table, some at a time: to begin a test costs more than to run a row."""
    rows = cases(name)
    return [rows[start : start + _PAGE] for start in range(0, len(rows), _PAGE)]


def cards() -> list[tuple[str, str, list[str]]]:
    """Title, text and what is told of it, of each card in `cards.txt`."""
    blocks = (CASES / "cards.txt").read_text().strip().split("\n\n")
    return [_card(block.splitlines()) for block in blocks if not block.startswith("#")]


def _card(lines: list[str]) -> tuple[str, str, list[str]]:
    told = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
    title, *text = [line for line in lines if not line.startswith("> ")]
    if not title.startswith("Title: "):
        return "", "\n".join([title, *text]), told
    return title.removeprefix("Title: "), "\n".join(text), told
