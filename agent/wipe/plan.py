"""What overwriting can reach on this file's medium, and what it cannot (row R23).

Overwriting proves something about blocks only where a file system writes in place. What was
measured: ext4 in ordered mode and xfs lose the content; btrfs keeps all of it; a reflink keeps
all of it anywhere; ext4 with data=journal keeps a copy in its journal; a solid-state disk may
keep old pages that nobody can address; and the name stays in a directory block. The result is a
method and the list of risks that stand in the record. Shared blocks are never overwritten in the
belief that they were: such a file is refused.
"""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from agent.wipe import refusal, syscalls
from agent.wipe.refusal import Refusal

METHOD = "overwrite-1"
NAME = "file-name"  # overwriting content never reaches the name
COPY_ON_WRITE = "copy-on-write"
DATA_JOURNAL = "data-journal"
NETWORK = "network-file-system"
SOLID_STATE = "ssd-remap"
SNAPSHOTS = "snapshot"
SWAP = "memory-may-be-swapped"
UNKNOWN_SYSTEM = "unknown-file-system"
UNKNOWN_MEDIUM = "unknown-medium"
INLINE = "content-in-metadata"
ENCODED = "compressed-extents"
OPEN_HANDLES = "open-in-another-process"
OPEN_UNKNOWN = "open-handles-not-known"

_IN_PLACE = frozenset({"ext2", "ext3", "ext4", "xfs", "vfat", "exfat", "f2fs"})
_BY_SYSTEM = {
    "btrfs": (COPY_ON_WRITE, SNAPSHOTS),
    "zfs": (COPY_ON_WRITE, SNAPSHOTS),
    "bcachefs": (COPY_ON_WRITE, SNAPSHOTS),
    "f2fs": (COPY_ON_WRITE,),
    "overlay": (COPY_ON_WRITE,),
    "tmpfs": (SWAP,),
    "ramfs": (),
    "nfs": (NETWORK,),
    "nfs4": (NETWORK,),
    "cifs": (NETWORK,),
    "smb3": (NETWORK,),
    "9p": (NETWORK,),
    "fuse": (NETWORK,),
}
_NO_DISC = frozenset({"tmpfs", "ramfs"})


class Mount(NamedTuple):
    """The mount a file lies on, as /proc/self/mountinfo tells."""

    system: str
    options: str


class Plan(NamedTuple):
    """How the file is destroyed, and what that leaves."""

    method: str
    residual_risk: tuple[str, ...]


def plan(descriptor: int, mount: Callable[[int], Mount] | None = None) -> Plan:
    """Return the plan for an open file (read and write).

    Raises:
        Refusal: blocks of the file belong to another file as well.
    """
    device = os.fstat(descriptor).st_dev
    where = (mount or mount_of)(device)
    risks = {NAME, *_system_risks(where), *_medium_risks(device, where), *_handle_risks(descriptor)}
    for extent in syscalls.extents(descriptor) or []:
        if extent.flags & syscalls.EXTENT_SHARED:
            raise Refusal(refusal.SHARED_EXTENTS)
        if extent.flags & syscalls.EXTENT_INLINE:
            risks.add(INLINE)
        if extent.flags & syscalls.EXTENT_ENCODED:
            risks.add(ENCODED)
    return Plan(METHOD, tuple(sorted(risks)))


def mount_of(device: int) -> Mount:
    """Return the mount of a device number; an unknown one has the system ""."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines():
        left, _, right = line.partition(" - ")
        fields, tail = left.split(), right.split()
        if fields[2] == wanted and len(tail) >= 1:
            return Mount(tail[0], ",".join((fields[5], *tail[2:])))
    return Mount("", "")


def _system_risks(mount: Mount) -> tuple[str, ...]:
    known = _BY_SYSTEM.get(mount.system.partition(".")[0])
    if known is None and mount.system not in _IN_PLACE:
        return (UNKNOWN_SYSTEM,)
    journal = (DATA_JOURNAL,) if "data=journal" in mount.options else ()
    return (known or ()) + journal


def _medium_risks(device: int, mount: Mount) -> tuple[str, ...]:
    """Ask the block layer whether the disk turns; one that does not may remap what is written."""
    if mount.system in _NO_DISC:
        return ()
    base = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
    for directory in (base, base.parent):  # a partition has no queue of its own
        try:
            rotational = (directory / "queue" / "rotational").read_text().strip()
        except OSError:
            continue
        return () if rotational == "1" else (SOLID_STATE,)
    return (UNKNOWN_MEDIUM,)


def _handle_risks(descriptor: int) -> tuple[str, ...]:
    """A write lease is granted only to the sole opener, so asking for one finds other handles."""
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    except BlockingIOError:
        return (OPEN_HANDLES,)
    except OSError:
        return (OPEN_UNKNOWN,)
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return ()
