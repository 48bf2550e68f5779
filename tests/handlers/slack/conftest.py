"""A Slack server with people and channels, and a plain client."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeAlias

import aiohttp
import pytest

from tests.servers.slack.server import SlackServer

#: `await ask("chat.postMessage", channel="C1", text="x")` → the answer's body.
Ask: TypeAlias = Callable[..., Coroutine[Any, Any, dict[str, Any]]]

ANNA, BORIS, GUEST, STRANGER = "U0ANNA", "U0BORIS", "U0GUEST", "U0STRANGER"
DESK, WIRE, PRIVATE, OUTSIDE, DM = "C0DESK", "C0WIRE", "G0PRIVATE", "C0OUTSIDE", "D0ANNA"


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        furnish(server)
        yield server


def furnish(server: SlackServer) -> None:
    """People and channels."""
    people = server.people
    people.person(ANNA, "Anna", is_admin=True)
    people.person(BORIS, "Boris")
    people.person(GUEST, "Guest", is_restricted=True)
    people.person(STRANGER, "Stranger", team="T0OTHER", is_stranger=True)
    everybody = (ANNA, BORIS, GUEST, STRANGER)
    people.channel(DESK, "desk", *everybody)
    people.channel(WIRE, "wire", *everybody)
    people.channel(PRIVATE, "private", ANNA, kind="group")
    people.channel(OUTSIDE, "outside", *everybody).members.discard(server.world.bot.id)
    people.channel(DM, "", ANNA, kind="im")


@pytest.fixture
async def ask(server: SlackServer) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, token: str = server.bot_token, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 # whatever the API takes
            bearer = {"Authorization": f"Bearer {token}"}
            url = f"{server.url}{method}"
            async with session.post(url, json=asked, headers=bearer) as answer:
                body: dict[str, Any] = await answer.json()
                return body

        yield ask
