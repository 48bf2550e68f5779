"""The real `tocsin`, started as a person would start it, and watched."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]

_SETTINGS = """
[general]
allow_private_networks = true
contact_url = "http://127.0.0.1/"
log_level = "info"
[polling]
spacing = "0 s"
[console]
enabled = true
min_severity = "{severity}"
"""

_FEED = """
[[feed]]
id = "{id}"
url = "{url}"
name = "{name}"
reliability = "B"
interval = "1 s"
full_text = false
"""


def configure(folder: Path, feeds: Mapping[str, str], *, severity: str = "moderate") -> Path:
    """Write a configuration that polls these feeds (name → address) every second."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tocsin.toml").write_text(_SETTINGS.format(severity=severity), "utf-8")
    tables = [
        _FEED.format(id=name.lower().replace(" ", "-"), url=url, name=name)
        for name, url in feeds.items()
    ]
    (folder / "feeds.toml").write_text("".join(tables), "utf-8")
    return folder


@dataclass(slots=True)
class Running:
    """A started process whose output is read as it comes."""

    process: subprocess.Popen[str]
    #: Lines of standard output with the moment (monotonic seconds) at which each came.
    lines: list[tuple[float, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _new: "Queue[None]" = field(default_factory=Queue)
    _readers: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stream, keep in ((self.process.stdout, self._line), (self.process.stderr, self._error)):
            reader = threading.Thread(target=self._read, args=(stream, keep), daemon=True)
            reader.start()
            self._readers.append(reader)

    def ended(self) -> int:
        """Wait until it has ended and all of its output was read; the exit code."""
        code = self.process.wait(30)
        for reader in self._readers:
            reader.join(10)
        return code

    @property
    def text(self) -> str:
        """All of standard output so far."""
        return "\n".join(line for _, line in self.lines)

    def wait_for(self, condition: Callable[[str], bool], *, seconds: float = 60) -> float:
        """Wait until the output fulfils a condition; the moment of its last line."""
        deadline = time.monotonic() + seconds
        while not condition(self.text):
            left = deadline - time.monotonic()
            if left <= 0 or (self.process.poll() is not None and not condition(self.text)):
                raise AssertionError(
                    f"not seen within {seconds} s (exit {self.process.poll()}):\n{self.text}\n"
                    + "\n".join(self.errors)
                )
            try:
                self._new.get(timeout=min(left, 0.5))
            except Empty:
                continue
        return self.lines[-1][0]

    def wait_error(self, text: str, *, seconds: float = 60) -> None:
        """Wait until standard error holds a text."""
        deadline = time.monotonic() + seconds
        while not any(text in line for line in self.errors):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError(f"{text!r} not seen:\n" + "\n".join(self.errors))
            try:
                self._new.get(timeout=0.5)
            except Empty:
                continue

    def terminate(self) -> float:
        """Send SIGTERM and wait; the seconds it took to end."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)
        return time.monotonic() - began

    def _read(self, stream: TextIO, keep: Callable[[str], None]) -> None:
        with stream:
            for line in stream:
                keep(line.rstrip("\n"))
                self._new.put(None)
        self._new.put(None)

    def _line(self, line: str) -> None:
        self.lines.append((time.monotonic(), line))

    def _error(self, line: str) -> None:
        self.errors.append(line)


@contextmanager
def tocsin(
    *words: str | Path,
    program: Sequence[str | Path] = ("-m", "bot"),
    env: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """Start `tocsin WORDS…` with more variables; it is killed at the end where it still runs."""
    process = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, *map(str, program), *map(str, words)],
        cwd=ROOT,
        env=environment() | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Running(process)
    try:
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        running.ended()


def environment() -> dict[str, str]:
    """The environment without anything that would configure Tocsin."""
    ours = ("TOCSIN_", "TELEGRAM_", "SLACK_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PYTHONPATH": str(ROOT), "COLUMNS": "160", "PYTHONUNBUFFERED": "1"}
