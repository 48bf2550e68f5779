"""What the feeds of these tests tell: a strike, and its toll by another source."""

from datetime import UTC, datetime
from email.utils import format_datetime

from tests.servers.feeds import item

RAID = "Air strike on Mosul market kills 14"
RAID_TEXT = (
    "An air strike on a market in Mosul, northern Iraq, killed at least 14 people on Monday, the"
    " provincial governor said. Warplanes bombed the grain hall shortly after noon prayers."
)
TOLL = "Toll of Mosul market air strike rises to 21"
TOLL_TEXT = (
    "The number of people killed in the air strike on a market in Mosul, northern Iraq, has risen"
    " to 21, the Iraqi health ministry said. Warplanes had bombed the grain hall on Monday."
)


def dated(title: str, text: str, guid: str) -> str:
    """An RSS item of this moment."""
    return item(title, text, guid=guid, date=format_datetime(datetime.now(UTC), usegmt=True))


def site(feed: str) -> str:
    """A web page that names its feed."""
    link = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
    return f"<!DOCTYPE html><html><head>{link}</head><body>Welcome</body></html>"
