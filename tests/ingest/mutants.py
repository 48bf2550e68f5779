"""Feeds that were spoilt by chance: the same ones in every run, each spoilt in a few ways."""

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TypeAlias

from tests.servers.feeds import item, rss

_Spoil: TypeAlias = Callable[[bytes, Random], bytes]

TITLES = ("A new quay", "Ferries & fog", "The café “Süd” opens", "Снег в горах", "7 < 8")
_DATE = "Mon, 02 Nov 2026 10:00:00 GMT"
_ITEMS = [
    item(title, f"<p>{title}</p>", link=f"http://a.example/{n}", guid=f"g{n}", date=_DATE)
    for n, title in enumerate(TITLES)
]
_ATOM = "".join(
    f"<entry><id>urn:{n}</id><title type='html'>Note {n}</title><link href='http://a.example/{n}'/>"
    f"<updated>2026-11-0{n + 1}T10:00:00Z</updated><author><name>Ann {n}</name></author>"
    f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Text {n}</div></content>"
    "</entry>"
    for n in range(4)
)
_RDF = "".join(
    f"<item rdf:about='http://a.example/{n}'><title>Row {n}</title>"
    f"<link>http://a.example/{n}</link><dc:date>2026-11-02T10:00:00Z</dc:date></item>"
    for n in range(4)
)
_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Notes",
    "items": [
        {"id": f"{n}", "title": title, "content_text": title} for n, title in enumerate(TITLES)
    ],
}
WHOLE: dict[str, bytes] = {
    "rss": rss(_ITEMS).encode(),
    "atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Notes</title>{_ATOM}</feed>".encode(),
    "rdf": (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Rows</title></channel>{_RDF}</rdf:RDF>"
    ).encode(),
    "json": json.dumps(_JSON).encode(),
}
KINDS = (
    "application/rss+xml; charset=utf-8",
    "application/atom+xml",
    "text/xml",
    "text/plain; charset=undefined",
    "text/html; charset=utf-7",
    "application/feed+json",
    "",
)


def mutants(number: int, *, canary: str) -> Iterator[tuple[bytes, str]]:
    """Spoilt documents with their content types.

    Args:
        number: how many.
        canary: an address that documents name where a careless reader would go there.
    """
    chance = Random(20261101)  # noqa: S311 - keeps no secret
    spoils = (*_BYTES, *_markup(canary))
    for _ in range(number):
        body = WHOLE[chance.choice(sorted(WHOLE))]
        for spoil in chance.sample(spoils, chance.randint(1, 4)):
            body = spoil(body, chance)
        yield body, chance.choice(KINDS)


def _cut(body: bytes, chance: Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _flip(body: bytes, chance: Random) -> bytes:
    spoilt = bytearray(body)
    for _ in range(chance.randint(1, 30)):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _lose(body: bytes, chance: Random) -> bytes:
    begin, end = _slice(body, chance)
    return body[:begin] + body[end:]


def _repeat(body: bytes, chance: Random) -> bytes:
    begin, end = _slice(body, chance)
    return body[:end] + body[begin:end] * chance.choice((1, 2, 50)) + body[end:]


def _swap(body: bytes, chance: Random) -> bytes:
    begin, end = _slice(body, chance)
    return body[:begin] + body[end:] + body[begin:end]


def _recoded(body: bytes, chance: Random) -> bytes:
    coding = chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037", "shift_jis"))
    return body.decode("utf-8", "replace").encode(coding, "replace")


def _declared(body: bytes, chance: Random) -> bytes:
    names = ("undefined", "utf-7", "utf-16", "idna", "unicode_escape", "zlib", "x" * 300, "é")
    name = chance.choice(names).encode()
    return b'<?xml version="1.0" encoding="%s"?>%s' % (name, body.partition(b"?>")[2] or body)


_BYTES: Sequence[_Spoil] = (_cut, _flip, _flip, _lose, _repeat, _swap, _recoded, _declared)


def _slice(body: bytes, chance: Random) -> tuple[int, int]:
    ends = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return ends[0], min(ends[1], ends[0] + 400)


def _markup(canary: str) -> list[_Spoil]:
    """Pieces of markup that ask for trouble, each put somewhere between two elements."""
    doctypes = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{canary}">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{canary}"> %p;]>',
        f'<!DOCTYPE x PUBLIC "-//a//b" "{canary}">',
        '<!DOCTYPE x [<!ENTITY e "eeeeeeeeee"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">]>',
    )
    pieces = (
        "&e;",
        "&f;" * 50,
        "&#xD800;&#0;&#x110000;&nosuch;",
        "\0\x1b[2J\u202e\ufeff\uffff",
        "<![CDATA[",
        "]]>-->?><!--",
        "<item><item><item><guid>g0</guid>",
        "<a " + " ".join(f'b{n}="{n}"' for n in range(500)) + ">",
        "<b>" * 400,
        f"<x xml:base='{canary}'><link>./x</link></x>",
        f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{canary}'/>",
        f"<?xml-stylesheet href='{canary}' type='text/xsl'?>",
        f"<img src='{canary}'><iframe src='{canary}'></iframe><script src='{canary}'></script>",
        "<pubDate>30 Feb 0000 25:61:61 +9999</pubDate><author>" + "a" * 2_000 + "</author>",
        '{"items": [{}, [], null, {"id": 7, "url": 9, "date_published": "0000"}]}',
        '"' * 99 + "[" * 3_000,
    )
    return [
        *(lambda body, _, doctype=each: _doctype(body, doctype) for each in doctypes),
        *(lambda body, chance, piece=each: _inserted(body, chance, piece) for each in pieces),
    ]


def _doctype(body: bytes, doctype: str) -> bytes:
    head, mark, rest = body.rpartition(b"?>") if body.startswith(b"<?xml") else (b"", b"", body)
    return head + mark + doctype.encode() + rest.replace(b"<title>", b"<title>&e;", 1)


def _inserted(body: bytes, chance: Random, piece: str) -> bytes:
    places = [index + 1 for index, byte in enumerate(body) if byte in b">,"] or [0]
    place = chance.choice(places)
    return body[:place] + piece.encode("utf-8", "surrogatepass") + body[place:]
