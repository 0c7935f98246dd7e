"""A second pass over a file that gives a password away behind the part that it opens.

An attachment may stand before the sentence with its password: in the order of the file, in its
name, in a later part. The second pass tries what the first one has learnt.
"""

import time
from collections.abc import Callable

import msgspec

from inspection.channel import Job
from inspection.passwords import Passwords
from policies.inspected import Inspection

_SHARE = 0.4  # of the time, within which the first pass must have ended for the second to have as much


class Clock:
    """The time of one inspection, of which `patience` seconds may be used."""

    def __init__(self, patience: float) -> None:
        self._started = time.monotonic()
        self._patience = patience

    @property
    def deadline(self) -> float:
        """When to stop, by the monotonic clock."""
        return self._started + self._patience

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._started

    @property
    def has_time(self) -> bool:
        """Whether all that was done could be done once more."""
        return self.seconds < self._patience * _SHARE


def inspect(once: Callable[[Job], tuple[Inspection, Passwords]], job: Job, clock: Clock) -> Inspection:
    """Return what `once` answers, if need be asked a second time with the passwords learnt.

    The first answer stands where the second one opened nothing, as when its time was up.
    """
    first, learnt = once(job)
    if not learnt.came_late or not clock.has_time:
        return first
    second, _ = once(msgspec.structs.replace(job, passwords=tuple(learnt)))
    return second if _locked(second) < _locked(first) and second.reason != "time-out" else first


def _locked(inspection: Inspection) -> int:
    return sum(not part.unlocked for part in inspection.encrypted)
