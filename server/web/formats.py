"""How instants, sizes and counts are written on a page.

Instants are shown in Beijing time (UTC+8, no daylight saving), the same in both languages, so
that two people who talk about a line of a list mean the same line.
"""

from datetime import datetime, timedelta, timezone

from wire import instant

BEIJING = timezone(timedelta(hours=8), "UTC+8")
_UNITS = ("B", "KB", "MB", "GB", "TB")
_STEP = 1024


def when(moment: datetime | str | None, *, seconds: bool = False) -> str:
    """Return `2026-01-31 16:00` for an aware datetime or an instant of the wire; "–" for None."""
    if moment is None:
        return "–"
    local = _aware(moment).astimezone(BEIJING)
    return local.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def machine_time(moment: datetime | str) -> str:
    """Return the RFC 3339 form in UTC for the `datetime` attribute of an HTML `time` element."""
    return instant.render(_aware(moment))


def _aware(moment: datetime | str) -> datetime:
    return instant.parse(moment) if isinstance(moment, str) else moment


def size(octets: int) -> str:
    """Return a size such as `512 B` or `1.4 MB` (steps of 1024)."""
    value = float(octets)
    for unit in _UNITS:
        if value < _STEP or unit == _UNITS[-1]:
            return f"{octets} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= _STEP
    raise AssertionError


def groups_of_four(secret: str) -> list[str]:
    """Cut a password into groups of four characters, which people copy without slips."""
    return [secret[start : start + 4] for start in range(0, len(secret), 4)]


def day_end(day: str) -> datetime | None:
    """Return the first instant after the Beijing day `YYYY-MM-DD`; None when it is no such day."""
    start = day_start(day)
    return start + timedelta(days=1) if start else None


def day_start(day: str) -> datetime | None:
    """Return the first instant of the Beijing day `YYYY-MM-DD`; None when it is no such day."""
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=BEIJING)
    except ValueError:
        return None
