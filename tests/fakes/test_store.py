"""The store in memory keeps the contract of the real one: the same tests, another store."""

import pytest

from tests.fakes.store import FakeStore
from tests.store.test_articles import *  # noqa: F403 (its tests, collected here too)
from tests.store.test_deliveries import *  # noqa: F403 (the same)
from tests.store.test_following import *  # noqa: F403 (the same)
from tests.store.test_rules import *  # noqa: F403 (the same)


@pytest.fixture
def store() -> FakeStore:
    """An empty store in memory, in place of the database that these tests were written for."""
    return FakeStore()
