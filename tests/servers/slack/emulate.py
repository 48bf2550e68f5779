"""Somebody else's Slack: npm `emulate`, its Web API alone, in a process of its own."""

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Exact versions, as everything that tests run on.
_COMMAND = "npx -y -p node@24.21.0 -p emulate@0.12.2 emulate start -s slack -p".split()
#: Seconds; the first time npm fetches both packages.
_START = 180.0
_READY = "Ready."


class Absent(Exception):
    """It cannot be had on this machine, and why."""


@contextmanager
def emulated(folder: Path) -> Iterator[str]:
    """The address of a running Web API, with `/api/`.

    Raises:
        Absent: there is no Node 24, and none to be fetched.
    """
    if shutil.which("npx") is None:
        raise Absent("npx is not installed")
    port = _free_port()
    log = folder / "emulate.log"
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 # a constant and a number
            [*_COMMAND, str(port)], stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait(process, log)
        yield f"http://localhost:{port}/api/"
    finally:
        # npx starts others: all of its own session end with it.
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    pause = threading.Event()
    for _ in range(int(_START * 5)):
        if _READY in log.read_text():
            return
        if process.poll() is not None:
            break
        pause.wait(0.2)
    raise Absent(f"it did not start: {log.read_text()[-500:]}")
