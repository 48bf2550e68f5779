"""What an HTTP answer says besides its body: headers, and how long to wait or to keep it."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: Sent back byte for byte or not at all, so the first stands and joining would spoil it.
_VALIDATORS = frozenset({"etag", "last-modified"})
#: What statuses mean to people.
_STATUS = {
    401: "it wants a password",
    402: "it wants to be paid",
    403: "it refuses us",
    404: "nothing is there",
    406: "it has no feed for us",
    429: "it wants fewer requests",
    451: "it may not show it, by law",
    503: "it is overloaded or being mended",
}
_TROUBLE = "it is in trouble"


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; repeated ones joined by commas.

    A validator that is no UTF-8 is left out: it could not be sent back byte for byte.
    """
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name = raw_name.decode("latin-1").lower()
        value = raw_value.decode("utf-8", "replace").strip(" \t")
        if name not in _VALIDATORS:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        elif "\ufffd" not in value:
            headers.setdefault(name, value)
    return headers


def answered(status: int) -> str:
    """A refusal in plain words, with its number for who knows it."""
    words = _STATUS.get(status, _TROUBLE if status >= 500 else "")  # noqa: PLR2004  server errors
    return f"the server answered {status}" + (f" ({words})" if words else "")


def retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds that Retry-After asks for, given as a number or a date; None for junk."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", text):
        return float(text)
    moment = http_date(text)
    return max(0.0, (moment - now).total_seconds()) if moment else None


def http_date(text: str) -> datetime | None:
    """An HTTP date as an aware UTC datetime; None where it cannot be read."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def lifetime(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """How long an answer may be kept: max-age, else Expires less Date (RFC 9111)."""
    said = headers.get("cache-control", "")
    found = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,12})", said, re.IGNORECASE)
    if found:
        return seconds(int(found[1]))
    expires = http_date(headers.get("expires", ""))
    if expires is None:
        return None
    return seconds((expires - (http_date(headers.get("date", "")) or now)).total_seconds())


def age(headers: Mapping[str, str]) -> timedelta:
    """How old an answer was when it came, by its own word."""
    found = re.match(r"[0-9]{1,12}", headers.get("age", "").strip())
    return seconds(int(found[0]) if found else 0)


def seconds(number: float) -> timedelta:
    """So many seconds, at least none and at most what a timedelta takes with ease."""
    return timedelta(seconds=min(max(0.0, float(number)), 1e11))
