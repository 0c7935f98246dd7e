"""What an edge says each minute and what the console answers."""

from typing import Literal

import msgspec

from wire.bounds import Count, Identifier, Instant, Line, Token


class Heartbeat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Health of one gateway or agent."""

    device: Identifier
    component: Literal["gateway", "agent"]
    version: Token
    sent_at: Instant
    policy_version: Count
    outbox_depth: Count
    state: Literal["ok", "degraded"]
    detail: Line = ""


class HeartbeatReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the console knows: the newest policy version, and its clock."""

    policy_version: Count
    now: Instant
