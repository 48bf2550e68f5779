"""Parties: everybody a sentence speaks of, as the lexicon names them, else in its own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.detect.gazetteer import Named
from bot.detect.listed import Listed
from bot.detect.scan import anchored, compiled, found
from bot.detect.text import Sentence

#: Between a name and the noun it belongs to: "Iran-backed militia groups", "Syria's air force".
_JOINT = compiled(
    r"(?:'s|\))?(?:-(?:backed|linked|led|aligned|allied|held|supported|affiliated|inspired))?"
    r"(?: (?:government|security|special|naval|armed|rebel|border|air|paramilitary|elite|state|own"
    r"|opposition|ground|militant|army|military|national|federal|regional|local|riot|ethnic|tribal"
    r"|separatist|islamist|jihadist|communist|maoist|drug|occupation|republican|presidential"
    r"|defen[cs]e|coast|prison|intelligence|police|infantry|marine|reserve|regular|joint|allied"
    r"|shia|sunni|kurdish|islamic|suspected|province|state|city|terrorist|senior))?[ -]?"
)
#: Behind a name that is only somebody's backer, or holds the ground: "Iran-backed".
_LENT = anchored(
    r"^-(?:backed|linked|led|aligned|allied|held|supported|affiliated|inspired|controlled|run|made"
    r"|built|born|trained|occupied|administered|imposed|brokered|mediated|supplied|era)\b"
    r"|^ (?:backed|controlled|held|occupied)[- ](?:by\b)?"
)
#: What a state acts through: "Iraqi troops" are Iraq.
_STATE_ARM = anchored(
    r"^(?:(?:government|armed|security|special|ground|regime|air) )?(?:army|troops|forces|force"
    r"|military|soldiers|navy|air[- ]?force|warplanes?|regime|commandos|government)$"
)
#: Before a country: it is where something happens, not who does or suffers it.
_WHERE = compiled(
    r"\b(?:in|near|inside|across|within|outside|throughout|around|into|over|from)(?: the)?"
    r"(?: (?:(?:far|mid) ?-?)?(?:north|south|east|west|central)[a-z-]*)*\s*$"
    r"|\b(?:of|from|on) (?:north|south|east|west|central)[a-z-]*\s*$"
    r"|^\W*(?:north|south|east|west|central)[a-z-]*\s*$"
    r"|\b(?:north|south|east|west)(?:ern)?(?:most)? $"
    r"|\b(?:border|crossing|post|point|frontier|area|road) between (?:the )?(?:[a-z]+ and )?$"
)
#: Between a place and the country that it lies in: "Aleppo, Syria".
_WHOSE = compiled(r",? (?:in )?")
#: Behind a country: "killed in US air strikes" says whose they are.
_WHOSE_DEED = compiled(
    r"(?:'s)?[ -](?:led|backed|air|airstrike|drone|strike|raid|attack|missile|bomb|shell|artillery"
    r"|army|military|troops|forces|police|soldiers|fire|custody|warplane|jet|navy|gunboat|rocket"
    r"|offensive|assault|incursion|operation|invasion|naval|special|security|border|tank|fighter)"
)
#: Behind a country or a people: it says which town or which side of a border, or who somebody is.
_PLACE_BEHIND = anchored(
    r"^(?:'s)?(?: (?:[a-z]+ern|[a-z]+-held|border|port|coastal|capital|mountain|rebel|disputed"
    r"|largest|second|main|occupied|restive))*"
    r" (?:town|city|cities|village|province|region|district|state|governorate|border|capital|side"
    r"|territory|soil|coast|countryside|port|island|airspace|waters|refugee|camp|county|enclave"
    r"|frontier|desert|airport|parliament|elections?|dollars?|language|time|media|television"
    r"|newspaper|president|prime|foreign|minister|ministry|embassy|analysts?|company)\b"
)
#: Behind a country that is but a part of an organisation's name: "All India Workers Union".
_IN_A_NAME = anchored(
    r"^ (?:[A-Z][\pL'’-]+ ){0,4}(?:Union|Association|Party|Congress|Federation|League|Council"
    r"|Committee|Bank|University|Hospital|School|College|Company|Times|News|Post|Organi[sz]ation)\b"
)
#: Behind a people: who they are.
_PERSONS = anchored(
    r"^ (?:(?:young|old|teenage|school|aid|migrant|football|oil|two|three) )?"
    r"(?:children|child|boys?|girls?|women|woman|men|man|teenagers?|workers?|journalists?"
    r"|nationals|citizens?|refugees|migrants|families|family|tourists?|pilgrims?|fishermen"
    r"|students?|doctors?|drivers?|sailors?|hostages|prisoners|detainees|diplomats?|contractors?"
    r"|aid workers|settlements?|homes|hospitals?|vessels?|ships?|tankers?|embassy)\b"
)
#: Behind a party: what it holds, which is hit and does nothing: "military base".
_HELD = anchored(
    r"^ (?:bases?|posts?|outposts?|headquarters|barracks|camps?|depots?|convoys?|stations?"
    r"|checkpoints?|vehicles?|facilit(?:y|ies)|compounds?|airfields?|airports?|installations?"
    r"|academ(?:y|ies)|hospitals?|buildings?|warehouses?|trucks?|patrols?|buses|bus|sites?)\b"
)
_SUFFERS = compiled(
    r"\b(?:child|children|boys?|girls?|women|woman|famil(?:y|ies)|hostages|prisoners|detainees"
    r"|refugees|migrants|tourists?|pilgrims?|journalists?|diplomats?|doctors?|settlements?|homes"
    r"|hospitals?|vessels?|ships?|tankers?|embassy|aid workers)$"
)
#: Capitals before a noun of arms: "Karen rebels", "the Lagos police".
_CAPITALS = compiled(r"((?:[A-Z][\pL'’-]+ ){1,3})$")
_NO_CAPITALS = anchored(
    r"^(?:The|An?|On|In|At|Two|Three|Four|Five|Six|Several|Some|Many|Armed|Masked|Suspected|After"
    r"|When|While|But|And|As|For|By|Dozens|Hundreds|Unidentified|Unknown|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|Local"
    r"|September|October|November|December|Former|Rival|Government|Security|Police|All|No|Both) "
)
#: Names by their shape: "the Black Falcon Brigades".
_FORCE = compiled(
    r"\b(?:[A-Z][\pL'’-]+ (?:(?:of|for|al-) ?(?:the )?)?){1,5}(?:Brigades?|Battalions?|Front|Army"
    r"|Movement|Militia|Cartel|Gang|Resistance|Guards?|Forces?|Command|Police|Rangers|Rifles"
    r"|Liberation [A-Z]\pL+|Defen[cs]e [A-Z]\pL+|Coalition|Alliance|Party|Brotherhood)\b"
)
#: A capital that does or says something is its state: "Moscow denied", "between Kyiv and Moscow".
_SPEAKS = anchored(
    r"^(?:,? (?:has|have|had|also|later|again|immediately|quickly|reportedly|repeatedly))*"
    r" (?:said|says|accused|accuses|vow(?:s|ed)|warn(?:s|ed)|threaten(?:s|ed)|den(?:ies|ied)"
    r"|condemn(?:s|ed)|launch(?:es|ed)|fired|blame[sd]|announce[sd]|claim(?:s|ed)|urge[sd]"
    r"|reject(?:s|ed)|agree[sd]|respond(?:s|ed)|retaliate[sd]|sent|deploy(?:s|ed)|order(?:s|ed)"
    r"|demand(?:s|ed)|calls?|called|insist(?:s|ed)|struck|strikes|attacked|invaded|shelled"
    r"|bombed|annexed|recalled|expelled|suspended|will|would)\b"
)
#: Characters before a country in which a word of place stands.
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a sentence."""

    start: int
    end: int
    name: str
    #: Those who suffer deeds and do none: children, hostages, ships.
    suffers: bool = False


