"""Files that only their owner may read: refused when others could have read or changed them."""

import os
import stat
from pathlib import Path

from runtime.errors import KeystoreError

PRIVATE_MAX = 1024 * 1024  # octets


def read_private(path: Path) -> bytes:
    """Return the content of a file that belongs to its owner alone (no group or other bits).

    Raises:
        KeystoreError: missing, too large, no regular file, or others have access to it.
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and status.st_mode & 0o077:
                raise KeystoreError(f"{path}: others may read or change it; run `chmod 600 {path}`")
            if not stat.S_ISREG(status.st_mode) or status.st_size > PRIVATE_MAX:
                raise KeystoreError(f"{path}: not a regular file of at most {PRIVATE_MAX} octets")
            return file.read(PRIVATE_MAX)
    except OSError as error:
        raise KeystoreError(f"{path}: cannot be read: {error.strerror}") from None


def make_private_directory(path: Path) -> None:
    """Make `path` and its parents; `path` itself with mode 0700 when it was not there.

    Raises:
        KeystoreError: it is there and others may write to it, or it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = path.stat().st_mode
    except OSError as error:
        raise KeystoreError(f"{path}: cannot be made: {error.strerror}") from None
    if os.name == "posix" and mode & 0o022:
        raise KeystoreError(f"{path}: others may write to it; run `chmod go-w {path}`")
