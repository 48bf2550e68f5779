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
                await self._drain(channel)
        finally:
            del self._busy[channel]

    async def _drain(self, channel: Channel) -> None:
        async with self.store.begin() as tx:
            more = bool(await tx.deliveries.due(now=self.clock(), limit=1, channel=channel))
        while more:
            await self.pace.turn(channel)
            # Chosen only now: something more severe may have come while we waited.
            async with self.store.begin() as tx:
                parcel = await _take(tx, channel, now=self.clock(), patience=self.patience)
            more = parcel is not None and await self._send(parcel)

    async def _send(self, parcel: Parcel) -> bool:
        """Make one attempt; whether more is due in the channel."""
        channel = parcel.delivery.channel
        handler = self.handlers.get(channel.platform)
        if handler is None:
            error = Unavailable(f"no handler for {channel.platform} is running")
            return (await self._fail(parcel.delivery, error)).more
        attempt = Attempt(
            parcel=parcel,
            handler=handler,
            wording=self.wording,
            turn=lambda: self.pace.turn(channel),
            keep=self._came_so_far,
            seconds=self.patience.call.total_seconds(),
        )
        try:
            message_id = await attempt.send()
        except Superseded:
            return True
        except Exception as error:  # noqa: BLE001  its type decides; a handler's fault stops no other
            return (await self._fail(attempt.parcel.delivery, error)).more
        sent = _sent(attempt.parcel, message_id, self.clock())
        return (await self._keep(Outcome(delivery=sent))).more

    async def _fail(self, delivery: Delivery, error: Exception) -> "_Kept":
        return await self._keep(
            outcome_of(error, delivery, now=self.clock(), patience=self.patience)
        )

    async def _came_so_far(self, delivery: Delivery) -> bool:
        return (await self._keep(Outcome(delivery=delivery))).newest

    async def _keep(self, outcome: Outcome) -> "_Kept":
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
        _tell(outcome, newest=kept.newest)
        return kept


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the database said: whether the attempt was the newest, and whether more is due."""

    newest: bool
    more: bool


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


async def _write(tx: Transaction, outcome: Outcome, *, now: datetime) -> _Kept:
    delivery = outcome.delivery
    channel = delivery.channel
    newest = await tx.deliveries.settle(delivery)
    if outcome.hold_until is not None:
        await tx.deliveries.hold(channel, until=outcome.hold_until)
    if outcome.gone is not None:
        await tx.subscriptions.pause(channel, outcome.gone)
        what = f"paused: {outcome.gone}"
        await tx.subscriptions.audit(channel=channel, who="tocsin", what=what, at=now)
    return _Kept(newest, bool(await tx.deliveries.due(now=now, limit=1, channel=channel)))


def _tell(outcome: Outcome, *, newest: bool) -> None:
    delivery = outcome.delivery
    log = _log.bind(delivery=delivery.id, channel=str(delivery.channel), attempt=delivery.attempt)
    if not newest:
        log.warning("delivery.superseded")
    elif delivery.state is DeliveryState.SENT:
        log.info("delivery.sent", message=delivery.message_id)
    elif delivery.state is not DeliveryState.SENDING:
        log.warning("delivery.not_sent", state=delivery.state, error=delivery.error)
