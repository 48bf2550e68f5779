"""The feeds that a web page says it has; in the child."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]  # ships no types

#: What feeds are called in a page's head: RSS, Atom, JSON Feed, and RSS 1.0.
_KINDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
#: Links of one page that are handed on.
_MOST = 20
#: Characters of the longest address that is worth trying.
_LONGEST = 2_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_FETCHED = re.compile(r"https?://[^/]", re.IGNORECASE)


def feed_links(body: bytes, *, content_type: str, url: str) -> tuple[str, ...]:
    """The addresses behind `<link rel="alternate">` of a feed's type, in the page's order."""
    root = _tree(body, content_type)
    if root is None:
        return ()
    base = next((each.get("href") for each in root.iter("base") if each.get("href")), "")
    found = dict.fromkeys(_addresses(root, base=_joined(url, base) or url))
    return tuple(found)[:_MOST]


def _tree(body: bytes, content_type: str) -> "etree._Element | None":
    named = _CHARSET.search(content_type)
    for encoding in (named[1] if named else None, None):
        try:
            parser = etree.HTMLParser(encoding=encoding, no_network=True, remove_comments=True)
            return etree.fromstring(body, parser=parser)
        except (LookupError, ValueError, etree.XMLSyntaxError):
            continue
    return None


def _addresses(root: "etree._Element", *, base: str) -> Iterator[str]:
    for each in root.iter("link"):
        rel = (each.get("rel") or "").lower().split()
        kind = (each.get("type") or "").partition(";")[0].strip().lower()
        href = (each.get("href") or "").strip()
        if "alternate" in rel and kind in _KINDS and href:
            address = _joined(base, href).partition("#")[0]
            if _FETCHED.match(address) and len(address) <= _LONGEST:
                yield address


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
