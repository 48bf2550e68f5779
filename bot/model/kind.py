"""What a signal can be: families, kinds, ACLED and PLOVER types, named as there."""

from enum import StrEnum


class Family(StrEnum):
    """Acts happen, words are said, de-escalation calms."""

    ACT = "act"
    WORD = "word"
    DEESCALATION = "deescalation"


class EventType(StrEnum):
    """ACLED event types (codebook of 3 October 2024)."""

    BATTLES = "Battles"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    EXPLOSIONS = "Explosions/Remote violence"
    CIVILIANS = "Violence against civilians"
    STRATEGIC = "Strategic developments"


class SubEventType(StrEnum):
    """ACLED's 25 sub-event types (codebook of 3 October 2024)."""

    GOVERNMENT_REGAINS = "Government regains territory"
    NON_STATE_OVERTAKES = "Non-state actor overtakes territory"
    ARMED_CLASH = "Armed clash"
    EXCESSIVE_FORCE = "Excessive force against protesters"
    PROTEST_INTERVENTION = "Protest with intervention"
    PEACEFUL_PROTEST = "Peaceful protest"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    CHEMICAL_WEAPON = "Chemical weapon"
    AIR_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING = "Shelling/artillery/missile attack"
    IED = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    GROUP_CHANGE = "Change to group/activity"
    WEAPONS_DISRUPTED = "Disrupted weapons use"
    BASE_ESTABLISHED = "Headquarters or base established"
    PROPERTY_DESTRUCTION = "Looting/property destruction"
    TERRITORY_TRANSFERRED = "Non-violent transfer of territory"
    OTHER = "Other"


