"""The address guard: what nobody may make us contact, in any spelling, decided at connect time."""

import socket
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from operator import itemgetter
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import AddressRefused
from bot.ingest.resolve import SystemResolver

Address: TypeAlias = IPv4Address | IPv6Address
#: What a socket is made from: family, type, protocol, canonical name, address.
AddressInfo: TypeAlias = tuple[int, int, int, str, tuple[str | int, ...]]


def _ranges(*networks: str) -> tuple[tuple[int, int], ...]:
    """The first and the last address of each network, as numbers, in their order."""
    known = map(IPv4Network, networks)
    return tuple(sorted((int(net[0]), int(net[-1])) for net in known))


#: IANA special-purpose registry, 6to4 relays and the reserved class E.
_PRIVATE_4 = _ranges(
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "172.16.0.0/12",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
)
#: Refused even where private networks are allowed: unspecified, link-local (cloud metadata),
#: metadata and platform services of Oracle, Alibaba and Azure, multicast, class E, broadcast.
_NEVER_4 = _ranges(
    "0.0.0.0/8",
    "100.100.100.200/32",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "192.0.0.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
)
#: Only global unicast is contacted at all …
_GLOBAL_6 = IPv6Network("2000::/3")
#: … without Teredo, ORCHID and the like, documentation, and 6to4.
_SPECIAL_6 = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
#: Loopback, unique local; the metadata service of AWS stands inside the latter.
_PRIVATE_6 = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))
_METADATA_6 = IPv6Address("fd00:ec2::254")
#: Interface identifiers that hold an IPv4 address (ISATAP, RFC 5214).
_ISATAP = (0x00005EFE, 0x02005EFE)


class ConnectRefused(AddressRefused, OSError):
    """A refusal at connect time; an OSError, because that is what connecting code passes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The rules for addresses.

    Attributes:
        allow_private_networks: for operators and tests: private and loopback addresses, any port.
        ports: the ports that may be contacted otherwise.
    """

    allow_private_networks: bool = False
    ports: frozenset[int] = frozenset({80, 443})

    def check_url(self, url: URL) -> None:
        """Refuse what can be refused before any look-up.

        Raises:
            AddressRefused: the scheme, credentials, the port, or an address written in the URL.
        """
        if url.scheme not in {"http", "https"}:
            raise AddressRefused(
                "only http and https are fetched; write the whole address: https://…"
            )
        if url.raw_user is not None or url.raw_password is not None:
            raise AddressRefused("an address with a user name or a password is not fetched")
        host = url.raw_host
        if not host or not host.isprintable() or set(host) & set(" \\%@"):
            raise AddressRefused("the address names no host")
        if not self.allow_private_networks and url.port not in self.ports:
            raise AddressRefused(_closed(url.port))
        literal = _literal(host)
        if literal is not None:
            self.check_address(literal)

    def check_address(self, address: Address) -> None:
        """Refuse an address that may not be contacted.

        Raises:
            AddressRefused: its words tell nothing of what listens there.
        """
        if not self._may_contact(address):
            raise AddressRefused(
                "the address leads into a network that is not fetched from; an operator may let"
                " private ones through with general.allow_private_networks"
            )

    def socket(self, info: AddressInfo) -> socket.socket:
        """Make the socket of a connection: the last look at the address really used.

        Raises:
            ConnectRefused: the address or the port may not be contacted.
        """
        family, kind, protocol, _, where = info
        try:
            self.check_address(_parsed(str(where[0])))
        except AddressRefused as error:
            raise ConnectRefused(str(error)) from error
        if not self.allow_private_networks and where[1] not in self.ports:
            raise ConnectRefused(_closed(where[1]))
        return socket.socket(family, kind, protocol)

    def _may_contact(self, address: Address) -> bool:
        if isinstance(address, IPv4Address):
            if _within(address, _NEVER_4):
                return False
            return self.allow_private_networks or not _within(address, _PRIVATE_4)
        if any(address in network for network in _PRIVATE_6):
            return self.allow_private_networks and address != _METADATA_6
        if address not in _GLOBAL_6 or any(address in network for network in _SPECIAL_6):
            return False
        return (int(address) >> 32) & 0xFFFFFFFF not in _ISATAP


class GuardedResolver(AbstractResolver):
    """Resolves names and refuses an answer whole when one of its addresses is refused."""

    def __init__(self, guard: Guard, *, resolver: AbstractResolver | None = None) -> None:
        self._guard = guard
        self._resolver = resolver or SystemResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            AddressRefused: one of them may not be contacted.
            OSError: the name has none.
        """
        found = await self._resolver.resolve(host, port, family)
        for result in found:
            self._guard.check_address(_parsed(result["host"]))
        return found

    async def close(self) -> None:
        """Let the inner resolver go."""
        await self._resolver.close()


def _within(address: IPv4Address, networks: Sequence[tuple[int, int]]) -> bool:
    """Whether an address is in one of the networks, which stand in their order and do not meet."""
    number = int(address)
    place = bisect_right(networks, number, key=itemgetter(0))
    return place > 0 and number <= networks[place - 1][1]


def _literal(host: str) -> Address | None:
    """The address that a host is, in the spellings of inet_aton(3) too (decimal, octal, hex)."""
    bare = host.strip("[]").rstrip(".")
    if ":" in bare:
        return _parsed(bare)
    try:
        return IPv4Address(socket.inet_aton(bare))
    except OSError:
        return None


def _parsed(text: str) -> Address:
    """Read an address.

    Raises:
        AddressRefused: it is none.
    """
    bare = text.partition("%")[0]
    try:
        return IPv6Address(bare) if ":" in bare else IPv4Address(bare)
    except ValueError as error:
        raise AddressRefused("the address cannot be read") from error


def _closed(port: object) -> str:
    return f"port {port} is not fetched from; an operator may add it to polling.allowed_ports"
