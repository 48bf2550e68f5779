"""OPML: lists of feeds as other readers write and read them (http://opml.org/spec2.opml)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from bot.errors import FeedUnreadable
from bot.ingest.clean import line
from bot.model.feed import Feed
from bot.report.countries import NAMES, country_name

#: Bytes of a file, feeds in it, and folders inside each other; more is no list of feeds.
MAX_BYTES = 5_000_000
_MOST, _DEEPEST = 10_000, 50
#: Characters that are kept of a title or a folder.
_LONGEST = 200
#: A region as we write it into a category; other readers put anything there.
_REGION = re.compile(r"/([A-Z]{2}|[a-z_]{2,40})")
#: What lists are written in. expat would ask Python for any other codec, and some do more than
#: decode.
_ENCODING = re.compile(rb"<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([^\"']{0,40})")
_ENCODINGS = re.compile(
    rb"utf-?(8|16)|us-ascii|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]", re.IGNORECASE
)
_NAMES = {name.casefold(): code for code, name in NAMES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str
    #: "" where the list says nothing of it.
    language: str = ""
    #: As a feed's region is written: "IQ", "middle_east"; "world" where the feed is in no folder.
    region: str = "world"
    #: Line of the file, for what is wrong with it.
    line: int = 0


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds of a list, in its order; the innermost folder around a feed is its region.

    Raises:
        FeedUnreadable: it is too large, no well-formed XML, no OPML, or declares entities.
    """
    if len(body) > MAX_BYTES:
        raise FeedUnreadable(f"the file is larger than {MAX_BYTES / 1_000_000:g} MB")
    named = _ENCODING.search(body[:200])
    if named is not None and _ENCODINGS.fullmatch(named[1]) is None:
        raise FeedUnreadable("its encoding cannot be read; save it as UTF-8")
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = lambda name, values: reading.open(
        name, values, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reading.close
    try:
        parser.Parse(body, True)  # noqa: FBT003  expat takes it so
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        raise FeedUnreadable(f"line {error.lineno}: it is no well-formed XML: {words}") from error
    return tuple(reading.found)


def write_opml(feeds: Iterable[Feed], *, title: str = "Tocsin") -> str:
    """A list that holds every feed's title, region, language and address; a folder each region."""
    regions: dict[str, list[Feed]] = {}
    for feed in feeds:
        regions.setdefault(feed.region, []).append(feed)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
    ]
    for region, its in regions.items():
        rows.append(f"    <outline text={_quoted(_folder(region))}>")
        rows += [_row(feed) for feed in its]
        rows.append("    </outline>")
    return "\n".join([*rows, "  </body>", "</opml>", ""])


@dataclass(slots=True)
class _Reading:
    """How far a list is read."""

    found: list[Outline] = field(default_factory=list)
    #: Names of the elements that are open, and of each outline the folder that it opens.
    _open: list[str] = field(default_factory=list)
    _folders: list[str] = field(default_factory=list)

    def open(self, name: str, values: dict[str, str], number: int) -> None:
        """An element begins."""
        if not self._open and name.lower() != "opml":
            raise FeedUnreadable(f"line {number}: it is no OPML, it begins with <{name[:40]}>")
        if len(self._open) >= _DEEPEST:
            raise FeedUnreadable(f"line {number}: more than {_DEEPEST} folders inside each other")
        self._open.append(name)
        if name.lower() == "outline":
            self._outline({key.lower(): value for key, value in values.items()}, number)

    def close(self, name: str) -> None:
        """An element ends."""
        self._open.pop()
        if name.lower() == "outline":
            self._folders.pop()

    def _outline(self, values: dict[str, str], number: int) -> None:
        title = line(values.get("title") or values.get("text") or "", limit=_LONGEST)
        url = values.get("xmlurl", "").strip()
        if url:
            if len(self.found) >= _MOST:
                raise FeedUnreadable(f"line {number}: more than {_MOST:,} feeds")
            self.found.append(
                Outline(
                    url=url,
                    title=title,
                    language=values.get("language", "").strip().partition("-")[0].lower(),
                    region=self._region(values.get("category", "")),
                    line=number,
                )
            )
        # An outline may be a feed and hold others at once; only a folder names a region.
        self._folders.append("" if url else title)

    def _region(self, category: str) -> str:
        """The category says it exactly, the folder as people read it."""
        own = _REGION.fullmatch(category)
        if own:
            return own[1]
        folder = next((name for name in reversed(self._folders) if name), "world")
        named = _NAMES.get(folder.casefold())
        return named or "_".join(folder.casefold().split()) or "world"


def _refuse_entity(*_declared: object) -> None:
    raise FeedUnreadable("it declares entities of its own, which no list of feeds needs")


def _folder(region: str) -> str:
    name = country_name(region)
    return name if name != region else region.replace("_", " ").capitalize()


def _row(feed: Feed) -> str:
    values = {
        "type": "rss",
        "text": feed.name,
        "title": feed.name,
        "xmlUrl": feed.url,
        "language": feed.language,
        "category": f"/{feed.region}",
    }
    written = " ".join(f"{key}={_quoted(value)}" for key, value in values.items())
    return f"      <outline {written}/>"


def _quoted(text: str) -> str:
    return quoteattr(line(text))


def _text(text: str) -> str:
    return line(text).replace("&", "&amp;").replace("<", "&lt;")
