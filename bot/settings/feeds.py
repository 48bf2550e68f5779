"""`feeds.toml`: the feeds that Tocsin starts with."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from bot.errors import Fault
from bot.model.address import folded
from bot.model.feed import Feed, Outlet, Reliability
from bot.settings.faults import faults_of
from bot.settings.files import Table
from bot.settings.options import Duration, Section, WebAddress

_COUNTRY = r"^[A-Z]{2}$"


class Row(Section):
    """One `[[feed]]` table."""

    #: It goes into the buttons of messages, where Telegram has 64 bytes for all.
    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
        description='a short name, at most 40 characters: "daily-planet"',
    )
    url: WebAddress = Field(description="the feed's http(s) address, without credentials")
    name: str = Field(min_length=1, description="the name that people read")
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$", description='a code: "en"')
    region: str = Field(default="world", min_length=2, description='"IQ", "africa" or "world"')
    outlet: Outlet = Field(
        default=Outlet.OTHER, description="one of " + ", ".join(f'"{kind}"' for kind in Outlet)
    )
    reliability: Reliability = Field(
        default=Reliability.F, description='a letter from "A" (best) to "F" (cannot be judged)'
    )
    state_affiliated: str | None = Field(
        default=None, pattern=_COUNTRY, description='the state\'s two letters: "QA"'
    )
    reason: str = Field(default="", description="why this letter, as a text")
    interval: Duration | None = Field(
        default=None, gt=timedelta(0), description='a time such as "15 min"'
    )
    freshness: Duration = Field(
        default=timedelta(hours=48), gt=timedelta(0), description='a time such as "48 h"'
    )
    full_text: bool = Field(default=False, description="true or false")
    enabled: bool = Field(default=True, description="true or false")


def read_feeds(table: Table, path: Path, faults: list[Fault]) -> tuple[Feed, ...]:
    """Read the `[[feed]]` tables; what is wrong with them is added to `faults`."""
    rows = table.get("feed", [])
    faults.extend(
        Fault(str(path), key, "is an unknown key", "write [[feed]] above each feed")
        for key in table
        if key != "feed"
    )
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(Fault(str(path), "feed", "should be tables", "write [[feed]] above each"))
        return ()
    found = [_feed(row, path, number, faults) for number, row in enumerate(rows, 1)]
    feeds = tuple(feed for feed in found if feed is not None)
    faults.extend(_twice(feeds, path))
    return feeds


def _feed(row: dict[str, Any], path: Path, number: int, faults: list[Fault]) -> Feed | None:
    try:
        return Feed(**Row.model_validate(row).model_dump())
    except ValidationError as error:
        name = f"feed {row.get('id', number)}"
        faults.extend(
            faults_of(error, Row, origin=lambda keys: (str(path), f"{name}: {'.'.join(keys)}"))
        )
        return None


def _twice(feeds: Sequence[Feed], path: Path) -> Iterator[Fault]:
    ids: set[str] = set()
    addresses: dict[str, str] = {}
    for feed in feeds:
        if feed.id in ids:
            yield Fault(str(path), f"feed {feed.id}: id", "is there twice", "give each its own")
        elif folded(feed.url) in addresses:
            wrong = f"is the address of {addresses[folded(feed.url)]} too"
            yield Fault(str(path), f"feed {feed.id}: url", wrong, "remove one of the two")
        ids.add(feed.id)
        addresses.setdefault(folded(feed.url), feed.id)
