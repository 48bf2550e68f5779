"""Background: a death that is the reason of what happens now, not the news itself."""

from bot.detect.harm import Form, Harm
from bot.detect.readings import Reading
from bot.detect.victims import Reader

#: "Killing three", "leaving three dead": a result of what the sentence tells.
_RESULTS = frozenset({",", "and", "leaving", "left", "killing"})
_ACCUSED = frozenset(
    "accused charged convicted suspected guilty wanted sentenced booked blamed".split()
)


def is_background(reader: Reader, harm: Harm, reading: Reading) -> bool:
    """Whether the sentence tells a death as the reason of a protest, a trial, a mourning."""
    opener = reading.opener
    link = reader.text(opener) if opener >= 0 else ""
    if link in reader.lexicon.links:
        if any(reader.lexicon.is_cue(w.text) for w in reader.words[:opener]):
            return True
        first = link in {"after", "following", "over"} and opener <= 1
        if first and any(reader.lexicon.is_cue(w.text) for w in reader.words[reading.end :]):
            return True
    if harm.form is Form.ACTIVE and reader.text(harm.start - 1) in {
        "for",
        "of",
        "against",
        "in",
        "over",
    }:
        return any(reader.lexicon.is_cue(w.text) for w in reader.words[: harm.start])
    return False
