"""What holds for every test: an unforeseen skip fails in CI, and tables are shown to people."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

# The same draws in every run: a test is to find what a change broke, not what chance drew.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")

_SHARED = Path(__file__).parents[2] / "shared"

#: Why a test may be skipped in CI, and whether that reason is true here.
_FORESEEN = {
    "shared/ is absent": not _SHARED.exists(),
    "POSTGRES_FOR_TESTS names no server": "POSTGRES_FOR_TESTS" not in os.environ,
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn an unforeseen skip into a failure where the environment says CI."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        reason = _reason(report)
        if not _FORESEEN.get(reason, False):
            report.outcome = "failed"
            report.longrepr = f"skipped in CI, which nobody foresaw: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the tables that tests recorded, whichever process made them."""
    for report in terminalreporter.getreports(""):
        for name, told in getattr(report, "user_properties", ()):
            if name == "table":
                terminalreporter.write_sep("-", report.nodeid.partition("::")[2])
                terminalreporter.write_line(told)


def _reason(report: pytest.TestReport) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")
