"""The rule about skips, tried on a small suite of its own."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

#: The suite inside awaits nothing.
_PLAIN = ("-p", "no:asyncio")

_SUITE = """
import pytest

def test_passes():
    pass

@pytest.mark.skip(reason="{reason}")
def test_skipped():
    pass

def test_skips_itself():
    pytest.skip("{reason}")
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    tests = pytester.mkdir("checkout") / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text((Path(__file__).parent / "conftest.py").read_text("utf-8"))
    return pytester


def _write(suite: pytest.Pytester, reason: str) -> None:
    (suite.path / "checkout" / "tests" / "test_it.py").write_text(_SUITE.format(reason=reason))


def test_an_unforeseen_skip_fails_in_ci_only(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(suite, "the moon is full")
    suite.runpytest_inprocess(*_PLAIN, "checkout").assert_outcomes(passed=1, skipped=2)

    monkeypatch.setenv("CI", "true")

    ran = suite.runpytest_inprocess(*_PLAIN, "checkout")
    ran.assert_outcomes(passed=1, failed=1, errors=1)
    ran.stdout.fnmatch_lines("*nobody foresaw: the moon is full")


def test_shared_may_be_absent_in_ci_but_not_called_absent_when_it_is_there(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    _write(suite, "shared/ is absent")
    suite.runpytest_inprocess(*_PLAIN, "checkout").assert_outcomes(passed=1, skipped=2)

    suite.mkdir("shared")

    suite.runpytest_inprocess(*_PLAIN, "checkout").assert_outcomes(passed=1, failed=1, errors=1)
