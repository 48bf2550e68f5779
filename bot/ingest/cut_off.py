"""Why no answer came, in words for people."""

import re

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientResponseError,
    ClientSSLError,
    InvalidURL,
)

from bot.errors import AddressRefused, Rejected, TocsinError, Unavailable


def translated(error: Exception, *, host: str) -> TocsinError:
    """A foreign network error as one of ours, in words for people."""
    inner = getattr(error, "os_error", error)
    if isinstance(inner, AddressRefused):
        return AddressRefused(str(inner))
    if isinstance(error, InvalidURL):
        return Rejected("the address cannot be read")
    if isinstance(error, ClientResponseError):
        return _bad_http(error)
    return Unavailable(_unreached(error, host=host))


def _unreached(error: Exception, *, host: str) -> str:
    if isinstance(error, ClientConnectorDNSError):
        return f"the name {host} is not known"
    if isinstance(error, ClientConnectorCertificateError | ClientSSLError):
        return f"{host} has no valid certificate or speaks no TLS"
    if isinstance(error, ClientConnectorError):
        return f"{host} takes no connection"
    return "the connection was cut off"


def _bad_http(error: ClientResponseError) -> TocsinError:
    if re.search(r"too many headers|got more than", error.message, re.IGNORECASE):
        return Rejected("the answer's headers are too large")
    return Unavailable("the answer is no HTTP")
