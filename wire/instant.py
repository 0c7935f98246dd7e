"""Instants on the wire: UTC, RFC 3339, microseconds, ending in Z."""

from datetime import UTC, datetime


def render(moment: datetime) -> str:
    """Return an aware datetime as `2026-01-31T08:00:00.000000Z`.

    Raises:
        ValueError: `moment` has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse(text: str) -> datetime:
    """Return the aware UTC datetime of an instant as `render` writes it.

    Raises:
        ValueError: not such an instant.
    """
    return datetime.fromisoformat(text).astimezone(UTC)
