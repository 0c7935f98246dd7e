"""A session is a plain value."""

import msgspec

from agent.platform.base import Session


def test_a_session_is_frozen_and_can_travel() -> None:
    one = Session("7", "wang", 1000, active=True, display=True, environment={"DISPLAY": ":0"})
    assert msgspec.json.decode(msgspec.json.encode(one), type=Session) == one
    assert (one.terminal, Session("8", "li", 1, active=False, display=False).environment) == ("", {})
