"""Addresses: read as they are written, and folded so that one page has one address."""

import re
from functools import lru_cache

from yarl import URL

from bot.errors import Rejected

#: Addresses that stay read, and the longest of them: feeds are asked for again and again.
_READ, _LONGEST = 10_000, 200


def address(text: str) -> URL:
    """Read an address as it is written; only what no request line can hold is encoded.

    Raises:
        Rejected: it cannot be read.
    """
    return _known(text) if len(text) <= _LONGEST else _read(text)


def _read(text: str) -> URL:
    text = text.strip()
    plain = text.isascii() and text.isprintable() and " " not in text
    try:
        url = URL(text, encoded=plain).with_fragment(None)
        # Read at once: yarl would find a bad port or a bad host only later.
        _ = url.host, url.port
    except (ValueError, IndexError) as error:  # yarl looks for a bracket in an empty host
        raise Rejected("the address cannot be read") from error
    return url


_known = lru_cache(maxsize=_READ)(_read)


#: Parameters that say where a reader came from, not what is read.
_TRACKING = re.compile(
    r"utm_\w+|(fb|g|ms|ya|tw|dc|mc|igsh|ga)?clid|gclsrc|[gw]braid|mc_[ce]id|_hs(enc|mi)|igshid?|"
    r"at_\w+|ns_(mchannel|source|campaign|linkname|fee)|cmp(id)?|ocid|ito|smid|smtyp|xtor|taid|"
    r"partner|traffic_source|__twitter_impression|guce_\w+|ref_?(src|url)|_ga|_gl|spm|wt_?mc",
    re.IGNORECASE,
)
#: What most addresses look like: nothing in it that could be folded.
_CANONICAL = re.compile(
    r"https?://(?!amp\.|[^/]*(?:google|ampproject)\.)[a-z0-9.-]+(?:/(?![.]|amp\b)\w[\w~-]*)+/?",
    re.ASCII,
)
_GOOGLE_AMP = re.compile(r"/amp/(s/)?([^/]+\..+)")
_AMP_CACHE = re.compile(r"/[cv]/(s/)?([^/]+\..+)")


def canonical(url: str) -> str:
    """The address under which a page is known: no tracking, no AMP, no fragment.

    An address that cannot be read comes back as it is.
    """
    if _CANONICAL.fullmatch(url):
        return url
    try:
        page = _unwrapped(address(url))
        page = page.with_host((page.host or "").lower())
        kept = [(name, value) for name, value in page.query.items() if not _tracks(name, value)]
        if len(kept) < len(page.query):
            page = page.with_query(kept)
        return str(_without_amp(page))
    except (Rejected, ValueError):
        return url


def _unwrapped(page: URL) -> URL:
    """The publisher's own address out of an AMP cache's."""
    host = page.host or ""
    pattern = None
    if re.fullmatch(r"(www\.)?google\.[a-z.]+", host):
        pattern = _GOOGLE_AMP
    elif host.endswith(".cdn.ampproject.org"):
        pattern = _AMP_CACHE
    found = pattern.fullmatch(page.raw_path_qs) if pattern else None
    if not found:
        return page
    return URL(f"http{'s' if found[1] else ''}://{found[2]}", encoded=True)


def _tracks(name: str, value: str) -> bool:
    if _TRACKING.fullmatch(name):
        return True
    return name.lower() in {"amp", "outputtype"} and value.lower() in {"", "1", "true", "amp"}


def _without_amp(page: URL) -> URL:
    host = page.host or ""
    if host.startswith("amp."):
        page = page.with_host("www." + host.removeprefix("amp."))
    path = re.sub(r"(?<=.)/amp/?$|\.amp(?=\.html$)|\.amp$|^/amp(?=/.)", "", page.raw_path)
    return page if path == page.raw_path else page.with_path(path, encoded=True, keep_query=True)
