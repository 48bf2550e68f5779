"""Hop 8: post what is due, keep what failed for later, never twice what may have been posted."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.deliver.attempt import Attempt, Superseded
from bot.deliver.outcome import Outcome, Patience, outcome_of
from bot.deliver.pace import Pace
from bot.deliver.parcel import Parcel, Wording
from bot.errors import Unavailable
from bot.model.channel import Channel, Delivery, DeliveryState, Form
from bot.ports import Clock, Handler, Store, Transaction

_log = structlog.get_logger()

#: Seconds between two tries to write what happened, at first and at most.
_WRITE_AGAIN = (0.1, 5.0)


@dataclass(slots=True, kw_only=True)
class Outbox:
    """Sends deliveries: one at a time for each channel, channels side by side."""

    store: Store
    #: By platform.
    handlers: Mapping[str, Handler]
    wording: Wording
    clock: Clock
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: Channels that are being served; True where something may have come since it was looked.
    _busy: dict[Channel, bool] = field(default_factory=dict, init=False)

    async def deliver(self, delivery_id: str) -> None:
        """Send a delivery, and what else is due in its channel, most severe first.

        Returns at once where the channel is being served already: it will come to this one too.
        """
        async with self.store.begin() as tx:
            delivery = await tx.deliveries.get(delivery_id)
        if delivery is not None:
            await self._serve(delivery.channel)

    async def _serve(self, channel: Channel) -> None:
        if channel in self._busy:
            self._busy[channel] = True
            return
        self._busy[channel] = True
        try:
            while self._busy[channel]:
                self._busy[channel] = False
                while await self._next(channel):
                    pass
        finally:
            del self._busy[channel]

    async def _next(self, channel: Channel) -> bool:
        async with self.store.begin() as tx:
            due = await tx.deliveries.due(now=self.clock(), limit=1, channel=channel)
        if not due:
            return False
        await self.pace.turn(channel)
        # Chosen only now: something more severe may have come while we waited.
        async with self.store.begin() as tx:
            parcel = await _take(tx, channel, now=self.clock(), patience=self.patience)
        if parcel is None:
            return False
        await self._send(parcel)
        return True

    async def _send(self, parcel: Parcel) -> None:
        channel = parcel.delivery.channel
        handler = self.handlers.get(channel.platform)
        if handler is None:
            error = Unavailable(f"no handler for {channel.platform} is running")
            await self._fail(parcel.delivery, error)
            return
        attempt = Attempt(
            parcel=parcel,
            handler=handler,
            wording=self.wording,
            turn=lambda: self.pace.turn(channel),
            keep=lambda delivery: self._keep(Outcome(delivery=delivery)),
            seconds=self.patience.call.total_seconds(),
        )
        try:
            message_id = await attempt.send()
        except Superseded:
            return
        except Exception as error:  # noqa: BLE001  its type decides; a handler's fault stops no other
            await self._fail(attempt.parcel.delivery, error)
            return
        await self._keep(Outcome(delivery=_sent(attempt.parcel, message_id, self.clock())))

    async def _fail(self, delivery: Delivery, error: Exception) -> None:
        outcome = outcome_of(error, delivery, now=self.clock(), patience=self.patience)
        await self._keep(outcome)

    async def _keep(self, outcome: Outcome) -> bool:
        """Write what happened, however long the database refuses; nobody else serves the channel.

        A post that nobody remembers would be made again.
        """
        wait, longest = _WRITE_AGAIN
        while True:
            try:
                async with self.store.begin() as tx:
                    kept = await _write(tx, outcome, now=self.clock())
                break
            except Exception as error:  # noqa: BLE001  whatever it is, what was posted stays posted
                _log.error("delivery.not_written", delivery=outcome.delivery.id, error=str(error))
                await self.sleep(wait)
                wait = min(2 * wait, longest)
        _tell(outcome, kept=kept)
        return kept


async def _take(
    tx: Transaction, channel: Channel, *, now: datetime, patience: Patience
) -> Parcel | None:
    for due in await tx.deliveries.due(now=now, limit=1, channel=channel):
        taken = await tx.deliveries.take(due.id, now=now, lease=patience.lease)
        if taken is not None:
            found = [await tx.incidents.alert(alert_id) for alert_id in taken.alert_ids]
            alerts = tuple(alert for alert in found if alert is not None)
            return Parcel(delivery=taken, alerts=alerts, parent=await _parent(tx, taken))
    return None


async def _parent(tx: Transaction, delivery: Delivery) -> str | None:
    if delivery.form is Form.DIGEST or delivery.incident_id is None:
        return None
    return await tx.deliveries.message_of(delivery.channel, delivery.incident_id)


def _sent(parcel: Parcel, message_id: str, now: datetime) -> Delivery:
    return replace(
        parcel.delivery,
        state=DeliveryState.SENT,
        lease_until=None,
        sent_at=now,
        message_id=message_id,
        error=None,
    )


async def _write(tx: Transaction, outcome: Outcome, *, now: datetime) -> bool:
    delivery = outcome.delivery
    kept = await tx.deliveries.settle(delivery)
    if outcome.hold_until is not None:
        await tx.deliveries.hold(delivery.channel, until=outcome.hold_until)
    if outcome.gone is not None:
        await tx.subscriptions.pause(delivery.channel, outcome.gone)
        what = f"paused: {outcome.gone}"
        await tx.subscriptions.audit(channel=delivery.channel, who="tocsin", what=what, at=now)
    return kept


def _tell(outcome: Outcome, *, kept: bool) -> None:
    delivery = outcome.delivery
    log = _log.bind(delivery=delivery.id, channel=str(delivery.channel), attempt=delivery.attempt)
    if not kept:
        log.warning("delivery.superseded")
    elif delivery.state is DeliveryState.SENT:
        log.info("delivery.sent", message=delivery.message_id)
    elif delivery.state is not DeliveryState.SENDING:
        log.warning("delivery.not_sent", state=delivery.state, error=delivery.error)
