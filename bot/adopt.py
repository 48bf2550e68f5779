"""The configuration's own feeds and wishes, brought into the database at each start."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.command.lexicon import resolver
from bot.command.wishes import read_wishes, subscription
from bot.detect import Packs
from bot.model.address import folded
from bot.model.channel import Channel, Subscription
from bot.ports import Transaction
from bot.settings import Settings

#: The terminal that runs Tocsin, as a channel.
CONSOLE = Channel(platform="console", chat="terminal")
#: Between the first polls of two new feeds: a long list does not fire in one second.
_APART = timedelta(milliseconds=50)


async def adopt_feeds(tx: Transaction, settings: Settings, *, now: datetime) -> None:
    """Bring the stored feeds in line with the configured ones; what people added stays.

    Where feeds.toml names an address that people added, theirs is dropped: one address is one
    feed, and is polled once.
    """
    configured = {feed.id for feed in settings.feeds}
    addresses = {folded(feed.url) for feed in settings.feeds}
    stored = await tx.feeds.all()
    known = {feed.id for feed, _ in stored}
    new = 0
    for feed in settings.feeds:
        await tx.feeds.put(feed, now=now + new * _APART)
        new += feed.enabled and feed.id not in known
    for feed, _ in stored:
        if feed.id in configured:
            continue
        if feed.added_by == "config" or folded(feed.url) in addresses:
            await tx.feeds.remove(feed.id)


class _Pausing(Protocol):
    """What can leave a host in peace."""

    def pause(self, url: str, seconds: float) -> None:
        """Leave the host of an address in peace."""


async def adopt_pauses(tx: Transaction, web: _Pausing, *, now: datetime) -> None:
    """Let the hosts that asked for a pause have it in this process too."""
    for feed, state in await tx.feeds.all():
        if state.paused_until is not None and state.paused_until > now:
            web.pause(feed.url, (state.paused_until - now).total_seconds())


async def adopt_console(
    tx: Transaction, settings: Settings, packs: Packs, *, now: datetime
) -> None:
    """Let the terminal's subscription be what `[console]` says; none where it is off."""
    for old in await tx.subscriptions.of(CONSOLE):
        await tx.subscriptions.remove(old.id)
    if settings.console.enabled:
        await tx.subscriptions.put(_subscription(settings, packs, now))


def _subscription(settings: Settings, packs: Packs, now: datetime) -> Subscription:
    console = settings.console
    named = {
        "place": console.places,
        "actor": console.actors,
        "word": console.words,
        "without": console.without,
    }
    text = " ".join(f'{key}:"{value}"' for key, values in named.items() for value in values)
    wishes = read_wishes(text, resolver(packs.lexicon.names.by_key))
    return subscription(
        wishes,
        id_="console",
        channel=CONSOLE,
        usual=console.min_severity,
        now=now,
        by="tocsin.toml",
    )
