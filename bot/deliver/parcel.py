"""What one attempt takes along, and the messages that are made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.errors import Rejected
from bot.model.channel import Delivery, Form
from bot.model.incident import Alert
from bot.model.match import Match
from bot.model.notice import Notice
from bot.report.matches import match_message
from bot.report.message import Message
from bot.report.notices import notice_message, with_notices


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How alerts, notices and matches become messages; `bot/report/` has them all."""

    alert: Callable[[Alert], Message]
    update: Callable[[Alert], Message]
    digest: Callable[[Sequence[Alert]], Message]
    notice: Callable[[Sequence[Notice]], Message] = notice_message
    match: Callable[[Sequence[Match]], Message] = match_message


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A delivery that is being sent, with what it speaks of."""

    delivery: Delivery
    #: Oldest first.
    alerts: tuple[Alert, ...]
    #: The incident's message in this channel, where there is one: this delivery updates it.
    parent: str | None = None


def picture(parcel: Parcel, wording: Wording) -> Message:
    """The whole message: the incident as it is known now, the digest, the notices, the matches.

    Raises:
        Rejected: there is nothing to say, or it cannot be worded.
    """
    delivery = parcel.delivery
    if delivery.form is Form.NOTICE:
        return _worded(parcel, lambda: wording.notice(delivery.notices))
    if delivery.form is Form.MATCH:
        return _worded(parcel, lambda: wording.match(delivery.matches))
    if delivery.form is Form.DIGEST:
        return _worded(
            parcel, lambda: with_notices(wording.digest(parcel.alerts), delivery.notices)
        )
    return _worded(parcel, lambda: wording.alert(parcel.alerts[-1]))


def reply(parcel: Parcel, wording: Wording) -> Message:
    """The short answer under the incident's message: all that changed.

    Raises:
        Rejected: there is nothing to say, or it cannot be worded.
    """
    return _worded(parcel, lambda: wording.update(latest(parcel)))


def latest(parcel: Parcel) -> Alert:
    """The last alert, with the changes of all."""
    changes = tuple(change for alert in parcel.alerts for change in alert.changes)
    rose = any(alert.rose for alert in parcel.alerts)
    return replace(parcel.alerts[-1], changes=changes, rose=rose)


def _worded(parcel: Parcel, write: Callable[[], Message]) -> Message:
    if not (parcel.alerts or parcel.delivery.notices or parcel.delivery.matches):
        raise Rejected("its alerts are no longer stored")
    try:
        message = write()
    except Exception as error:
        raise Rejected(f"it cannot be worded: {error!r}") from error
    return replace(message, possible_repeat=parcel.delivery.possible_repeat)
