"""Which of the troubles that a degraded device tells of is worth an alert: a new one that lasts.

A heartbeat joins troubles by "; ". One that was told in two heartbeats lasts: when the console comes back after a
pause, every device tells once that it could not be reached. Numbers in it do not make a trouble a new one.
"""

import re

_JOINT = "; "
_NUMBER = re.compile(r"\d+")


def lasting(detail: str, before: str, alarmed: str) -> tuple[str, str]:
    """Return the troubles to alarm now, and all that are alarmed from now on.

    `detail` and `before` are what the last two heartbeats told, `alarmed` is what this gave the time before.

    >>> lasting("disk full; clock off by 305 s", "clock off by 301 s", "")
    ('clock off by 305 s', 'clock off by # s')
    >>> lasting("clock off by 307 s", "disk full; clock off by 305 s", "clock off by # s")
    ('', 'clock off by # s')
    """
    now, known = _by_kind(detail), set(alarmed.split(_JOINT))
    old = [kind for kind in now if kind in known]
    new = [kind for kind in now if kind not in known and kind in _by_kind(before)]
    return _JOINT.join(now[kind] for kind in new), _JOINT.join(old + new)


def _by_kind(detail: str) -> dict[str, str]:
    return {_NUMBER.sub("#", trouble): trouble for trouble in detail.split(_JOINT) if trouble}
