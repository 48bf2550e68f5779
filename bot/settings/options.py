"""The sections of `tocsin.toml`; their defaults stand there and nowhere else.

A field's description is the remedy that a person reads when its value is wrong.
"""

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import NoDecode

from bot.model.scale import Severity

_UNITS = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)\s*")


def duration(value: object) -> object:
    """Read "20 s", "15 min", "48 h" or "30 d"; anything else is refused.

    Raises:
        ValueError: the text is no number with one of the five units.
    """
    if isinstance(value, timedelta):
        return value
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("is no duration")
    try:
        return timedelta(seconds=float(found[1]) * _UNITS[found[2]])
    except OverflowError as error:
        raise ValueError("is longer than time is kept") from error


def listed(value: object) -> object:
    """Split a text at its commas: how a list is written in a variable."""
    if not isinstance(value, str):
        return value
    return [part.strip() for part in value.split(",") if part.strip()]


def web_address(value: str) -> str:
    """Let an http(s) address with a host and without credentials pass.

    Raises:
        ValueError: it is none.
    """
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        usable = usable and parts.port != 0
    except ValueError as error:
        raise ValueError("is no web address") from error
    if not usable or re.search(r"[\s\x00-\x1f]", value):
        raise ValueError("is no web address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("carries a user name or a password")
    return value


def _without_bot(value: str) -> str:
    if value.rstrip("/").endswith("/bot"):
        raise ValueError("ends in /bot")
    return web_address(value).rstrip("/")


def _with_api(value: str) -> str:
    if not value.endswith("/api/"):
        raise ValueError("does not end in /api/")
    return web_address(value)


def _contact(value: str) -> str:
    return value if value.startswith("mailto:") else web_address(value)


Duration = Annotated[timedelta, BeforeValidator(duration)]
WebAddress = Annotated[str, AfterValidator(web_address)]
_Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)]
_Port = Annotated[int, Field(ge=1, le=65535)]
_Ports = Annotated[tuple[_Port, ...], NoDecode, BeforeValidator(listed)]


class Section(BaseModel):
    """One table of `tocsin.toml`: closed and frozen; a fault never shows what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class General(Section):
    """Who runs this, and in which language it speaks."""

    contact_url: Annotated[str, AfterValidator(_contact)] = Field(
        description='an address where publishers reach you: "https://…" or "mailto:…"'
    )
    language: Literal["en"] = Field(description='"en", the one language there is so far')
    allow_private_networks: bool = Field(description="true or false")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        description='"debug", "info", "warning" or "error"'
    )


class Polling(Section):
    """How feeds are fetched and read."""

    timeout: Duration = Field(gt=timedelta(0), description='a time such as "20 s"')
    max_bytes: int = Field(ge=1_000, description="a whole number of bytes, 1000 or more")
    concurrency: int = Field(ge=1, le=1_000, description="a whole number from 1 to 1000")
    spacing: Duration = Field(ge=timedelta(0), description='a time such as "1 s", or "0 s"')
    allowed_ports: _Ports = Field(description="ports from 1 to 65535: [80, 443]")
    use_proxy: bool = Field(description="true or false")
    children: int = Field(ge=1, le=64, description="a whole number from 1 to 64")
    child_timeout: Duration = Field(gt=timedelta(0), description='a time such as "5 s"')
    first_poll_alerts: int = Field(ge=0, description="a whole number, 0 or more")


class Tracking(Section):
    """How long an incident is followed."""

    stale_after: Duration = Field(gt=timedelta(0), description='a time such as "72 h"')


class Console(Section):
    """The terminal's own subscription."""

    enabled: bool = Field(description="true or false")
    min_severity: Severity = Field(
        description='"unknown", "minor", "moderate", "severe" or "extreme"'
    )
    places: _Words = Field(description='a list of texts: ["Iraq", "Syria"]')
    actors: _Words = Field(description='a list of texts: ["Hezbollah"]')
    words: _Words = Field(description='a list of texts: ["drone"]')
    without: _Words = Field(description='a list of texts: ["exercise"]')


class Telegram(Section):
    """The Telegram bot; without a token it is off."""

    token: SecretStr | None = Field(
        default=None, description="the token BotFather gave you, best in TELEGRAM_BOT_TOKEN"
    )
    api_base_url: Annotated[str, AfterValidator(_without_bot)] = Field(
        description='the server without /bot: "https://api.telegram.org"'
    )


class Slack(Section):
    """The Slack app; without a bot token it is off."""

    bot_token: SecretStr | None = Field(
        default=None, description="the app's xoxb- token, best in SLACK_BOT_TOKEN"
    )
    app_token: SecretStr | None = Field(
        default=None, description="the app's xapp- token, best in SLACK_APP_TOKEN"
    )
    signing_secret: SecretStr | None = Field(
        default=None, description="the app's signing secret, best in SLACK_SIGNING_SECRET"
    )
    api_base_url: Annotated[str, AfterValidator(_with_api)] = Field(
        description='the server with /api/: "https://slack.com/api/"'
    )


class Chats(Section):
    """What chats may do."""

    feeds: int = Field(ge=0, description="a whole number, 0 to let no chat add feeds")
    feeds_in_all: int = Field(ge=0, description="a whole number, 0 or more")


class Options(Section):
    """All sections of `tocsin.toml`."""

    general: General
    polling: Polling
    tracking: Tracking
    chats: Chats
    console: Console
    telegram: Telegram
    slack: Slack
