"""Gateways and agents as pages see them."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

Component = Literal["gateway", "agent"]


class DeviceState(StrEnum):
    """Whether a device may talk to the console."""

    ACTIVE = "active"
    REVOKED = "revoked"


class Device(msgspec.Struct, frozen=True):
    """One enrolled gateway or agent, with what it last said of itself."""

    name: str
    component: Component
    state: DeviceState
    enrolled_at: datetime
    enrolled_by: str  # account that issued the enrolment token
    certificate_expires_at: datetime
    key_id: str
    version: str = ""  # of the software
    policy_version: int = 0  # in force on the device; 0 = none reported
    outbox_depth: int = 0
    health: str = ""  # "ok", "degraded", "" = never heard
    detail: str = ""
    last_seen_at: datetime | None = None
    online: bool = False  # heard within three heartbeats (3 minutes)


class EnrolmentToken(msgspec.Struct, frozen=True):
    """A one-time token for one device; shown once."""

    token: str
    component: Component
    device: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"EnrolmentToken({self.component!r}, {self.device!r}, …)"


class FleetCounts(msgspec.Struct, frozen=True):
    """Numbers for the overview page."""

    devices: int
    online: int
    degraded: int
    behind: int  # active devices whose policy version is not the newest
