"""The bytes of one file or member, in memory or mapped.

Small files are read at once. Large ones are mapped, so that a 2 GB archive is walked in the
memory of its largest member. A mapped file that shrinks under the reader ends its worker by
SIGBUS: the parent then answers `worker-crash`, never `empty`.
"""

import errno
import io
import mmap
import os
import sys

Content = bytes | mmap.mmap

MAP_FROM = 8 << 20  # octets from which on a file is mapped


class _Mapped(mmap.mmap):
    """A mapping of a file, never of memory of its own."""


def of_descriptor(fd: int, size: int) -> Content:
    """Return the content of an open regular file of `size` octets from its first octet, whatever its offset.

    The size is the caller's to know: inside the sandbox no call that asks for it is allowed.

    Raises:
        OSError: the descriptor cannot be read or mapped.
    """
    if size >= MAP_FROM:
        try:
            return _Mapped(fd, size, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise OSError(errno.ESTALE, "the file is smaller than it was") from error
    pieces: list[bytes] = []
    offset = 0
    while piece := os.pread(fd, MAP_FROM, offset):
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces)


def release(content: Content) -> None:
    """Give the pages of a mapped file back to the system; what is read again is fetched again.

    Without this a file that is read to its end is counted as memory of the worker, all of it.
    """
    if isinstance(content, _Mapped) and hasattr(mmap, "MADV_DONTNEED"):
        content.madvise(mmap.MADV_DONTNEED)


class _Stream(io.RawIOBase):
    """A seekable stream over a mapping that leaves the mapping open when it is closed."""

    def __init__(self, content: mmap.mmap) -> None:
        super().__init__()
        self._content = content
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = (0, self._position, len(self._content))[whence]
        if base + offset < 0:
            raise OSError(22, "negative seek")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        end = len(self._content) if size is None or size < 0 else self._position + size
        piece = self._content[self._position : end]
        self._position += len(piece)
        return piece


class Gathering:
    """Pieces of an unpacked member, gathered into one content.

    From `MAP_FROM` octets on they are copied into anonymous memory, which grows in place and goes
    back to the system at once, so that a member never needs its size twice.
    """

    def __init__(self) -> None:
        self.size = 0
        self._pieces: list[bytes] = []
        self._large: mmap.mmap | None = None

    def add(self, piece: bytes) -> None:
        """Add the next octets.

        Raises:
            MemoryError: there is no room for them.
        """
        self.size += len(piece)
        self._pieces.append(piece)
        if self.size >= MAP_FROM:
            self._settle()

    def content(self) -> Content:
        """Return all that was added; add nothing afterwards."""
        if self._large is None:
            return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        if self.size < len(self._large):
            self._large.resize(self.size)
        return self._large

    def _settle(self) -> None:
        """Move the pieces into the anonymous memory, doubling it when it is full."""
        before = self.size - sum(map(len, self._pieces))
        try:
            if self._large is None:
                self._large = _anonymous(2 * self.size)
            elif len(self._large) < self.size:
                self._large.resize(2 * self.size)
        except OSError as error:
            raise MemoryError from error
        for piece in self._pieces:
            self._large[before : before + len(piece)] = piece
            before += len(piece)
        self._pieces.clear()


def _anonymous(size: int) -> mmap.mmap:
    """Return memory that is no file; shared memory, the default of `mmap`, cannot grow."""
    if sys.platform == "win32":
        return mmap.mmap(-1, size)
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def stream(content: Content) -> io.BytesIO | _Stream:
    """Return a seekable binary stream over `content` without copying it."""
    return io.BytesIO(content) if isinstance(content, bytes) else _Stream(content)
