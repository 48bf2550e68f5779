"""Names are looked up so that a dead one holds up nobody."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from bot.ingest.resolve import SystemResolver

REAL = socket.getaddrinfo


@pytest.fixture
def dead() -> Iterator[threading.Event]:
    """Names that end in `.dead` are looked up until this event is set."""
    over = threading.Event()

    def look(host: str, *args: int, **named: int) -> object:
        if host.endswith(".dead"):
            over.wait(20)
            raise socket.gaierror("dead")
        return REAL(host, *args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look)
        yield over
        over.set()


async def test_a_name_is_found() -> None:
    resolver = SystemResolver()
    (found,) = await resolver.resolve("127.0.0.1", 80)
    assert (found["host"], found["port"], found["family"]) == ("127.0.0.1", 80, socket.AF_INET)
    await resolver.close()


@pytest.mark.parametrize("name", ["nowhere.invalid", "a" * 64 + ".example", ".", "a..b"])
async def test_a_name_that_is_none_is_an_error(name: str) -> None:
    with pytest.raises(OSError, match=r"."):
        await SystemResolver().resolve(name)


async def test_dead_names_hold_up_no_other(dead: threading.Event) -> None:
    resolver = SystemResolver()
    waiting = [asyncio.create_task(resolver.resolve(f"{number}.dead")) for number in range(60)]
    async with asyncio.timeout(2):
        assert await resolver.resolve("127.0.0.1")
    for task in waiting[1:]:
        task.cancel()
    dead.set()
    with pytest.raises(OSError, match="dead"):
        await waiting[0]
    await asyncio.gather(*waiting, return_exceptions=True)


def test_a_loop_that_has_ended_is_not_told(dead: threading.Event) -> None:
    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await SystemResolver().resolve("late.dead")

    asyncio.run(give_up())
    dead.set()
    for thread in threading.enumerate():
        if thread.name == "resolve late.dead":
            thread.join(5)
            assert not thread.is_alive()
