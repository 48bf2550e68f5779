"""Articles a second of the whole Finding on one core, beside spaCy's Matcher with its phrases."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.matcher import matcher
from benchmarks.padding import padded
from benchmarks.table import Row
from benchmarks.texts import TextSet, text_sets
from bot.detect import Packs, compile_packs, detect
from bot.model.feed import Article
from bot.settings import Settings
from bot.settings.packs import RawPacks

#: Rules of an operator with many topics: what detection is promised for.
_RULES = 500
_MANY = 5_000
#: Articles that everything is warmed up on; they are not counted.
_WARM = 100
#: Articles that spaCy is given, and that the growth with rules is measured on.
_FEW, _SOME = 12, 200
#: Characters; each ten times the one before.
_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_WORD = re.compile(r"[a-z0-9_]+")


def detection(settings: Settings) -> list[Row]:
    """Measure start-up, memory, each set of texts, and growth with text and rules."""
    shipped, many = settings.packs, padded(settings.packs, _RULES)
    own = compile_packs(shipped.rules, shipped.lexicon, shipped.severity)
    packs = compile_packs(many.rules, many.lexicon, many.severity)
    rows = [row for count in (len(own.rules), _RULES) for row in _resident(count)]
    # With 500 rules spaCy needs minutes for these few articles too: it is given the shipped ones.
    language, found = matcher(_rules(shipped), packs.lexicon.lists)
    for texts in text_sets():
        theirs = _rate(lambda each: found(language(each.text)), texts.articles[:_FEW], warm=2)
        rows += _compared(texts, own, packs, theirs)
    return [*rows, *_growth(packs), *_by_rules(shipped, own, packs)]


def _rules(raw: RawPacks) -> list[dict[str, object]]:
    return [rule for _, tables in raw.rules for rule in tables.get("rule", ())]


def _resident(rules: int) -> Iterator[Row]:
    command = [sys.executable, "-m", "benchmarks.resident", str(rules)]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603  # our own module
    yield Row(
        f"start-up, {rules} rules, examples run",
        f"{figures['seconds']:.2f} s",
        f"packs take {figures['packs']:.0f} MB",
    )
    yield Row(f"memory when 800 articles are read, {rules} rules", f"{figures['whole']:.0f} MB", "")


def _compared(texts: TextSet, own: Packs, packs: Packs, theirs: float) -> Iterator[Row]:
    name = f"{texts.name}, {texts.kilobytes:.1f} kB"
    plain = _rate(lambda each: set(_WORD.findall(each.text.lower())), texts.articles)
    for each in (packs, own):
        rate = _rate(lambda article, known=each: detect(article, known), texts.articles)  # type: ignore[misc]  # a bound loop variable
        ratio = f"{rate / plain:.1%} of the words alone"
        ratio += f", {rate / theirs:,.0f} × spaCy" if each is own else ""
        yield Row(f"whole Finding, {len(each.rules)} rules, {name}", _a_second(rate), ratio)
    yield Row(f"spaCy's Matcher, the same {len(own.rules)} rules", _a_second(theirs), "1 ×")
    yield Row("the set of an article's words, by re", _a_second(plain), "100 %")


def _growth(packs: Packs) -> Iterator[Row]:
    """Time for texts of ten times the length: ten times the time where it is linear."""
    base = text_sets()[-1].articles
    text = "\n".join(each.text for each in base)
    before = 0.0
    for size in _SIZES:
        article = Article(id="", feed_id="", title="", text=text[-size:], seen=base[0].seen)
        began = time.process_time()
        detect(article, packs)
        seconds = time.process_time() - began
        times = f"{seconds / before:.1f} × the time of a tenth" if before else ""
        yield Row(f"one article of {size // 1000:,} kB", f"{seconds * 1000:,.1f} ms", times)
        before = seconds


def _by_rules(shipped: RawPacks, *known: Packs) -> Iterator[Row]:
    """Time an article with more and more rules."""
    raw = padded(shipped, _MANY)
    began = time.process_time()
    most = compile_packs(raw.rules, raw.lexicon, raw.severity)
    seconds = time.process_time() - began
    texts = text_sets()[-1]
    first = 0.0
    for each in (*known, most):
        rate = _rate(lambda article, packs=each: detect(article, packs), texts.articles[:_SOME])  # type: ignore[misc]  # a bound loop variable
        first = first or rate
        note = f"{first / rate:.2f} × the time of the first"
        yield Row(f"{texts.name}, {len(each.rules):,} rules", _a_second(rate), note)
    yield Row(f"start-up, {_MANY:,} rules, examples run", f"{seconds:.1f} s", "")


def _a_second(rate: float) -> str:
    return f"{rate:,.0f} articles/s"


def _rate(
    work: Callable[[Article], object], articles: Sequence[Article], *, warm: int = _WARM
) -> float:
    """Articles a second of processor time, none of them read before."""
    for each in articles[:warm]:
        work(each)
    began = time.process_time()
    for each in articles[warm:]:
        work(each)
    return len(articles[warm:]) / (time.process_time() - began)
