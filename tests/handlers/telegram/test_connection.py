"""The connection: wrong tokens, an unreachable server, and no token in any log."""

import asyncio
import logging
import time

import pytest

from bot.errors import Misconfigured
from bot.ports import Store
from tests.handlers.telegram.conftest import ANNA, House
from tests.servers.faults import Kind
from tests.servers.telegram.server import TelegramServer


async def test_a_token_that_telegram_does_not_know_is_one_clear_line(
    server: TelegramServer, store: Store
) -> None:
    wrong = "123456:another-token-of-the-right-form"
    handler = House(server, store).connect(wrong)
    with pytest.raises(Misconfigured) as caught:
        await handler.start()
    assert "telegram.token" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "another-token" not in f"{caught.value} {caught.value.__context__}"


@pytest.mark.parametrize("token", ["", "nonsense", "123456:a b", "123456:a/../b", "123:é"])
async def test_what_cannot_be_a_token_is_refused_without_asking(
    server: TelegramServer, store: Store, token: str
) -> None:
    with pytest.raises(Misconfigured):
        House(server, store).connect(token)
    assert server.log.calls == []


async def test_an_unreachable_server_is_tried_until_it_is_there(
    server: TelegramServer, store: Store
) -> None:
    house = House(server, store)
    await server.close()
    house.handler = house.connect(server.token, pause=0.05)
    await house.handler.start()
    assert "ConnectError" in house.handler.status()
    await server.open()
    await asyncio.wait_for(server.world.updates.polling.wait(), 5)
    await house.asked(ANNA, "/help")
    assert house.handler.status() == "connected as @tocsin_test_bot"
    server.world.updates.hold = 0
    await house.handler.stop()


@pytest.mark.slow
async def test_a_server_that_hangs_delays_the_start_by_seconds_at_most(
    server: TelegramServer, store: Store
) -> None:
    house = House(server, store)
    server.faults.add(Kind.SLOW, method="getMe", seconds=30)
    start = time.monotonic()
    await house.handler.start()
    assert time.monotonic() - start < 6
    await house.handler.stop()


@pytest.mark.slow
async def test_a_connection_lost_later_comes_back_by_itself(house: House) -> None:
    server = house.server
    await server.close()
    await house.shows("ConnectError")
    await server.open()
    await asyncio.wait_for(server.world.updates.polling.wait(), 10)
    await house.asked(ANNA, "/help")
    assert "connected" in house.handler.status()


async def test_a_token_revoked_later_is_shown(house: House) -> None:
    house.server.token = "123456:a-new-token-from-botfather"  # noqa: S105 # of the server on loopback
    house.server.people.say(ANNA, "wake the poll")
    await house.shows("refuses")


async def test_a_wrong_token_found_out_later_ends_the_trying(
    server: TelegramServer, store: Store
) -> None:
    house = House(server, store)
    await server.close()
    house.handler = house.connect("123456:another-token-of-the-right-form", pause=0.05)
    await house.handler.start()
    await server.open()
    await house.shows("refuses")
    await asyncio.wait_for(house.handler._connecting, 5)  # type: ignore[arg-type] # noqa: SLF001 # it ends
    await house.handler.stop()


@pytest.mark.slow
async def test_two_pollers_are_told_apart_in_the_status(house: House) -> None:
    other = house.connect(house.server.token)
    await other.start()
    await house.shows("another", within=10)
    await other.stop()


@pytest.mark.slow
async def test_the_token_reaches_no_log_however_much_is_logged(
    server: TelegramServer, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house = House(server, store)
    await house.handler.start()
    await asyncio.wait_for(server.world.updates.polling.wait(), 5)
    await house.asked(ANNA, "/help")
    server.faults.add(Kind.RESET_AFTER, method="sendMessage")
    server.faults.add(Kind.STATUS, method="getUpdates", status=502)
    server.people.say(ANNA, "/list")
    await server.until(lambda: [call for call in server.log.calls if call.status == 502])
    server.token = "123456:a-new-token-from-botfather"  # noqa: S105 # of the server on loopback
    await house.shows("refuses")
    await house.handler.stop()
    assert "httpx" in {record.name for record in caplog.records}
    secret = "test-token-for-a-server"  # noqa: S105 # of the server on loopback
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    assert not [record for record in ours if secret in caplog.handler.format(record)]


@pytest.mark.slow
async def test_stopping_is_quick_and_leaves_nothing_running(
    server: TelegramServer, store: Store
) -> None:
    before = asyncio.all_tasks()
    house = House(server, store)
    await house.handler.start()
    await asyncio.wait_for(server.world.updates.polling.wait(), 5)
    server.faults.add(Kind.SLOW, method="sendMessage", seconds=30)
    server.people.say(ANNA, "/help")
    await server.until(lambda: server.messages(ANNA))
    start = time.monotonic()
    await house.handler.stop()
    assert time.monotonic() - start < 4
    left = {task.get_name() for task in asyncio.all_tasks() - before}
    assert not [name for name in left if "pdater" in name or "elegram" in name]


async def test_stopping_what_never_connected_is_fine(server: TelegramServer, store: Store) -> None:
    house = House(server, store)
    await server.close()
    await house.handler.start()
    await house.handler.stop()
    await server.open()
