"""Files that are either the old one or the new one, whatever happens in between.

A file is written beside its target under a name of its own, brought to the disk (fsync), put in
place by rename or link, and then the directory entry itself is brought to the disk. A kill or a
power cut at any point leaves the old content or the new one, and at worst a leftover whose name
ends in `.new`, which `sweep` removes.
"""

import os
import secrets
from pathlib import Path

LEFTOVER_SUFFIX = ".new"


def write(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace `path` by `data`, durably; the file's permission bits are exactly `mode`.

    Raises:
        OSError: the directory is missing, full or not writable; the old file is untouched then.
    """
    staged = stage(path, data, mode=mode)
    try:
        staged.replace(path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def create(path: Path, data: bytes, *, mode: int = 0o600) -> bool:
    """Write `path` durably unless it exists; return whether this call created it.

    Of several processes that call it at once exactly one creates the file, and the others find
    it complete.

    Raises:
        OSError: the directory is missing, full or not writable.
    """
    staged = stage(path, data, mode=mode)
    try:
        os.link(staged, path)
    except FileExistsError:
        return False
    finally:
        staged.unlink(missing_ok=True)
    sync_directory(path.parent)
    return True


def stage(path: Path, data: bytes, *, mode: int = 0o600) -> Path:
    """Write `data` to the disk beside `path` and return the staged file, which `path` does not name yet.

    Raises:
        OSError: the directory is missing, full or not writable; nothing is left behind then.
    """
    staged = path.with_name(f".{path.name}.{secrets.token_hex(8)}{LEFTOVER_SUFFIX}")
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if os.name == "posix":
                os.fchmod(file.fileno(), mode)  # the umask may have taken bits away
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        staged.unlink(missing_ok=True)
        raise
    return staged


def sync_directory(directory: Path) -> None:
    """Bring the names in `directory` to the disk (a no-op where directories cannot be opened)."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(directory: Path) -> int:
    """Remove what killed writers left in `directory`; return how many leftovers there were.

    Only for a directory that one process writes: it would remove another's staged file too.
    """
    leftovers = list(directory.glob(f".*{LEFTOVER_SUFFIX}"))
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    return len(leftovers)
