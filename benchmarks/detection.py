"""Articles a second of the whole Finding, beside spaCy's Matcher with the same phrases."""

import os
import time
from collections.abc import Callable, Sequence
from itertools import islice

import psutil

from benchmarks.matcher import matcher
from benchmarks.table import Row
from benchmarks.texts import TextSet, text_sets
from bot.app import packs_of
from bot.detect import Packs, detect
from bot.model.feed import Article
from bot.settings import Settings

#: Articles that spaCy is given: it needs long for each.
_FOR_SPACY = 60


def detection(settings: Settings) -> list[Row]:
    """Measure start-up, memory, and each set of texts."""
    before = psutil.Process(os.getpid()).memory_info().rss
    began = time.perf_counter()
    packs = packs_of(settings)
    seconds = time.perf_counter() - began
    grown = (psutil.Process(os.getpid()).memory_info().rss - before) / 1e6
    rows = [
        Row("packs compiled, their examples run", f"{seconds:.2f} s", f"{len(packs.rules)} rules"),
        Row("memory the packs take", f"{grown:.0f} MB", ""),
    ]
    language, found = matcher(_rules(settings), packs.lexicon.lists)
    for texts in text_sets():
        ours = _rate(lambda each: detect(each, packs), texts.articles)
        few = list(islice(texts.articles, _FOR_SPACY))
        theirs = _rate(lambda each: found(language(each.text)), few)
        rows += _compared(texts, ours, theirs)
    return [*rows, *_growth(packs)]


def _rules(settings: Settings) -> list[dict[str, object]]:
    return [rule for _, tables in settings.packs.rules for rule in tables.get("rule", ())]


def _compared(texts: TextSet, ours: float, theirs: float) -> list[Row]:
    name = f"{texts.name}, {texts.kilobytes:.1f} kB"
    return [
        Row(f"whole Finding, {name}", f"{ours:,.0f} articles/s", f"{ours / theirs:,.0f} × spaCy"),
        Row(f"spaCy's Matcher, {name}", f"{theirs:,.0f} articles/s", "1 ×"),
    ]


def _growth(packs: Packs) -> list[Row]:
    """Time for texts of ten times the length: ten times the time where it is linear."""
    base = text_sets()[-1].articles
    text = "\n".join(each.text for each in base)
    rows = []
    before = 0.0
    for size in (10_000, 100_000, 1_000_000):
        article = Article(id="", feed_id="", title="", text=text[:size], seen=base[0].seen)
        began = time.perf_counter()
        detect(article, packs)
        seconds = time.perf_counter() - began
        times = f"{seconds / before:.1f} × the time of a tenth" if before else ""
        rows.append(Row(f"one article of {size // 1000:,} kB", f"{seconds * 1000:,.1f} ms", times))
        before = seconds
    return rows


def _rate(work: Callable[[Article], object], articles: Sequence[Article]) -> float:
    began = time.perf_counter()
    for each in articles:
        work(each)
    return len(articles) / (time.perf_counter() - began)
