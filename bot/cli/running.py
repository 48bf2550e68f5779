"""`tocsin run`, `demo` and `check`."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.cli.errors import one_line
from bot.cli.options import Config, Data, settings
from bot.log import configure
from bot.settings import Settings

#: Seconds after the demo's last article was fetched: enough to read it and print its alert.
_AFTERWARDS, _AT_LEAST = 5.0, 1.5

_DEMO_INSTEAD = """\
No chat token is set, so this is the demo: invented news, served on this machine.
To go live set TELEGRAM_BOT_TOKEN (or SLACK_BOT_TOKEN and SLACK_APP_TOKEN), or start `tocsin run`
to follow config/feeds.toml with alerts in this terminal. Ctrl-C ends it.
"""
_END = "\nThat was the demo. `tocsin run` follows config/feeds.toml; `tocsin --help` shows more."


def run(
    config: Config = None,
    data: Data = None,
    *,
    or_demo: Annotated[
        bool, typer.Option("--or-demo", help="Run the demo where no chat token is set.")
    ] = False,
) -> None:
    """Follow the feeds and post alerts until Ctrl-C or SIGTERM.

    Example: tocsin run --config ./config --data ./var
    """
    with one_line():
        chosen = settings(config, data)
        if or_demo and not _has_token(chosen):
            typer.echo(_DEMO_INSTEAD)
            asyncio.run(_demo())
            return
        _log(chosen)
        asyncio.run(app.run(chosen))


def demo(
    speed: Annotated[
        float, typer.Option(min=0.1, max=60.0, help="How many times faster than a minute.")
    ] = 1.0,
    seeds: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A story of your own, like seeds/.")
    ] = None,
) -> None:
    """Show the whole way on invented news, in about a minute; needs no network.

    Example: tocsin demo --speed 3
    """
    with one_line():
        asyncio.run(_demo(speed, seeds))


def check(config: Config = None) -> None:
    """Check the configuration and every rule; say what is wrong, a line each.

    Example: tocsin check --config ./config
    """
    with one_line():
        chosen = settings(config)
        packs = app.packs_of(chosen)
        typer.echo(
            f"{chosen.config}: {len(chosen.feeds)} feeds, {len(packs.rules)} rules"
            f" ({packs.hash[:19]}): nothing is wrong"
        )


async def _demo(speed: float = 1.0, seeds: Path | None = None) -> None:
    # It brings an HTTP server, which no other command waits for.
    from bot.demo import demo as told  # noqa: PLC0415

    async with told(clock=app.now, speed=speed, seeds=seeds) as story:
        chosen = settings(story.config, story.data)
        _log(chosen)
        stop = asyncio.Event()
        ending = asyncio.create_task(_end(story.told, stop, max(_AT_LEAST, _AFTERWARDS / speed)))
        try:
            await app.run(chosen, until=stop)
        finally:
            ending.cancel()
    if story.told.is_set():
        typer.echo(_END)


async def _end(over: asyncio.Event, stop: asyncio.Event, seconds: float) -> None:
    await over.wait()
    await asyncio.sleep(seconds)
    stop.set()


def _has_token(chosen: Settings) -> bool:
    return bool(chosen.telegram.token or chosen.slack.bot_token)


def _log(chosen: Settings) -> None:
    configure(chosen.general.log_level, terminal=sys.stderr.isatty())
