"""The structs of the language."""

import pytest

from policies.model import FILE_ACTIONS, MAIL_ACTIONS, Action, Channel, Rule, Scope


def test_every_action_belongs_to_one_channel() -> None:
    assert sorted((*MAIL_ACTIONS, *FILE_ACTIONS)) == sorted(Action)


@pytest.mark.parametrize(
    ("deadline", "seconds"), [("45s", 45), ("30m", 1800), ("8h", 28800), ("7d", 604800), (None, None)]
)
def test_deadlines(deadline: str | None, seconds: int | None) -> None:
    assert Rule(name="r", then=Action.DESTROY, reason="x", deadline=deadline).deadline_seconds == seconds


def test_the_channel_follows_from_the_action() -> None:
    assert Rule(name="r", then=Action.KEEP, reason="x").channels == (Channel.FILE,)
    assert Rule(name="r", then=Action.HOLD, reason="x").channels == (Channel.MAIL,)
    scope = Scope(channels=(Channel.MAIL,))
    assert Rule(name="r", then=Action.PASS, reason="x", scope=scope).channels == (Channel.MAIL,)
