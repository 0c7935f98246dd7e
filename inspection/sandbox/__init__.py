"""What a worker may do after it has loaded its code: compute, and talk on the socket it holds.

One file per operating system behind one function: `enter(limits)` gives up everything else and
returns the names of the fences that stand. Callers never ask which system they are on.
"""

import sys

from inspection.limits import Limits

WANTED = ("rlimits", "landlock", "seccomp")


def preload() -> None:
    """Load what `enter` needs, so that many processes forked from this one need not each do so."""
    if sys.platform == "linux":
        from inspection.sandbox import linux  # noqa: F401, PLC0415  # one system's file is loaded on that system only


def enter(limits: Limits, *, threads: bool = False) -> tuple[str, ...]:
    """Fence this process in for good and return which of `WANTED` stand; call it once, single-threaded.

    With `threads` it may start some afterwards, within the same fences.
    """
    if sys.platform == "linux":
        from inspection.sandbox import linux  # noqa: PLC0415  # one system's file is loaded on that system only

        return linux.enter(limits, threads=threads)
    from inspection.sandbox import other  # noqa: PLC0415

    return other.enter(limits)


def renew_cpu_budget(seconds: int) -> None:
    """Give this process `seconds` of processor time from now on; the kernel ends it beyond them."""
    if sys.platform == "linux":
        from inspection.sandbox import linux  # noqa: PLC0415

        linux.renew_cpu_budget(seconds)


def give_room(pid: int, octets: int) -> None:
    """Let a fenced process map a file of so many octets besides the memory that it may have; 0 takes it back.

    Called by its parent: from inside no limit can be raised.
    """
    if sys.platform == "linux":
        from inspection.sandbox import linux  # noqa: PLC0415

        linux.give_room(pid, octets)
