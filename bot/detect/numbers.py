"""The words of numbers, and the words that make a number something else than a count."""

from typing import Final

import re2

from bot.model.finding import Count

ONES: Final = dict(
    zip(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen"
        ).split(),
        range(1, 20),
        strict=True,
    )
) | {"fourty": 40}
TENS: Final = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
SMALL: Final = ONES | TENS
SCALE: Final = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000,
    "million": 1_000_000,
}  # fmt: skip
#: Words that are a figure by themselves, with the least they say.
VAGUE: Final = {
    "dozens": Count(24, None), "scores": Count(40, None), "hundreds": Count(200, None),
    "thousands": Count(2_000, None), "several": Count(2, None), "few": Count(2, None),
    "couple": Count(2, 2), "pair": Count(2, 2), "trio": Count(3, 3), "duo": Count(2, 2),
    "handful": Count(2, None), "both": Count(2, 2), "multiple": Count(2, None),
    "numerous": Count(2, None), "many": Count(2, None), "hundred": Count(100, 100),
}  # fmt: skip
#: Of these only "a few", "a couple of" … are figures; "few people" says next to nothing.
TENS_OF: Final = {"tens": 10, "hundreds": 100}
WITH_ARTICLE: Final = frozenset({"few", "couple", "pair", "trio", "duo", "handful", "hundred"})
OPEN: Final = (
    "at least", "at the very least", "no fewer than", "no less than", "not less than",
    "not fewer than", "a minimum of", "minimum of", "more than", "over", "upwards of",
    "in excess of", "above", "well over", "atleast", "upward of",
)  # fmt: skip
CEILING: Final = ("up to", "upto", "a maximum of", "at most", "no more than")
#: Before "up to" these make it the figure itself: "went up to 17".
ROSE: Final = frozenset("went gone goes going moved now is was rose shot jumped".split())
#: "All but two of the ten": eight.
EXCEPT: Final = ("all but",)
BELOW: Final = ("fewer than", "less than", "under")
ABOUT: Final = (
    "as many as", "some", "about", "around", "approximately", "nearly", "almost", "roughly",
    "an estimated", "estimated", "close to", "a total of", "total of", "just", "only", "all",
    "exactly", "just over", "a reported", "altogether", "in all", "another", "all of the",
    "all of its", "all of their", "all of his", "all the", "all its", "all their", "all his",
    "each of the",
)  # fmt: skip
LEADS: Final = {
    tuple(lead.split()): kind
    for kind, leads in (
        ("open", OPEN), ("ceiling", CEILING), ("below", BELOW), ("about", ABOUT),
        ("except", EXCEPT),
    )
    for lead in leads
}  # fmt: skip
LEAD_OPENERS: Final = frozenset(lead[0] for lead in LEADS)
LONGEST_LEAD: Final = max(map(len, LEADS))
#: Of these "a third" is one more man, where it stands by itself.
ORDINALS: Final = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
DIGITS: Final = re2.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})+|[0-9]{1,7}|[0-9]{1,4}\.[0-9]{1,2}")
SPAN: Final = re2.compile(r"([0-9]{1,6})-([0-9]{1,6})")
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
AFTER_MAY: Final = frozenset({"have", "be", "not", "yet", "also", "still"})
UNITS: Final = frozenset(
    "year years yr yrs year-old years-old old day days week weeks month months hour hours hrs"
    " minute minutes second seconds km kms kilometer kilometers kilometre kilometres mile"
    " miles metre  metres meter meters feet foot ft kg kilogram kilograms kilos tonne tonnes"
    " ton tons gram grams  litre litres percent per % mm cm pm am a.m. p.m. o'clock round"
    " rounds dollar dollars euro  euros rupee rupees pound pounds taka rs crore crores degrees"
    " acres hectares times st nd rd th  decade decades century gmt local gauge calibre"
    " caliber".split()
)
NAMED_BY_NUMBER: Final = frozenset(
    "aged age ages ward no no. number section article articles division brigade battalion unit"
    " route highway sector chapter page zone block phase day no: level $ £ € rs rs. tk"
    " flight resolution law act m ak mi su type"
    " channel year # how".split()
)
YEAR_DIGITS: Final = 4
YEARS: Final = range(1900, 2100)
OLDEST: Final = 110
#: One of these, or a word that begins as they say, stands in every number expression.
WORDS: Final = frozenset({*SMALL, *VAGUE, *TENS_OF, *SCALE})
FIRST: Final = frozenset("0123456789$£€")
STEMS: Final = tuple(TENS)
#: What a number expression can begin with; all other words are passed by.
OPENERS: Final = (
    LEAD_OPENERS | SMALL.keys() | VAGUE.keys() | TENS_OF.keys()
    | {"a", "an", "the", "between", "half"}
)  # fmt: skip
#: Words before the first of `WORDS` that may belong to the expression.
LONGEST_OPENING: Final = LONGEST_LEAD + 2
