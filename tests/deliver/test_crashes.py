"""Nothing lost, nothing doubled without a mark, whatever dies between two steps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.model.channel import DeliveryState
from bot.model.incident import Reason
from bot.model.scale import Severity
from bot.ports import Store, Transaction
from tests.fakes.bench import Bench, alert_of

#: Where a process can die between an alert and the receipt of its update; a test counts them.
STEPS = 14


class Died(BaseException):
    """The process is gone: nothing of it may run on."""


@dataclass(slots=True)
class Fuse:
    """Burns one step at a time, and takes the process with it at the last."""

    steps: int

    def burn(self) -> None:
        """One step further."""
        self.steps -= 1
        if self.steps == 0:
            raise Died


@dataclass(slots=True, kw_only=True)
class DyingStore:
    """A store before and after whose every commit the process may die."""

    inner: Store
    fuse: Fuse

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction that is rolled back, kept, or kept without anybody hearing of it."""
        async with self.inner.begin() as tx:
            yield tx
            self.fuse.burn()
        self.fuse.burn()


@pytest.mark.parametrize("can_find", [True, False], ids=["can be asked", "cannot be asked"])
@pytest.mark.parametrize("severity", [Severity.MODERATE, Severity.EXTREME])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
async def test_a_death_at_any_step_loses_and_doubles_nothing(
    bench: Bench, step: int, severity: Severity, *, can_find: bool
) -> None:
    bench.handler.can_find = can_find
    first = await bench.put(alert_of(severity=severity))
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED, severity=severity))
    posts_before_death = await _die(bench, step, first.id)

    async with bench.store.begin() as tx:
        doubtful = await tx.deliveries.reset()
    await bench.settled()

    for delivery in (first, update):
        kept = await bench.of(delivery)
        copies = [each for each in bench.handler.shown if each.delivery_id == delivery.id]
        if kept.state is DeliveryState.SENT:
            assert 1 <= len(copies) <= 2
        else:
            assert kept.state is DeliveryState.GIVEN_UP
            assert kept.error
        if len(copies) > 1:
            assert [each.posted.possible_repeat for each in copies] == [False, True]
            assert copies[0].posted.reference == copies[1].posted.reference
        if can_find or not doubtful:
            assert (kept.state, len(copies)) == (DeliveryState.SENT, 1)
            assert not copies[0].posted.possible_repeat
        if severity is Severity.EXTREME:
            assert kept.state is DeliveryState.SENT
    assert len(bench.handler.shown) <= posts_before_death + 2
    _update_follows_its_message(bench, first.id)


@pytest.mark.parametrize("can_find", [True, False], ids=["can be asked", "cannot be asked"])
@pytest.mark.parametrize("again", [3, 5, 6, 7])
@pytest.mark.parametrize("step", [3, 5, 6, 10, 12, 13])
async def test_a_second_death_adds_no_third_copy(
    bench: Bench, step: int, again: int, *, can_find: bool
) -> None:
    bench.handler.can_find = can_find
    first = await bench.put(alert_of(severity=Severity.EXTREME))
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED, severity=Severity.EXTREME))
    for steps in (step, again):
        await _die(bench, steps, first.id)
        async with bench.store.begin() as tx:
            await tx.deliveries.reset()
        bench.clock.advance(timedelta(minutes=1))
    await bench.settled()

    for delivery in (first, update):
        kept = await bench.of(delivery)
        copies = [each for each in bench.handler.shown if each.delivery_id == delivery.id]
        assert [each.posted.possible_repeat for each in copies[1:]] in ([], [True])
        assert kept.state is DeliveryState.SENT or (kept.error and not can_find)
        if can_find:
            assert len(copies) == 1


async def test_every_step_is_among_them(bench: Bench) -> None:
    first = await bench.put(alert_of())
    await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    fuse = Fuse(10_000)
    await bench.outbox(DyingStore(inner=bench.store, fuse=fuse)).deliver(first.id)
    assert 10_000 - fuse.steps == STEPS


async def _die(bench: Bench, step: int, delivery_id: str) -> int:
    """Deliver until the fuse burns down, at a commit or around a call to the platform."""
    fuse = Fuse(step)

    async def around_a_call(channel: object) -> None:
        del channel
        fuse.burn()

    bench.handler.before = bench.handler.after = around_a_call
    with suppress(Died):
        await bench.outbox(DyingStore(inner=bench.store, fuse=fuse)).deliver(delivery_id)
    bench.handler.before = bench.handler.after = None
    return len(bench.handler.shown)


def _update_follows_its_message(bench: Bench, first_id: str) -> None:
    order = [each.delivery_id for each in bench.handler.shown]
    if first_id in order:
        assert order[0] == first_id
    replies = [each for each in bench.handler.shown if each.reply_to is not None]
    ids = [each.message_id for each in bench.handler.shown if each.delivery_id == first_id]
    assert all(each.reply_to in ids for each in replies)
