"""What an attempt that failed means for its delivery: the type of the error decides."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.deliver.attempt import Doubtful
from bot.errors import ChannelGone, Rejected, Unavailable
from bot.model.channel import Delivery, DeliveryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long things may take."""

    #: An attempt that has not ended by then is in doubt; longer than all of its calls together.
    lease: timedelta = timedelta(minutes=5)
    #: One call to a platform.
    call: timedelta = timedelta(seconds=60)
    #: The longest pause between two attempts, where the platform names none.
    pause: timedelta = timedelta(minutes=5)
    #: What could not be sent by then is given up, visibly.
    give_up: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is to be written."""

    delivery: Delivery
    #: Nothing of this channel is due before then.
    hold_until: datetime | None = None
    #: Why the channel takes nothing more.
    gone: str | None = None


def outcome_of(
    error: Exception, delivery: Delivery, *, now: datetime, patience: Patience
) -> Outcome:
    """What becomes of a delivery after an error."""
    ended = replace(delivery, lease_until=None, error=_said(error))
    if isinstance(error, Unavailable):
        return _wait(ended, error, now, patience)
    if isinstance(error, ChannelGone):
        return Outcome(delivery=_in(ended, DeliveryState.GIVEN_UP), gone=ended.error)
    if isinstance(error, Doubtful):
        return Outcome(delivery=_in(ended, DeliveryState.GIVEN_UP))
    if isinstance(error, Rejected):
        return Outcome(delivery=_in(ended, DeliveryState.FAILED))
    # Uncertain, or a fault of a handler that we do not know: it may have happened.
    later = now + _pause(delivery, patience)
    return Outcome(delivery=replace(_in(ended, DeliveryState.UNKNOWN), due_at=later))


def _wait(delivery: Delivery, error: Unavailable, now: datetime, patience: Patience) -> Outcome:
    if now - delivery.created_at > patience.give_up:
        hours = patience.give_up / timedelta(hours=1)
        late = f"given up after {hours:g} h: {delivery.error}"
        return Outcome(delivery=replace(_in(delivery, DeliveryState.GIVEN_UP), error=late))
    if error.retry_after is None:
        until = now + _pause(delivery, patience)
    else:
        until = now + timedelta(seconds=error.retry_after)
    # Nothing happened: it is again what it was when it was taken.
    before = DeliveryState.UNKNOWN if delivery.possible_repeat else DeliveryState.PENDING
    repeats = max(delivery.repeats - 1, 0) if delivery.possible_repeat else delivery.repeats
    back = replace(_in(delivery, before), due_at=until, repeats=repeats)
    return Outcome(delivery=back, hold_until=until)


def _pause(delivery: Delivery, patience: Patience) -> timedelta:
    return min(timedelta(seconds=2 ** min(delivery.attempt, 20)), patience.pause)


def _in(delivery: Delivery, state: DeliveryState) -> Delivery:
    return replace(delivery, state=state)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
