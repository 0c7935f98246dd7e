from datetime import UTC, datetime

import pytest

from server.fleet.types import Device, DeviceState
from server.web.fleet_words import condition_of
from server.web.labels import TABLES

HEARD = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "heard", "online", "health", "condition"),
    [
        (DeviceState.ACTIVE, HEARD, True, "ok", "ok"),
        (DeviceState.ACTIVE, HEARD, True, "degraded", "degraded"),
        (DeviceState.ACTIVE, HEARD, False, "degraded", "silent"),
        (DeviceState.ACTIVE, None, False, "", "never"),
        (DeviceState.REVOKED, HEARD, True, "ok", "revoked"),
        (DeviceState.REVOKED, None, False, "", "revoked"),
    ],
)
def test_the_worst_that_is_known_of_a_device_is_said(
    state: DeviceState, heard: datetime | None, online: bool, health: str, condition: str
) -> None:
    device = Device(
        "pc-1", "agent", state, HEARD, "admin", HEARD, "key", health=health, last_seen_at=heard, online=online
    )
    assert condition_of(device) == condition
    assert condition in TABLES["device-state"]
