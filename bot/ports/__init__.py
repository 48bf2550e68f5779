"""What the core asks of the world: Store, Web, Handler, Clock.

A store's transaction is what `async with store.begin() as tx` yields: it commits when the block
ends, rolls back when the block raises, and nothing awaits the network inside one.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.ports.chats import ChatRules, Deliveries, Subscriptions
from bot.ports.news import Ailing, Articles, Feeds, Following, Incidents, Offer
from bot.ports.world import Handler, Heard, Hearer, NewsReader, Reader, Receipt, SiteReader, Web

__all__ = [
    "Ailing",
    "Articles",
    "ChatRules",
    "Clock",
    "Deliveries",
    "Feeds",
    "Following",
    "Handler",
    "Heard",
    "Hearer",
    "Incidents",
    "NewsReader",
    "Offer",
    "Reader",
    "Receipt",
    "SiteReader",
    "Store",
    "Subscriptions",
    "Transaction",
    "Web",
]

#: Gives the time as an aware UTC datetime.
Clock: TypeAlias = Callable[[], datetime]


class Transaction(Protocol):
    """One transaction over all tables."""

    feeds: Feeds
    following: Following
    rules: ChatRules
    articles: Articles
    incidents: Incidents
    subscriptions: Subscriptions
    deliveries: Deliveries


class Store(Protocol):
    """The application's tables: the one truth."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction; SQLite begins IMMEDIATE."""