def parties_in(sentence: Sentence, names: Sequence[Named], described: Listed) -> tuple[Party, ...]:
    """Everybody a sentence speaks of, in its order.

    Args:
        sentence: the sentence.
        names: its known names.
        described: what finds parties without a name ("gunmen", "Iran-backed militia groups").
    """
    taken: list[Party] = []
    absorbed: list[Named] = []
    for start, end in described.spans(sentence):
        # "Iraqi army" is the Iraqi army, not Iraq and an army.
        own = [each for each in names if _belongs(sentence.folded, each, start)]
        absorbed += own
        taken.append(_described(sentence, own, (start, end)))
    for each in names:
        if each not in absorbed and not _inside(each.start, taken):
            taken += _named(sentence, each, names)
    taken += [each for each in _forces(sentence) if not _overlaps(each, taken)]
    return tuple(_owned(sentence.folded, sorted(taken, key=lambda each: each.start)))


def _belongs(folded: str, named: Named, start: int) -> bool:
    if named.name.type == "media" or not named.start <= start:
        return False
    return bool(_JOINT.fullmatch(folded[named.end : start]))


def _described(sentence: Sentence, own: Sequence[Named], span: tuple[int, int]) -> Party:
    """A party that a noun describes: by its state or its group where it is an arm of that."""
    start, end = span
    begin = min([start, *(each.start for each in own)])
    joint = sentence.folded[own[-1].end : start] if own else ""
    if own and not _LENT.search(joint):
        whose = own[-1].name
        arm = found(_STATE_ARM, sentence.folded[start:end].strip())
        if whose.type != "place" and (arm or whose.type == "actor"):
            return Party(begin, end, whose.name)
    if not own:
        begin = _with_capitals(sentence.text, begin)
    held = _HELD.search(sentence.folded[end:])
    through = end + (held.end() if held else 0)
    return Party(begin, through, sentence.text[begin:end], suffers=held is not None)


