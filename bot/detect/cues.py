"""Cues of English that say a thing is past, to come, supposed or denied."""

from dataclasses import dataclass

from bot.detect.scan import Pattern, compiled
from bot.model.finding import Mode

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_FEW = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|few|several|many|\d+|couple of)"
_WHEN = "in|since|last|during|until|early|late|mid|between|from|after|by|before|back in"
_WAR = r"(?:attack|bombing|strike|raid|killing|murder|massacre|shooting|assassination|kidnapping)s?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A wording, the mode it gives, and how far (in characters) it governs."""

    mode: Mode
    pattern: Pattern
    left: int = 0
    right: int = 0
    #: Whether it governs its own words too.
    itself: bool = True
    #: Where its reach ends early; None when nothing ends it.
    stop: Pattern | None = None


#: Ends what a negation, a supposition or a plan governs.
_CLAUSE = compiled(
    r"[,;:]|\b(?:but|for|which|who|when|while|after|because|since|until|where|although|despite"
    r"|if)\b"
)
_NEGATION = compiled(
    r"[,;:]|\b(?:but|for|that|which|who|when|while|after|as|because|since|until|where|although"
    r"|despite|if|over)\b"
)
_BUT = compiled(r";|\b(?:but|while|although|however)\b|, (?:and|who|which|after)\b")
#: Ends what a date governs: the next statement of the sentence.
STATEMENT = compiled(
    r";|\b(?:but|while|whereas|although|after|before|days after)\b"
    r"|, (?:and|who|which|where|killing|leaving|a (?:day|week|month|year)"
    # "…, bringing the number to nine this year", "…, the third this year": the news comes first.
    r"|bringing|taking|raising|pushing|making (?:it|this|him|her|them)"
    r"|(?:in )?(?:the|its|his|her|their) (?:second|third|fourth|fifth|\d+th|latest|deadliest|worst)"
    r")\b"
)

CUES: tuple[Cue, ...] = (
    Cue(
        mode=Mode.NEGATED,
        pattern=compiled(
            r"\b(?:no|not|\w+n't|cannot|without|never|nor|neither|none|nobody|zero)\b"
        ),
        right=60,
        stop=_NEGATION,
    ),
    Cue(
        mode=Mode.NEGATED,
        pattern=compiled(
            r"\b(?:den(?:y|ies|ied|ying)|denials? (?:of|that)|rul(?:e|es|ed|ing) out|refut(?:e"
            r"|es|ed|ing)"
            r"|(?:reject|dismiss)(?:s|ed|es|ing)? (?:the |all |any )?(?:claim|report|allegation"
            r"|accusation"
            r"|rumou?r|suggestion)s?|false (?:claim|report|rumou?r)s?)\b"
        ),
        right=160,
        stop=_BUT,
    ),
    Cue(
        mode=Mode.NEGATED,
        pattern=compiled(r"\b(?:was|were|is|are|has been|have been) (?:not|denied|ruled out)\b"),
        left=40,
        stop=_CLAUSE,
    ),
    Cue(
        mode=Mode.HISTORICAL,
        pattern=compiled(
            r"\b(?:last (?:year|month|decade|century|summer|winter|spring|autumn|fall)"
            r"|(?:so far|earlier) this (?:year|month)"
            r"|(?:earlier |late |in )?this (?:year|summer|spring|autumn|winter)"
            r"|(?:the )?previous (?:year|month|week)|since [^.,;]{3,80} (?:have|has) been"
            r"|since (?:then|he |she |coming|taking|independence|the (?:start|beginning|outbreak"
            r"|end|fall|war))"
            r"|(?:over|during|in|for|within) (?:the |these )?(?:past|last|previous|recent) "
            r"(?:\w+ )?(?:decade|year|month|week)s?|(?:in|over) recent (?:years|months|weeks)"
            r"|[a-z0-9-]+ (?:decade|year|month|week)s? (?:ago|earlier|before|previously|prior)"
            r"|[a-z0-9-]+ (?:decade|year|month)s? (?:since|on)\b"
            r"|(?:years|months|decades|weeks|long) ago|for (?:years|decades|centuries|months)"
            r"|over the (?:years|decades)|in the past(?:[.,;]|$)|historically|in previous years"
            r"|during (?:the )?(?:\w+ )?(?:war|conflict|dictatorship|uprising|era|genocide)"
            r"|world war"
            r"|in the (?:19|20)?[0-9]0s|(?:that|the same) (?:year|month)|at the time|back then)\b"
        ),
        left=400,
        right=400,
        stop=STATEMENT,
    ),
    Cue(
        mode=Mode.HISTORICAL,
        pattern=compiled(
            r"\b(?:anniversar(?:y|ies)|commemorat\w*|remembrance|memorial (?:service|ceremony|day)"
            r"|in memory of|on trial|trial (?:of|over|for)|murder trial|stand(?:s|ing)? trial"
            r"|convict(?:s|ed|ion|ions)?|sentenc(?:ed|es|ing)|pleaded|acquitt\w*|found guilty"
            r"|jailed for"
            r"|verdict|indict\w*|war crimes trial|inquest|inquiry into"
            rf"|(?:earlier|previous|past|similar|old|original) (?:\w+ )?{_WAR})\b"
        ),
        left=200,
        right=300,
        stop=compiled(r";|\bbut\b|, (?:while|and)\b"),
    ),
    Cue(
        mode=Mode.HISTORICAL,
        pattern=compiled(
            rf"\b(?:com(?:e|es|ing)|came|took place|happened|occurred)\b.{{0,24}}\b(?:day|week"
            rf"|month|year|hour)s?"
            rf" after|\bwanted (?:for|in connection)|\b{_FEW} (?:week|month|year)s? after"
            rf"|\b(?:second|third|fourth|fifth|\d+th) such"
            rf"|\breminiscent of|\brecall(?:s|ed|ing) the"
        ),
        right=160,
        stop=compiled(r";|\bbut\b|, (?:described|led|which)"),
    ),
    Cue(
        # What a crowd marches over has happened before.
        mode=Mode.HISTORICAL,
        pattern=compiled(
            r"\b(?:(?:protest|rall|demonstrat|march|vigil|sit-in|outrage|anger)[a-z]*"
            r"(?: [a-z'-]+){0,6}? (?:against|over)"
            r"|(?:on strike|hunger strike|general strike|hartal|bandh|shutdown|protest|vigil)"
            r"(?: [a-z'-]+){0,6}? (?:following|after"
            r"|to (?:protest|condemn|denounce|demand|voice|mourn)"
            r"|in protest|condemning|denouncing|demanding))\b"
        ),
        right=100,
        itself=False,
        stop=compiled(r"[,;:]|\b(?:but|when|where|while|as|turned|erupted|clashed|with)\b"),
    ),
    Cue(
        mode=Mode.HYPOTHETICAL,
        pattern=compiled(
            r"\b(?:if|unless|whether|would [a-z]+|could|might|should|in case|lest"
            r"|may (?:be|have|also|well|soon|not|lead|cause|trigger|spark|try|use|attack|strike"
            r"|launch)"
            r"|fears? (?:of|that|over)|fearing|risks? of|threats? of|dangers? of|prospects? of"
            r"|possib(?:le|ility of|ly)|potential(?:ly)?|plot(?:s|ted|ting)? (?:to|of)"
            r"|conspir\w+ to|(?:mission|task|plans?|intention|aim|purpose|goal|order|hope)s? of"
            r"|(?:to|and) (?:prevent|avoid|deter|avert|forestall)|hypothetical(?:ly)?|what if)\b"
        ),
        right=90,
        stop=_CLAUSE,
    ),
    Cue(
        mode=Mode.FUTURE,
        pattern=compiled(
            r"\b(?:will|shall|\w+'ll|going to|set to|about to|plan(?:s|ned|ning)? to|intend(?:s"
            r"|ed)? to"
            r"|intention to|prepar(?:e|es|ed|ing) (?:to|for)|ready to|vow(?:s|ed|ing)? to"
            r"|threaten(?:s|ed|ing)? (?:to|with)|pledg(?:e|es|ed|ing) to|promis(?:e|es|ed|ing) to"
            r"|warn(?:s|ed|ing)? (?:that|of|it|they|he)|poised to|(?:is|are|was|were) expected to"
            r"|scheduled (?:to|for)|upcoming|forthcoming|next (?:week|month|year)|tomorrow)\b"
        ),
        right=90,
        stop=_CLAUSE,
    ),
)

