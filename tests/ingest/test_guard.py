"""What nobody can make us fetch: every spelling, every hop, every answer of a resolver."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
import pytest_asyncio
from aiohttp import ClientConnectorError, ClientSession, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import AddressRefused, Unavailable
from bot.ingest.cut_off import translated
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.guard import Guard, GuardedResolver

REFUSED = [
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:53aa:64c:0:fbff:80ff:fffe",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "2a00:1450::5efe:7f00:1",
    "2a00:1450::200:5efe:7f00:1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
SPELLINGS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[fe80::1%25eth0]/",
    "http://[64:ff9b::7f00:1]/",
    "http://0/",
]


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_inside_somebodys_network_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        Guard().check_address(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2a00:1450:4001::1", "2606:4700::1"]
)
def test_a_public_address_is_not_refused(address: str) -> None:
    Guard().check_address(ip_address(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd12::1"])
def test_an_operator_may_allow_private_networks(address: str) -> None:
    Guard(allow_private_networks=True).check_address(ip_address(address))


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "fe80::1", "224.0.0.1", "::"]
)
def test_metadata_and_the_like_are_refused_even_then(address: str) -> None:
    with pytest.raises(AddressRefused):
        Guard(allow_private_networks=True).check_address(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "//example.com/a",
        "javascript:alert(1)",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://:secret@example.com/",
        "http://example.com:22/",
        "https://example.com:8443/",
        "http://exa mple.com/",
        "http:///nothing",
    ],
)
async def test_an_address_of_another_kind_is_refused_before_anything_is_asked(url: str) -> None:
    resolver = Names({})
    async with guarded(resolver) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.get(url)
    assert resolver.asked == []


def test_an_operator_may_allow_more_ports() -> None:
    Guard(ports=frozenset({80, 8080})).check_url(URL("http://example.com:8080/"))


class Names(AbstractResolver):
    """A resolver that knows what it is told, and one answer after the other."""

    def __init__(self, names: dict[str, list[list[str]]]) -> None:
        self._names = names
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The next answer for a name."""
        self.asked.append(host)
        answers = self._names.get(host)
        if not answers:
            raise OSError(f"no such name, whatever family {family}")
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in found
        ]

    async def close(self) -> None:
        """Nothing is held."""


def guarded(resolver: AbstractResolver, *, port: int = 80) -> Fetcher:
    return Fetcher(
        user_agent="Tocsin/1",
        clock=lambda: datetime.now(UTC),
        guard=Guard(ports=frozenset({80, 443, port})),
        limits=Limits(seconds=2),
        resolver=resolver,
    )


class Listener:
    """A port on loopback that must stay silent."""

    def __init__(self) -> None:
        self.visits = 0
        self.port = 0

    def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Count a connection."""
        del reader
        self.visits += 1
        writer.close()


@pytest_asyncio.fixture
async def listener() -> AsyncIterator[Listener]:
    """A listener, with its port."""
    listener = Listener()
    server = await asyncio.start_server(listener.visit, "127.0.0.1", 0)
    listener.port = server.sockets[0].getsockname()[1]
    yield listener
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("url", SPELLINGS)
async def test_every_spelling_of_loopback_is_refused(url: str, listener: Listener) -> None:
    async with guarded(Names({}), port=listener.port) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.get(url[:-1] + f":{listener.port}/")
    assert listener.visits == 0


@pytest.mark.parametrize(
    "answer",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "127.0.0.1"],
        ["127.0.0.1", "93.184.216.34"],
        ["2606:4700::1", "::1"],
        ["::ffff:127.0.0.1"],
        ["not an address"],
    ],
    ids="+".join,
)
async def test_a_name_with_one_bad_address_is_refused_whole(
    answer: list[str], listener: Listener
) -> None:
    async with guarded(Names({"evil.example": [answer]}), port=listener.port) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.get(f"http://evil.example:{listener.port}/")
    assert listener.visits == 0


@pytest.mark.parametrize(
    "answer", ["64:ff9b::7f00:1", "2002:7f00:1::1", "::ffff:127.0.0.1", "::1", "fe80::1", "fd12::1"]
)
async def test_a_name_behind_which_loopback_is_packed_is_refused(
    answer: str, listener: Listener
) -> None:
    async with guarded(Names({"evil.example": [[answer]]}), port=listener.port) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.get(f"http://evil.example:{listener.port}/")
    assert listener.visits == 0


async def test_a_name_that_turns_bad_after_it_was_good_is_refused() -> None:
    names = Names({"turns.example": [["93.184.216.34"], ["127.0.0.1"]]})
    resolver = GuardedResolver(Guard(), resolver=names)
    assert [each["host"] for each in await resolver.resolve("turns.example", 80)] == [
        "93.184.216.34"
    ]
    with pytest.raises(AddressRefused):
        await resolver.resolve("turns.example", 80)


async def test_every_connection_asks_for_its_name_anew(listener: Listener) -> None:
    """No answer is kept from one look to the next that a second one could belie."""
    names = Names({"turns.example": [["127.0.0.1"]]})
    async with guarded(names, port=listener.port) as fetcher:
        for _ in range(2):
            with pytest.raises(AddressRefused):
                await fetcher.get(f"http://turns.example:{listener.port}/")
    assert names.asked == ["turns.example"] * 2
    assert listener.visits == 0


async def test_a_refusal_reads_the_same_whether_the_port_is_open_or_closed(
    listener: Listener,
) -> None:
    said = set()
    for port in (listener.port, 1):
        async with guarded(Names({}), port=port) as fetcher:
            with pytest.raises(AddressRefused) as caught:
                await fetcher.get(f"http://127.0.0.1:{port}/")
            said.add(str(caught.value))
    assert len(said) == 1


async def test_the_address_really_used_is_looked_at_once_more(listener: Listener) -> None:
    """Should a look-up ever pass what it must not (rebinding), the socket is refused too."""
    guard = Guard(ports=frozenset({listener.port}))
    async with ClientSession(connector=TCPConnector(socket_factory=guard.socket)) as session:
        with pytest.raises(ClientConnectorError) as caught:
            await session.get(f"http://127.0.0.1:{listener.port}/")
    error = translated(caught.value, host="127.0.0.1")
    assert isinstance(error, AddressRefused)
    assert "network that is not fetched from" in str(error)
    assert listener.visits == 0


def test_a_socket_to_another_port_is_refused() -> None:
    where = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("93.184.216.34", 22))
    with pytest.raises(AddressRefused, match="port 22"):
        Guard().socket(where)


def test_a_socket_to_a_public_address_is_made() -> None:
    where = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("93.184.216.34", 443))
    Guard().socket(where).close()


async def test_a_name_that_nobody_knows_is_unavailable() -> None:
    async with guarded(Names({})) as fetcher:
        with pytest.raises(Unavailable, match=r"nowhere\.example is not known"):
            await fetcher.get("http://nowhere.example/")


async def test_the_systems_resolver_is_asked_where_no_other_is_given() -> None:
    resolver = GuardedResolver(Guard(allow_private_networks=True))
    found = await resolver.resolve("localhost", 80, socket.AF_UNSPEC)
    assert {result["host"] for result in found} <= {"127.0.0.1", "::1"}
    await resolver.close()


async def test_localhost_by_name_is_refused() -> None:
    async with Fetcher(user_agent="Tocsin/1", clock=lambda: datetime.now(UTC)) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.get("http://localhost/")
