"""Names into addresses by the system's resolver, in threads that nobody has to wait for."""

import asyncio
import contextlib
import socket
import threading

from aiohttp.abc import AbstractResolver, ResolveResult


class SystemResolver(AbstractResolver):
    """Asks getaddrinfo(3), which may hang for long on a name whose servers are dead.

    Each look-up has a daemon thread of its own: on asyncio's few shared threads a handful of dead
    names would hold up all others, and the end of the process too.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            OSError: the name has none.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def look() -> None:
            found: list[ResolveResult] | OSError
            try:
                found = _addresses(host, port, family)
            except OSError as error:
                found = error
            except UnicodeError:
                found = OSError("no name can be written so")
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(_settle, answer, found)

        threading.Thread(target=look, name=f"resolve {host}", daemon=True).start()
        return await answer

    async def close(self) -> None:
        """Nothing is held; a look-up that hangs ends by itself, or with the process."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    return [
        ResolveResult(
            hostname=host,
            host=str(where[0]),
            port=port,
            family=found,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for found, _, protocol, _, where in socket.getaddrinfo(
            host, port, family=family, type=socket.SOCK_STREAM
        )
    ]


def _settle(
    answer: "asyncio.Future[list[ResolveResult]]", found: list[ResolveResult] | OSError
) -> None:
    if answer.done():
        return
    if isinstance(found, OSError):
        answer.set_exception(found)
    else:
        answer.set_result(found)
