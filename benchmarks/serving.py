"""A publisher's side for the poll benchmark: many hosts on loopback, in a process of its own.

`python -m benchmarks.serving PORT` serves documents of about 25 kB: /same/N (304 to whoever sends
its ETag), /little/N (each time with one new entry on top of nineteen known ones), /new/N (all
new each time), /dense/N (one entry of 100 kB, as thick with conflict as the texts at hand) and
/killer/N (what keeps feedparser busy until its process is killed).
"""

import itertools
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from aiohttp import web

from benchmarks.texts import text_sets

#: Loopback addresses; a polite reader asks one host for one thing at a time.
HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 65))
#: Entries of a document: with their text about 25 kB.
_ENTRIES = 20
#: Characters of the dense entry, and of an author that feedparser does not end with.
_DENSE, _ENDLESS = 100_000, 300_000
#: Seeds from here on are those of documents in which all is new.
_MANY = 1_000_000
_BEGAN = datetime.now(UTC)
_TEXT = (
    "The harbour board said on {day} that work on quay {number} would go on through the winter,"
    " and that the two cranes ordered last year had left the yard. Freight forwarders asked for"
    " longer opening hours, and the board promised an answer before the month is out. "
) * 4


def document(seed: int, *, first: int = 0) -> bytes:
    """An RSS document of a seed, with the entries from a number on; the newest on top."""
    items = "".join(_item(seed, number) for number in reversed(range(first, first + _ENTRIES)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Quay</title>'
        f"<link>http://feeds.example/</link>{items}</channel></rss>"
    ).encode()


def _item(seed: int, number: int) -> str:
    day = _BEGAN.strftime("%A")
    return (
        f"<item><title>Quay notes {seed}-{number}</title>"
        f"<link>http://feeds.example/{seed}/{number}</link><guid>{seed}-{number}</guid>"
        f"<pubDate>{format_datetime(_BEGAN + timedelta(minutes=number))}</pubDate>"
        f"<description>{_TEXT.format(day=day, number=number)}</description></item>"
    )


def _dense() -> bytes:
    text = "\n".join(each.text for each in text_sets()[-1].articles)[:_DENSE]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Front</title>'
        "<item><title>Shelling kills 14 in the harbour</title><guid>dense</guid>"
        f"<link>http://feeds.example/dense</link><pubDate>{format_datetime(_BEGAN)}</pubDate>"
        f"<description>{escape(text)}</description></item></channel></rss>"
    ).encode()


def _application() -> web.Application:
    numbers = itertools.count()
    rounds = Counter[int]()
    same = document(-1)

    async def unchanged(request: web.Request) -> web.Response:
        headers = {"ETag": '"same"'}
        if request.headers.get("If-None-Match") == '"same"':
            return web.Response(status=304, headers=headers)
        return web.Response(body=same, content_type="application/rss+xml", headers=headers)

    async def little(request: web.Request) -> web.Response:
        number = int(request.match_info["n"])
        rounds[number] += 1
        body = document(number, first=rounds[number])
        return web.Response(body=body, content_type="application/rss+xml")

    async def changed(_: web.Request) -> web.Response:
        return web.Response(
            body=document(next(numbers) + _MANY), content_type="application/rss+xml"
        )

    async def dense(_: web.Request) -> web.Response:
        return web.Response(body=_dense(), content_type="application/rss+xml")

    async def killer(_: web.Request) -> web.Response:
        author = f"<author>{'a' * _ENDLESS}</author>"
        body = f'<rss version="2.0"><channel><item>{author}</item></channel></rss>'
        return web.Response(text=body, content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/same/{n}", unchanged)
    app.router.add_get("/little/{n}", little)
    app.router.add_get("/new/{n}", changed)
    app.router.add_get("/dense/{n}", dense)
    app.router.add_get("/killer/{n}", killer)
    return app


if __name__ == "__main__":
    web.run_app(
        _application(), host=list(HOSTS), port=int(sys.argv[1]), print=None, access_log=None
    )
