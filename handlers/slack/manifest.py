"""The app manifest: what Slack is told to make the app with one paste."""

import json

#: What the bot does needs these and no more.
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
)
_EVENTS = (
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_unarchive",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)


def manifest() -> str:
    """The manifest as JSON, to paste where Slack asks for one."""
    return json.dumps(_manifest(), indent=2)


def _manifest() -> dict[str, object]:
    return {
        "display_information": {
            "name": "Tocsin",
            "description": "Warns when a conflict escalates",
            "background_color": "#7a1f1f",
        },
        "features": {
            "app_home": {"messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "tocsin", "always_online": True},
            "slash_commands": [
                {
                    "command": "/tocsin",
                    "description": "Alerts for this channel, and questions about incidents",
                    "usage_hint": "subscribe | unsubscribe | list | summary | why | feeds | rule"
                    " | help",
                    "should_escape": True,
                },
                {
                    "command": "/summary",
                    "description": "The picture now: incidents by severity",
                    "usage_hint": "[1h|6h|24h|7d] [place|actor|#story]",
                    "should_escape": True,
                },
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(_EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }
