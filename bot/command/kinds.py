"""The kinds that a person may name, by the words people use for them."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.model.kind import EventType, Kind
from bot.report.match import fold

_WORDS: dict[str, tuple[str, ...]] = {
    "air raid": (Kind.AIR_STRIKE,),
    "airstrike": (Kind.AIR_STRIKE,),
    "drone strike": (Kind.AIR_STRIKE,),
    "strike": (Kind.AIR_STRIKE, Kind.SHELLING),
    "rocket": (Kind.SHELLING,),
    "missile": (Kind.SHELLING,),
    "artillery": (Kind.SHELLING,),
    "bomb": (Kind.IED, Kind.SUICIDE_BOMB),
    "bombing": (Kind.IED, Kind.SUICIDE_BOMB),
    "suicide bombing": (Kind.SUICIDE_BOMB,),
    "landmine": (Kind.IED,),
    "clash": (Kind.ARMED_CLASH,),
    "fighting": (Kind.ARMED_CLASH,),
    "kidnapping": (Kind.ABDUCTION,),
    "demonstration": (Kind.PROTEST, Kind.RIOT),
    "arrest": (Kind.ARRESTS,),
    "looting": (Kind.PROPERTY_DESTRUCTION,),
    "revenge": (Kind.REVENGE_THREAT,),
    "vow": (Kind.REVENGE_THREAT,),
    "threat": (Kind.THREAT, Kind.REVENGE_THREAT, Kind.ULTIMATUM),
    "mobilization": (Kind.MOBILISATION,),
    "truce": (Kind.CEASEFIRE,),
    "explosion": (EventType.EXPLOSIONS.casefold(),),
}


def kinds_of(words: str) -> tuple[str, ...] | None:
    """The kinds that these words name ("air strikes", "truce", "Battles"), None where none."""
    folded = fold(words)
    return KINDS.get(folded) or KINDS.get(folded.removesuffix("s"))


def _kinds() -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {fold(event): (event.casefold(),) for event in EventType}
    named |= {
        fold(kind.replace("_", " ")): (kind.value,) for kind in Kind if kind is not Kind.OTHER
    }
    return named | _WORDS


#: By folded words; a plural ending may be added.
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(_kinds())
