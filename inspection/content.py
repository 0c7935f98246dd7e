"""The bytes of one file or member, in memory or mapped.

Small files are read at once. Large ones are mapped, so that a 2 GB archive is walked in the
memory of its largest member. A mapped file that shrinks under the reader ends its worker by
SIGBUS: the parent then answers `worker-crash`, never `empty`.
"""

import errno
import io
import mmap
import os

Content = bytes | mmap.mmap

_MAP_FROM = 8 << 20  # octets


def of_descriptor(fd: int, size: int) -> Content:
    """Return the content of an open regular file of `size` octets from its first octet, whatever its offset.

    The size is the caller's to know: inside the sandbox no call that asks for it is allowed.

    Raises:
        OSError: the descriptor cannot be read or mapped.
    """
    if size >= _MAP_FROM:
        try:
            return mmap.mmap(fd, size, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise OSError(errno.ESTALE, "the file is smaller than it was") from error
    pieces: list[bytes] = []
    offset = 0
    while piece := os.pread(fd, _MAP_FROM, offset):
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces)


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


def stream(content: Content) -> io.BytesIO | _Stream:
    """Return a seekable binary stream over `content` without copying it."""
    return io.BytesIO(content) if isinstance(content, bytes) else _Stream(content)