class Plover(StrEnum):
    """PLOVER 2.0 event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Kind(StrEnum):
    """Kinds of signal, of all three families."""

    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    SUICIDE_BOMB = "suicide_bomb"
    IED = "ied"
    GRENADE = "grenade"
    CHEMICAL_WEAPON = "chemical_weapon"
    ARMED_CLASH = "armed_clash"
    TERRITORY_REGAINED = "territory_regained"
    TERRITORY_TAKEN = "territory_taken"
    ATTACK = "attack"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence"
    MOB_VIOLENCE = "mob_violence"
    RIOT = "riot"
    PROTEST = "protest"
    PROTEST_INTERVENTION = "protest_intervention"
    EXCESSIVE_FORCE = "excessive_force"
    AGREEMENT = "agreement"
    ARRESTS = "arrests"
    GROUP_CHANGE = "group_change"
    WEAPONS_DISRUPTED = "weapons_disrupted"
    BASE_ESTABLISHED = "base_established"
    PROPERTY_DESTRUCTION = "property_destruction"
    TERRITORY_TRANSFERRED = "territory_transferred"
    OTHER = "other"
    THREAT = "threat"
    REVENGE_THREAT = "revenge_threat"
    ULTIMATUM = "ultimatum"
    ACCUSATION = "accusation"
    CONDEMNATION = "condemnation"
    DENIAL = "denial"
    CLAIM_OF_RESPONSIBILITY = "claim_of_responsibility"
    REJECTION = "rejection"
    MOBILISATION = "mobilisation"
    WARNING = "warning"
    JUSTIFICATION = "justification"
    DEMAND = "demand"
    CEASEFIRE = "ceasefire"
    TALKS = "talks"
    RELEASE = "release"
    WITHDRAWAL = "withdrawal"
    RESTRAINT_CALL = "restraint_call"


#: The ACLED sub-event type of each act.
SUB_EVENT_TYPE: dict[Kind, SubEventType] = {
    Kind.AIR_STRIKE: SubEventType.AIR_STRIKE,
    Kind.SHELLING: SubEventType.SHELLING,
    Kind.SUICIDE_BOMB: SubEventType.SUICIDE_BOMB,
    Kind.IED: SubEventType.IED,
    Kind.GRENADE: SubEventType.GRENADE,
    Kind.CHEMICAL_WEAPON: SubEventType.CHEMICAL_WEAPON,
    Kind.ARMED_CLASH: SubEventType.ARMED_CLASH,
    Kind.TERRITORY_REGAINED: SubEventType.GOVERNMENT_REGAINS,
    Kind.TERRITORY_TAKEN: SubEventType.NON_STATE_OVERTAKES,
    Kind.ATTACK: SubEventType.ATTACK,
    Kind.ABDUCTION: SubEventType.ABDUCTION,
    Kind.SEXUAL_VIOLENCE: SubEventType.SEXUAL_VIOLENCE,
    Kind.MOB_VIOLENCE: SubEventType.MOB_VIOLENCE,
    Kind.RIOT: SubEventType.VIOLENT_DEMONSTRATION,
    Kind.PROTEST: SubEventType.PEACEFUL_PROTEST,
    Kind.PROTEST_INTERVENTION: SubEventType.PROTEST_INTERVENTION,
    Kind.EXCESSIVE_FORCE: SubEventType.EXCESSIVE_FORCE,
    Kind.AGREEMENT: SubEventType.AGREEMENT,
    Kind.ARRESTS: SubEventType.ARRESTS,
    Kind.GROUP_CHANGE: SubEventType.GROUP_CHANGE,
    Kind.WEAPONS_DISRUPTED: SubEventType.WEAPONS_DISRUPTED,
    Kind.BASE_ESTABLISHED: SubEventType.BASE_ESTABLISHED,
    Kind.PROPERTY_DESTRUCTION: SubEventType.PROPERTY_DESTRUCTION,
    Kind.TERRITORY_TRANSFERRED: SubEventType.TERRITORY_TRANSFERRED,
    Kind.OTHER: SubEventType.OTHER,
}

_EVENT_TYPES: dict[EventType, tuple[SubEventType, ...]] = {
    EventType.BATTLES: (
        SubEventType.GOVERNMENT_REGAINS,
        SubEventType.NON_STATE_OVERTAKES,
        SubEventType.ARMED_CLASH,
    ),
    EventType.PROTESTS: (
        SubEventType.EXCESSIVE_FORCE,
        SubEventType.PROTEST_INTERVENTION,
        SubEventType.PEACEFUL_PROTEST,
    ),
    EventType.RIOTS: (SubEventType.VIOLENT_DEMONSTRATION, SubEventType.MOB_VIOLENCE),
    EventType.EXPLOSIONS: (
        SubEventType.CHEMICAL_WEAPON,
        SubEventType.AIR_STRIKE,
        SubEventType.SUICIDE_BOMB,
        SubEventType.SHELLING,
        SubEventType.IED,
        SubEventType.GRENADE,
    ),
    EventType.CIVILIANS: (
        SubEventType.SEXUAL_VIOLENCE,
        SubEventType.ATTACK,
        SubEventType.ABDUCTION,
    ),
    EventType.STRATEGIC: (
        SubEventType.AGREEMENT,
        SubEventType.ARRESTS,
        SubEventType.GROUP_CHANGE,
        SubEventType.WEAPONS_DISRUPTED,
        SubEventType.BASE_ESTABLISHED,
        SubEventType.PROPERTY_DESTRUCTION,
        SubEventType.TERRITORY_TRANSFERRED,
        SubEventType.OTHER,
    ),
}

#: The ACLED event type of each sub-event type.
EVENT_TYPE: dict[SubEventType, EventType] = {
    sub: event for event, subs in _EVENT_TYPES.items() for sub in subs
}

#: Sub-event types that are political violence: one of these, current, makes a Finding relevant.
VIOLENT: frozenset[SubEventType] = frozenset(
    (
        *_EVENT_TYPES[EventType.BATTLES],
        *_EVENT_TYPES[EventType.EXPLOSIONS],
        *_EVENT_TYPES[EventType.CIVILIANS],
        *_EVENT_TYPES[EventType.RIOTS],
        SubEventType.EXCESSIVE_FORCE,
    )
)

#: What peaceful people say of each other too.
CIVIL: frozenset[Kind] = frozenset(
    (
        Kind.ACCUSATION,
        Kind.CONDEMNATION,
        Kind.DENIAL,
        Kind.REJECTION,
        Kind.JUSTIFICATION,
        Kind.DEMAND,
    )
)
