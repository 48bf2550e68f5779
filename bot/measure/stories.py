"""Same story or not: BCubed precision, recall and F1 of incidents against labelled stories."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.measure.scores import DRAWS, Choose, Measure, Pair, ends

_WHAT = ("BCubed precision", "BCubed recall", "BCubed F1")


def story_measures(pairs: Sequence[Pair], choose: Choose) -> Iterator[Measure]:
    """The three figures.

    Args:
        pairs: labelled story and found incident of each row.
        choose: draws for the bootstrap; a group that is drawn twice counts once, since copies of
            a row would be one story.
    """
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.group].append(pair)
    parts = list(groups.values())
    draws = [
        _bcubed([pair for place in set(choose(len(parts))) for pair in parts[place]])
        for _ in range(DRAWS)
    ]
    for place, value in enumerate(_bcubed(pairs)):
        low, high = ends(sorted(draw[place] for draw in draws))
        yield Measure(
            label="cluster", what=_WHAT[place], value=value, low=low, high=high, rows=len(pairs)
        )


def _bcubed(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Of each row: the share of its incident, and of its story, that the two have in common."""
    labelled = Counter(pair.labelled for pair in pairs)
    found = Counter(pair.found for pair in pairs)
    both = Counter((pair.labelled, pair.found) for pair in pairs)
    rows = len(pairs)
    precision = sum(count * count / found[incident] for (_, incident), count in both.items()) / rows
    recall = sum(count * count / labelled[story] for (story, _), count in both.items()) / rows
    return precision, recall, 2 * precision * recall / (precision + recall)
