"""The English texts of the message catalogue."""

from collections.abc import Mapping
from types import MappingProxyType

_TEXTS: dict[str, str] = {
    # CAP severity
    "severity.unknown": "unknown",
    "severity.minor": "minor",
    "severity.moderate": "moderate",
    "severity.severe": "severe",
    "severity.extreme": "extreme",
    # why a subscription does not want an incident
    "match.paused": "the subscription is paused: {reason}",
    "match.severity": "severity {severity} is below this subscription's {wanted}",
    "match.place": "none of its places ({found}) is one of {wanted}",
    "match.actor": "none of its actors ({found}) is one of {wanted}",
    "match.kind": "it is {found}, not {wanted}",
    "match.word": "it says none of: {wanted}",
    "match.without": "it says “{word}”, which this subscription leaves out",
    "match.none": "none named",
}

TEXTS: Mapping[str, str] = MappingProxyType(_TEXTS)


def plural(count: int) -> str:
    """The CLDR plural form of a number."""
    return "one" if count == 1 else "other"