#: What looks like a negation and is none.
NO_NEGATION = compiled(
    r"\b(?:not (?:only|just|least|less|fewer|merely|far|long|\w*ly (?:clear|known)"
    r"|(?:yet )?(?:clear|known))"
    r"|no (?:less|fewer|doubt|longer|matter|sooner|stranger)|whether or not)\b"
)

#: At the top of an article: all of it speaks of something past, unless a sentence says otherwise.
RETROSPECT = compiled(
    r"\b(?:anniversar(?:y|ies)|commemorat[a-z]*|[a-z0-9-]+ (?:years|decades) (?:since|on|ago|after)"
    r"|on trial|goes on trial|murder trial|trial (?:of|over|begins|opens)"
    r"|convicted (?:of|for|over)|(?:was|man|woman|men|officer|soldiers?) found guilty of"
    r"|sentenced to|pleaded (?:not )?guilty|inquest|war crimes (?:trial|court|tribunal))\b"
)

#: Says that a sentence is about now, whatever the one before it was about.
NOW = compiled(
    r"\b(?:today|yesterday|tonight|overnight|this (?:morning|evening|afternoon|week)|now|latest"
    r"|just"
    r"|(?:on |late |early )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|hours (?:ago|earlier)|earlier in the day)\b"
)

#: An opening that goes on with what the sentence before spoke of.
ONWARD = compiled(
    r"^\W*(?:the (?:vast |great |overwhelming )?majority|most (?:of (?:them|these|those)|were|have)"
    r"|some (?:of (?:them|these|those)|were|have)|(?:those|these|such) (?:attack|strike|incident"
    r"|raid)s)\b"
)

#: What a date governs: the statement it stands in, on both sides.
DATE_REACH = 400

#: A date. Groups: preposition, day, month, day, year; then preposition and year alone.
DATE = compiled(
    rf"(?:\b({_WHEN}) )?(?:\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?\b({MONTHS})\b\.?"
    rf"(?: (\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,? (?:of )?\b((?:1[6-9]|20)\d\d)\b)?"
    rf"|\b({_WHEN}|the|deadly|bloody|failed|similar) \b((?:1[6-9]|20)\d\d)\b"
)
