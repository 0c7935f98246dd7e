"""A heartbeat is small and bounded, for a hundred thousand machines send one each minute."""

import msgspec
import pytest

from wire import canonical
from wire.heartbeat import Heartbeat, HeartbeatReply

HEARTBEAT = Heartbeat("pc-7", "agent", "0.1.0", "2026-01-31T08:00:00Z", 7, 0, "ok")


def test_heartbeat_and_reply_come_back_as_they_were() -> None:
    reply = HeartbeatReply(8, "2026-01-31T08:00:00Z")
    assert msgspec.json.decode(canonical.encode(HEARTBEAT), type=Heartbeat) == HEARTBEAT
    assert msgspec.json.decode(canonical.encode(reply), type=HeartbeatReply) == reply


def test_a_plain_heartbeat_is_short() -> None:
    assert len(canonical.encode(HEARTBEAT)) < 256


@pytest.mark.parametrize(
    ("field", "value"),
    [("state", "fine"), ("outbox_depth", 2**63), ("detail", "x" * 1025), ("policy_version", -1)],
)
def test_a_heartbeat_out_of_bounds_is_refused(field: str, value: object) -> None:
    raw = canonical.encode(msgspec.structs.replace(HEARTBEAT, **{field: value}))
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=Heartbeat)
