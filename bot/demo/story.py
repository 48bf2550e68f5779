"""What `seeds/` tells: which outlet publishes what, and when."""

import html
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from bot.errors import Fault, Misconfigured
from bot.model.feed import Outlet, Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An invented outlet and the kind of feed that it has."""

    id: str
    name: str
    format: Literal["rss", "atom", "teasers"]
    outlet: Outlet
    reliability: Reliability
    region: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of the story; its texts are as written, days still in braces."""

    id: str
    feed: str
    #: After the start of the story.
    at: timedelta
    title: str
    author: str
    #: What a feed of teasers shows of it; "" elsewhere.
    teaser: str
    #: A whole page where the feed shows a teaser, else the text as HTML paragraphs.
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All outlets and all pieces, the earliest first."""

    publishers: tuple[Publisher, ...]
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> timedelta:
        """How long after its start the last piece appears."""
        return self.pieces[-1].at

    def faster(self, speed: float) -> "Story":
        """Tell the same story `speed` times as fast."""
        pieces = tuple(replace(piece, at=piece.at / speed) for piece in self.pieces)
        return replace(self, pieces=pieces)


def read_story(folder: Path) -> Story:
    """Read `story.toml` and the articles that it names.

    Raises:
        Misconfigured: there is no `story.toml`, an article is missing, or a table lacks a key.
    """
    try:
        return _read(folder)
    except (OSError, KeyError, ValueError) as error:
        right = "name a folder like seeds/: story.toml, and the articles it names"
        raise Misconfigured(
            [Fault(str(folder), "--seeds", f"tells no story: {error}", right)]
        ) from error


def _read(folder: Path) -> Story:
    told = tomllib.loads((folder / "story.toml").read_text("utf-8"))
    pieces = [_piece(row, folder / "articles") for row in told["article"]]
    return Story(
        publishers=tuple(_publisher(row) for row in told["feed"]),
        pieces=tuple(sorted(pieces, key=lambda piece: piece.at)),
    )


def with_days(text: str, published: datetime) -> str:
    """Put the names of the days around a piece's date where its text leaves them open."""
    for word, days in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
        text = text.replace(f"{{{word}}}", f"{published + timedelta(days=days):%A}")
    return text


def _publisher(row: dict[str, Any]) -> Publisher:
    kinds = {"outlet": Outlet(row["outlet"]), "reliability": Reliability(row["reliability"])}
    return Publisher(**(row | kinds))


def _piece(row: dict[str, Any], folder: Path) -> Piece:
    path = folder / row["file"]
    text = path.read_text("utf-8")
    body = text if path.suffix == ".html" else _paragraphs(text)
    return Piece(
        id=row["id"],
        feed=row["feed"],
        at=timedelta(seconds=row["at"]),
        title=row["title"],
        author=row.get("author", ""),
        teaser=row.get("teaser", ""),
        body=body.replace("{title}", html.escape(row["title"])),
    )


def _paragraphs(text: str) -> str:
    parts = [part.strip() for part in text.split("\n\n")]
    return "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part)
