"""What the tests of the outbox share: a bench to put alerts on and to let deliveries run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.deliver.outbox import Outbox
from bot.deliver.pace import Pace
from bot.deliver.parcel import Wording
from bot.model.channel import Channel, Delivery, DeliveryState
from bot.model.incident import Alert, Reason
from bot.ports import Store
from bot.report.message import Message
from tests.fakes.clock import FakeClock
from tests.fakes.handler import FakeHandler
from tests.fakes.nouns import TERMINAL, alert, incident


def _alert(about: Alert) -> Message:
    return Message(heading=f"alert {about.id}", reference=about.id)


def _update(about: Alert) -> Message:
    changes = "".join(f" {change.after}" for change in about.changes)
    return Message(heading=f"update {about.id}{changes}", reference=about.id)


def _digest(about: Sequence[Alert]) -> Message:
    return Message(heading=f"digest {' '.join(each.id for each in about)}")


WORDING = Wording(alert=_alert, update=_update, digest=_digest)


def alert_of(
    number: int = 1, revision: int = 1, *, reason: Reason = Reason.NEW, **changes: object
) -> Alert:
    """The alert of an incident's revision: "k7f3q1-2" is the second of the first incident."""
    about = incident(number, revision=revision, **changes)
    return alert(about, reason=reason)


@dataclass(slots=True, kw_only=True)
class Bench:
    """A store, a platform, a clock, and an outbox that can be replaced by a fresh one."""

    store: Store
    handler: FakeHandler
    clock: FakeClock

    def outbox(self, store: Store | None = None, *others: FakeHandler) -> Outbox:
        """An outbox as a fresh process has it."""
        return Outbox(
            store=store or self.store,
            handlers={each.platform: each for each in (self.handler, *others)},
            wording=WORDING,
            clock=self.clock,
            pace=Pace(limits=lambda _: (), seconds=self.clock.seconds, sleep=self.clock.sleep),
            sleep=self.clock.sleep,
        )

    async def put(
        self, about: Alert, *, channel: Channel = TERMINAL, **changes: object
    ) -> Delivery:
        """Write an alert and its delivery, as a poll does."""
        made = Delivery(
            id=f"{channel.chat}/{about.id}",
            channel=channel,
            alert_ids=(about.id,),
            incident_id=about.incident.id,
            severity=about.incident.severity,
            created_at=self.clock.now,
            due_at=self.clock.now,
        )
        delivery = replace(made, **changes)  # type: ignore[arg-type]
        async with self.store.begin() as tx:
            if await tx.incidents.alert(about.id) is None:
                await tx.incidents.save(about.incident)
                await tx.incidents.add_alert(about)
            await tx.deliveries.add([delivery])
        return delivery

    async def of(self, delivery: Delivery) -> Delivery:
        """The delivery as it is now."""
        async with self.store.begin() as tx:
            found = await tx.deliveries.get(delivery.id)
        assert found is not None
        return found

    async def settled(self, outbox: Outbox | None = None, *, hours: int = 30) -> None:
        """Let time pass, with a relay, until nothing is unfinished."""
        outbox = outbox or self.outbox()
        end = self.clock.now + timedelta(hours=hours)
        while await self._unfinished():
            assert self.clock.now < end, "a delivery stays unfinished for ever"
            async with self.store.begin() as tx:
                await tx.deliveries.expire(now=self.clock.now)
                heads = await tx.deliveries.heads(now=self.clock.now, limit=100)
            for head in heads:
                await outbox.deliver(head.id)
            self.clock.advance(timedelta(seconds=1) if heads else timedelta(minutes=1))

    async def _unfinished(self) -> int:
        async with self.store.begin() as tx:
            counts = await tx.deliveries.counts()
        done = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.GIVEN_UP)
        return sum(number for state, number in counts.items() if state not in done)
