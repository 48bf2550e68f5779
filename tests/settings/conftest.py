"""Settings name every fault at once, so they compile the packs each time: once is enough here."""

import pytest

from tests.fakes.packs import compile_once


@pytest.fixture(autouse=True)
def _compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_once(monkeypatch)
