"""The small parts: what is remembered, the order of work, timeouts, logs without secrets."""

import asyncio
import logging

import aiohttp
import pytest

from bot.errors import Rejected, Unavailable, Uncertain
from handlers.slack import wire
from handlers.slack.discretion import Discretion
from handlers.slack.once import Once
from handlers.slack.order import PerChannel
from handlers.slack.refusals import Refused, meaning
from tests.handlers.alert import ALERT
from tests.handlers.slack.conftest import ANNA, DESK, STRANGER, House, place
from tests.servers.faults import Kind
from tests.servers.slack.sight import seen


def test_what_was_seen_longest_ago_is_forgotten_first() -> None:
    once = Once()
    assert [once.first(key) for key in ("a", "a", "b")] == [True, False, True]
    for number in range(20_000):
        once.first(str(number))
    assert (once.first("a"), once.first("19999")) == (True, False)


async def test_work_of_one_channel_keeps_its_order_and_others_do_not_wait() -> None:
    order, go, beside = PerChannel(), asyncio.Event(), asyncio.Event()
    done: list[str] = []

    async def slow() -> None:
        await go.wait()
        done.append("slow")

    async def quick(name: str) -> None:
        done.append(name)
        beside.set()

    async def broken() -> None:
        raise RuntimeError("a bug")

    order.start("a", slow())
    order.start("a", quick("after"))
    order.start("b", broken())
    order.start("b", quick("beside"))
    await asyncio.wait_for(beside.wait(), 5)
    go.set()
    await order.cut_short(after=5)
    assert done == ["beside", "slow", "after"]
    await order.cut_short(after=0)


async def test_no_answer_in_time_is_uncertain(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.handler.stop()
    monkeypatch.setattr(wire, "_TIMES", aiohttp.ClientTimeout(total=0.3))
    house.handler = house.connect()
    await house.start()
    house.server.faults.add(Kind.SLOW, method="chat.postMessage", seconds=5)
    with pytest.raises(Uncertain, match="in time"):
        await house.handler.post(place(DESK), ALERT, delivery_id="d1")


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        (Refused(status=429), Unavailable),
        (Refused(status=502), Uncertain),
        (Refused(status=200), Rejected),
        (Refused(status=200, error="something_new"), Rejected),
    ],
)
def test_errors_without_a_name_are_told_by_their_status(
    refused: Refused, kind: type[Exception]
) -> None:
    assert isinstance(meaning(refused), kind)


async def test_broken_json_and_a_flood_without_json_are_understood(house: House) -> None:
    house.server.faults.add(Kind.GARBLE, method="chat.postMessage")
    with pytest.raises(Uncertain):
        await house.handler.post(place(DESK), ALERT, delivery_id="d1")
    house.server.faults.add(Kind.STATUS, status=429)
    with pytest.raises(Unavailable):
        await house.handler.post(place(DESK), ALERT, delivery_id="d1")


async def test_an_answer_whose_blocks_are_refused_is_shown_as_plain_text(house: House) -> None:
    house.server.faults.add(Kind.REFUSE, method="response_url", words="invalid_blocks")
    answer = await house.commanded(ANNA, DESK, "help")
    assert "blocks" not in answer
    assert "/tocsin summary" in seen(answer)


async def test_a_response_url_that_breaks_is_replaced_by_a_message(house: House) -> None:
    house.server.faults.add(Kind.RESET_BEFORE, method="response_url")
    assert "/tocsin summary" in seen(await house.commanded(ANNA, DESK, "help"))
    assert len(house.server.log.of("chat.postEphemeral")) == 1


async def test_what_cannot_be_shown_at_all_stops_nobody_else(house: House) -> None:
    for method in ("response_url", "chat.postEphemeral"):
        house.server.faults.add(Kind.REFUSE, method=method, words="channel_not_found")
    await house.server.people.command(STRANGER, DESK, "help")
    await house.server.until(lambda: house.server.log.of("chat.postEphemeral"))
    assert (await house.commanded(ANNA, DESK, "help"))["to"] == ANNA


async def test_a_name_that_slack_does_not_tell_is_left_out(house: House) -> None:
    house.server.faults.add(Kind.REFUSE, method="users.info", words="fatal_error")
    await house.mentioned(ANNA, DESK, "list")
    assert house.requests[-1].user_name == ""


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("token xoxb-1-secret", ()),
        ("url wss://a.example/?ticket=secret&app_id=A", ()),
        ("%s and %s", ("xapp-1-secret",)),
    ],
)
def test_secrets_are_taken_out_of_a_log_record(message: str, args: tuple[str, ...]) -> None:
    error = ValueError("xoxe-1-secret")
    record = logging.LogRecord(
        "x", logging.INFO, "x.py", 1, message, args, (ValueError, error, None)
    )
    assert Discretion().filter(record) is True
    assert "secret" not in logging.Formatter().format(record)
    assert "ValueError" in record.getMessage()
