"""What Slack's errors mean: the type that comes out decides whether to try again."""

from dataclasses import dataclass

from bot.errors import ChannelGone, MarkupRefused, Rejected, TocsinError, Unavailable, Uncertain

#: Seconds until a refused token or a missing scope is tried again: a repair comes first.
AFTER_REPAIR = 300.0

_FLOOD, _SERVER_FAULT = 429, 500
#: The installation takes nothing more, whatever the channel.
TOKEN_ERRORS = frozenset(
    """
    account_inactive invalid_auth not_allowed_token_type not_authed token_expired token_revoked
    """.split()
)
_GONE = {
    "channel_not_found": "the channel is gone, or private and the bot is outside",
    "is_archived": "the channel is archived",
    "not_in_channel": "the bot is not in the channel; invite it",
    "user_disabled": "the person's account is disabled",
}
_MARKUP = frozenset(
    """
    invalid_blocks invalid_blocks_format metadata_too_large msg_blocks_too_long msg_too_long
    no_text
    """.split()
)
_WAIT = frozenset("message_limit_exceeded rate_limited ratelimited".split())
#: "It's possible some aspect of the operation succeeded." Source: Slack, Web API, errors.
_UNSURE = frozenset("fatal_error internal_error request_timeout service_unavailable".split())
_NO_THREAD = frozenset("cannot_reply_to_message invalid_thread_ts thread_not_found".split())


class TokenRefused(Unavailable):
    """Slack does not know this token, or does not any more."""


class ScopeMissing(Unavailable):
    """The app was installed without a scope that this needs."""


class ThreadGone(Rejected):
    """The message that was to be answered is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An answer that says no."""

    status: int
    error: str = ""
    #: Seconds.
    retry_after: float | None = None
    #: The scope that is missing.
    needed: str = ""


def meaning(refused: Refused) -> TocsinError:
    """The house's error for one of Slack's."""
    name = refused.error
    if refused.status == _FLOOD or name in _WAIT:
        return Unavailable(f"Slack says {name or 'ratelimited'}", retry_after=refused.retry_after)
    if refused.status >= _SERVER_FAULT or name in _UNSURE:
        return Uncertain(f"Slack says {name or refused.status}")
    if name in TOKEN_ERRORS:
        return TokenRefused(f"Slack says {name}", retry_after=AFTER_REPAIR)
    if name == "missing_scope":
        return ScopeMissing(
            f"Slack says missing_scope: the app needs {refused.needed or 'more scopes'};"
            " take the manifest anew and reinstall it",
            retry_after=AFTER_REPAIR,
        )
    return _final(name or f"HTTP {refused.status}")


def _final(name: str) -> TocsinError:
    if name.startswith("restricted_action"):
        return ChannelGone(f"Slack says {name}: the bot may not post in the channel")
    if name in _GONE:
        return ChannelGone(f"Slack says {name}: {_GONE[name]}")
    if name in _MARKUP:
        return MarkupRefused(f"Slack says {name}")
    if name in _NO_THREAD:
        return ThreadGone(f"Slack says {name}")
    return Rejected(f"Slack says {name}")
