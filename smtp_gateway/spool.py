"""Messages on disk: streamed in, brought to the disk before anybody is told 250, removed at the end.

    STATE_DIR/spool/ID          a message in normal form (CR LF lines, no dot-stuffing)
    STATE_DIR/spool/ID.N        the N-th sealed copy or notice that belongs to it
    STATE_DIR/spool/ID.mN       the N-th masked copy of it

A file counts only while a row of the journal names it: what a killed process leaves without one
was never acknowledged, the client still has it, and `recover` removes it.
"""

import contextlib
import errno
import hashlib
import os
import re
from pathlib import Path

from runtime import atomic_file
from runtime.private_file import make_private_directory
from smtp_gateway.handler import StorageFull

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # what a full disk, quota or file limit answers
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,100}")


class SpoolFile:
    """One file being written. `size` in octets; `eight_bit` tells of octets above 127."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.eight_bit = False
        self._digest = hashlib.sha256()
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _told(error) from None

    @property
    def descriptor(self) -> int:
        """The open descriptor, for reading too."""
        return self._descriptor

    @property
    def digest(self) -> bytes:
        """The SHA-256 of what was written so far."""
        return self._digest.digest()

    def write(self, octets: bytes) -> None:
        """Append.

        Raises:
            StorageFull: the disk is full.
        """
        self._digest.update(octets)
        self.eight_bit = self.eight_bit or not octets.isascii()
        self.size += len(octets)
        view = memoryview(octets)
        try:
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError as error:
            raise _told(error) from None

    def sync(self) -> None:
        """Bring file and name to the disk; blocks.

        Raises:
            StorageFull: the disk is full.
        """
        try:
            os.fsync(self._descriptor)
            atomic_file.sync_directory(self.path.parent)
        except OSError as error:
            raise _told(error) from None

    def close(self) -> None:
        """Close the descriptor; the file stays."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def discard(self) -> None:
        """Close and remove the file."""
        self.close()
        self.path.unlink(missing_ok=True)


class Spool:
    """The directory of messages below `state_dir`."""

    def __init__(self, state_dir: Path) -> None:
        self.directory = state_dir / "spool"
        make_private_directory(self.directory)

    def create(self, name: str) -> SpoolFile:
        """Open a new file.

        Raises:
            StorageFull: the disk is full.
            FileExistsError: the name is taken.
        """
        return SpoolFile(self.path(name))

    def path(self, name: str) -> Path:
        """Return the path of the file `name`.

        Raises:
            ValueError: the name could leave the directory.
        """
        if _NAME.fullmatch(name) is None:
            raise ValueError("not a spool file name")
        return self.directory / name

    def store(self, name: str, content: bytes) -> int:
        """Write a small message (a notice) durably and return its size; blocks.

        Raises:
            StorageFull: the disk is full; nothing is left behind.
        """
        file = self.create(name)
        try:
            file.write(content)
            file.sync()
        except BaseException:
            file.discard()
            raise
        file.close()
        return file.size

    def sync(self, name: str) -> int:
        """Bring a file that another process wrote to the disk and return its size; blocks.

        Raises:
            StorageFull: the disk is full.
        """
        descriptor = os.open(self.path(name), os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
            atomic_file.sync_directory(self.directory)
            return os.fstat(descriptor).st_size
        except OSError as error:
            raise _told(error) from None
        finally:
            os.close(descriptor)

    def remove(self, name: str) -> None:
        """Remove a file that no row names any more."""
        with contextlib.suppress(FileNotFoundError):
            self.path(name).unlink()

    def names(self) -> set[str]:
        """Return the names of all files."""
        return {entry.name for entry in os.scandir(self.directory) if entry.is_file(follow_symlinks=False)}

    def sizes(self) -> dict[str, int]:
        """Return the size in octets of each file; one that is removed meanwhile is left out."""
        found = {}
        for name in self.names():
            with contextlib.suppress(FileNotFoundError):
                found[name] = (self.directory / name).stat().st_size
        return found

    def recover(self, wanted: set[str]) -> tuple[set[str], set[str]]:
        """Remove the files that the journal does not name; return (removed, missing) names.

        What was being sealed when the process was killed lies under a name that is no spool file name.
        """
        present = self.names()
        for name in present - wanted:
            (self.directory / name).unlink(missing_ok=True)
        return present - wanted, wanted - present


def _told(error: OSError) -> Exception:
    return StorageFull(os.strerror(error.errno or 0)) if error.errno in FULL else error
