"""`python -m benchmarks.resident RULES`: start-up and memory of detection in a fresh process."""

import json
import sys
import time
from itertools import islice

import psutil

from benchmarks.padding import padded
from benchmarks.texts import text_sets
from bot.cli.options import settings
from bot.detect import compile_packs, detect

#: Articles of each set that are read before memory is looked at.
_READ = 400


def main(rules: int) -> None:
    """Print the seconds that packs of so many rules take, and the megabytes of the process."""
    raw = padded(settings(None).packs, rules)
    sets = text_sets()
    before = _megabytes()
    began = time.process_time()
    packs = compile_packs(raw.rules, raw.lexicon, raw.severity)
    seconds = time.process_time() - began
    compiled = _megabytes()
    for texts in sets:
        for each in islice(texts.articles, _READ):
            detect(each, packs)
    figures = {"seconds": seconds, "packs": compiled - before, "whole": _megabytes()}
    sys.stdout.write(json.dumps(figures))


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]))
