"""The reconcile scan: walks everything that is watched and puts on the dirty list what changed.

It runs at the start, on a schedule, and whenever events may have been lost (overflow, a watcher
that died, a burst in the weaker backend). Each directory is opened relative to the one above it
and its entries are looked at through that descriptor, so that no rename and no symbolic link on the
way leads it astray. A file is unchanged if device, inode, change time, modification time and size
are those of its last verdict under the policy in force; the change time decides, as no user can set
it. It also finds what no event tells: files written through a mapping, and files that were there.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence

from agent import dirty, triage
from agent.journal import Journal, Version

BATCH = 1000  # entries put on the list at once
_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def scan(
    journal: Journal,
    roots: Sequence[bytes],
    excluded: Sequence[bytes],
    policy: str,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Put all changed files below `roots` on the dirty list; return how many there were.

    `policy` names the policy in force, `stop` ends the walk early.
    """
    found = 0
    batch: list[dirty.Dirty] = []
    for path, status in walk(roots, excluded):
        if stop():
            break
        if triage.worth_reading(status.st_mode, status.st_size) and not journal.verdict(
            version(status), policy
        ):
            batch.append(dirty.Dirty(path, tree=False, seen_at=time.time()))
        if len(batch) >= BATCH:
            found += _mark(journal, batch)
    return found + _mark(journal, batch)


def version(status: os.stat_result) -> Version:
    """Return what a file's status says about its content's version."""
    return Version(status.st_dev, status.st_ino, status.st_ctime_ns, status.st_mtime_ns, status.st_size)


def walk(roots: Sequence[bytes], excluded: Sequence[bytes] = ()) -> Iterator[tuple[bytes, os.stat_result]]:
    """Yield (path, status) of everything below `roots` that is no directory; links are not followed.

    Directories that vanish or may not be entered are passed over.
    """
    for root in roots:
        try:
            descriptor = os.open(root, _OPEN)
        except OSError:
            continue
        yield from _walk(root.rstrip(b"/"), descriptor, frozenset(excluded))


def _walk(root: bytes, descriptor: int, excluded: frozenset[bytes]) -> Iterator[tuple[bytes, os.stat_result]]:
    """Walk depth first with at most one descriptor open per level; closes `descriptor`."""
    stack = [(root, descriptor, _names(descriptor))]
    try:
        while stack:
            base, directory, names = stack[-1]
            name, is_directory = next(names, (b"", False))
            path = base + b"/" + name
            if not name:
                os.close(directory)
                stack.pop()
            elif not is_directory:
                if (status := _status(directory, name)) is not None:
                    yield path, status
            elif path not in excluded and (below := _enter(directory, name)) is not None:
                stack.append((path, below, _names(below)))
    finally:
        for _, directory, _ in stack:
            os.close(directory)


def _names(directory: int) -> Iterator[tuple[bytes, bool]]:
    """Yield (name, whether it is a directory) of the entries; read at once, as they may change."""
    with os.scandir(directory) as entries:
        return iter([(os.fsencode(one.name), one.is_dir(follow_symlinks=False)) for one in entries])


def _enter(directory: int, name: bytes) -> int | None:
    if name == triage.ASIDE:
        return None
    try:
        return os.open(name, _OPEN, dir_fd=directory)
    except OSError:
        return None  # gone, swapped for a link, or not ours to enter


def _status(directory: int, name: bytes) -> os.stat_result | None:
    try:
        return os.stat(name, dir_fd=directory, follow_symlinks=False)
    except OSError:
        return None


def _mark(journal: Journal, batch: list[dirty.Dirty]) -> int:
    number = len(batch)
    if batch:
        with journal.transaction() as connection:
            dirty.mark(connection, batch)
        batch.clear()
    return number
