"""The manifest that people paste: what it asks for is what the code needs."""

import json
from pathlib import Path

from handlers.slack import manifest
from handlers.slack.life import BACK, GONE
from handlers.slack.manifest import SCOPES
from tests.servers.slack import world

#: Characters. Source: Slack, app manifest reference.
LONGEST_DESCRIPTION, LONGEST_HINT = 140, 1000


def test_it_is_json_with_socket_mode_both_commands_and_buttons() -> None:
    made = json.loads(manifest())
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["interactivity"]["is_enabled"] is True
    commands = made["features"]["slash_commands"]
    assert [each["command"] for each in commands] == ["/tocsin", "/summary"]
    assert len(made["display_information"]["description"]) <= LONGEST_DESCRIPTION
    assert all(len(each["usage_hint"]) <= LONGEST_HINT for each in commands)
    assert "url" not in json.dumps(commands)


def test_every_event_that_is_acted_on_is_asked_for() -> None:
    events = json.loads(manifest())["settings"]["event_subscriptions"]["bot_events"]
    assert {*GONE, *BACK, "app_mention", "message.im", "member_joined_channel"} <= set(events)
    assert {"app_uninstalled", "tokens_revoked"} <= set(events)


def test_the_scopes_are_those_that_the_test_server_gives() -> None:
    assert json.loads(manifest())["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert set(SCOPES) == world.SCOPES


def test_the_guide_explains_every_scope() -> None:
    guide = Path(__file__).parents[3].joinpath("docs/slack.md").read_text()
    assert [scope for scope in SCOPES if f"`{scope}`" not in guide] == []
