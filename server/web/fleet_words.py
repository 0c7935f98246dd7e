"""How a device stands, in one word that a person understands."""

from server.fleet.types import Device


def condition_of(device: Device) -> str:
    """Return the token of a device's state for people: revoked, never, silent, degraded or ok."""
    if device.state == "revoked":
        return "revoked"
    if device.last_seen_at is None:
        return "never"
    if not device.online:
        return "silent"
    return "degraded" if device.health == "degraded" else "ok"
