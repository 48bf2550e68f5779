"""Slack, by Socket Mode and the Web API."""

from handlers.slack.handler import SlackHandler
from handlers.slack.manifest import manifest

__all__ = ["SlackHandler", "manifest"]