def _with_capitals(text: str, begin: int) -> int:
    """Where "Karen rebels" begins; the first word of a sentence is in capitals anyway."""
    if not text[begin : begin + 1].islower():
        return begin
    before = text[max(0, begin - _BEFORE) : begin].encode("utf-8", "replace").decode()
    capitals = _CAPITALS.search(before)
    words = capitals.group(1) if capitals else ""
    while (plain := _NO_CAPITALS.search(words)) is not None:
        words = words[plain.end() :]
    opens = len(words) == begin and words.count(" ") == 1
    return begin if opens else begin - len(words)


def _named(sentence: Sentence, each: Named, names: Sequence[Named]) -> Iterator[Party]:
    behind = sentence.folded[each.end :]
    if each.name.type == "media" or _LENT.search(behind):
        return
    if each.name.type == "place":
        if each.name.stands_for and _speaks(sentence, each):
            yield Party(each.start, each.end, each.name.stands_for)
        return
    if each.name.type in ("country", "people") and (
        _PLACE_BEHIND.search(behind) or found(_IN_A_NAME, sentence.text[each.end :])
    ):
        return
    persons = _PERSONS.search(behind) if each.name.type == "people" else None
    if persons:
        end = each.end + persons.end()
        words = sentence.text[each.start : end]
        yield Party(each.start, end, words, found(_SUFFERS, words.lower()))
    elif not _is_where(sentence.folded, each, names):
        yield Party(each.start, each.end, each.name.name)


def _speaks(sentence: Sentence, each: Named) -> bool:
    if found(_WHERE, sentence.folded[max(0, each.start - _BEFORE) : each.start]):
        return False
    before = sentence.folded[max(0, each.start - _BEFORE) : each.start]
    between = before.endswith(("between ", "by ")) or " between " in before
    return between or bool(_SPEAKS.search(sentence.folded[each.end :]))


def _is_where(folded: str, named: Named, names: Sequence[Named]) -> bool:
    if named.name.type != "country" or _WHOSE_DEED.match(folded[named.end :]):
        return False
    if found(_WHERE, folded[max(0, named.start - _BEFORE) : named.start]):
        return True
    towns = [each for each in names if each.name.type == "place"]
    owns = any(folded[named.end : each.start] in ("'s ", "'s northern ") for each in towns)
    return owns or any(_WHOSE.fullmatch(folded[each.end : named.start]) for each in towns)


def _forces(sentence: Sentence) -> Iterator[Party]:
    if sentence.text.isupper() or sentence.text == sentence.folded:
        return
    for match in _FORCE.finditer(sentence.text.encode("utf-8", "replace").decode()):
        start, end = match.span()
        opening = _NO_CAPITALS.search(sentence.text[start:end])
        start += len(opening.group()) if opening else 0
        if " " in sentence.text[start:end]:
            yield Party(start, end, sentence.text[start:end])


def _owned(folded: str, parties: Sequence[Party]) -> Iterator[Party]:
    """Troops that are told as somebody's: "the army said its troops"."""
    owner: Party | None = None
    for each in parties:
        if owner and folded[: each.start].endswith((" its ", " their ")):
            yield replace(each, name=owner.name)
        else:
            owner = each
            yield each


def _inside(start: int, parties: Sequence[Party]) -> bool:
    return any(each.start <= start < each.end for each in parties)


def _overlaps(party: Party, others: Sequence[Party]) -> bool:
    return any(party.start < other.end and other.start < party.end for other in others)
