"""Overwriting a file in place: one pass of AES-CTR keystream, brought to the disk and read back.

One pass, because more add nothing on any medium of the last twenty years; a keystream and not
zeros, so that no layer below compresses or skips it; AES-CTR because it is the fastest source of
such octets here (2.6 × `shred -n1`). What is read back is compared with the keystream, which can
be made again at any offset: everything up to `READ_BACK_WHOLE`, beyond that windows spread over
the file. It proves what the block device now holds under this file, no more: see `agent.wipe.plan`.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from agent.wipe import syscalls

BUFFER = 4 * 1024 * 1024  # octets
READ_BACK_WHOLE = 16 * 1024 * 1024  # octets
READ_BACK_WINDOW = 64 * 1024  # octets
READ_BACK_WINDOWS = 64
_BLOCK = 16  # octets of an AES block


class Overwriting(NamedTuple):
    """What was done: octets written, and whether reading back and the extents bore it out."""

    written: int
    read_back: bool
    whole: bool
    in_place: bool | None  # None: the file system does not tell where the blocks are

    @property
    def ok(self) -> bool:
        """Whether the old octets are gone from the blocks, as far as this machine can see."""
        return self.read_back and self.in_place is not False

    @property
    def detail(self) -> str:
        """One line for the record."""
        how = "all" if self.whole else "in samples"
        place = {True: "extents unchanged", False: "extents moved", None: "extents not known"}[self.in_place]
        back = f"read back {how}" if self.read_back else "read back differs"
        return f"{self.written} octets overwritten, {back}, {place}"


class Keystream:
    """AES-256-CTR keystream that can be made again from any 16-octet offset."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._zeros = memoryview(bytes(BUFFER))
        self._room = bytearray(BUFFER + _BLOCK)

    def at(self, offset: int, size: int) -> memoryview:
        """Return `size` ≤ `BUFFER` octets from `offset`, a multiple of 16; valid until the next call."""
        counter = (offset // _BLOCK).to_bytes(_BLOCK, "big")
        cipher = Cipher(AES(self._key), CTR(counter)).encryptor()
        cipher.update_into(self._zeros[:size], self._room)
        return memoryview(self._room)[:size]


def overwrite(descriptor: int) -> Overwriting:
    """Overwrite all data of an open file (read and write), sync it and read it back.

    Holes stay holes: there is nothing in them, and filling them could fill the disk.

    Raises:
        OSError: the medium failed, or is full because it does not write in place.
        ValueError: the descriptor is no regular file.
    """
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("only a regular file is overwritten")
    before = syscalls.extents(descriptor)
    stream = Keystream()
    ranges = list(_data_ranges(descriptor, status.st_size, status.st_blksize))
    for start, end in ranges:
        _write(descriptor, stream, start, end)
    os.fdatasync(descriptor)
    after = syscalls.extents(descriptor)
    whole = sum(end - start for start, end in ranges) <= READ_BACK_WHOLE
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)  # read the device, not our own cache
    pieces = _pieces(ranges) if whole else _samples(ranges)
    read_back = all(os.pread(descriptor, size, at) == stream.at(at, size) for at, size in pieces)
    written = sum(end - start for start, end in ranges)
    return Overwriting(written, read_back, whole, _in_place(before, after))


def _data_ranges(descriptor: int, size: int, block: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) that hold data, rounded out to whole blocks."""
    offset = 0
    while offset < size:
        try:
            start = os.lseek(descriptor, offset, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return  # only a hole is left
            raise
        end = os.lseek(descriptor, start, os.SEEK_HOLE)
        yield start // block * block, -(-end // block) * block
        offset = end


def _write(descriptor: int, stream: Keystream, start: int, end: int) -> None:
    for at, size in _pieces([(start, end)]):
        octets = stream.at(at, size)
        done = 0
        while done < size:
            done += os.pwrite(descriptor, octets[done:], at + done)


def _pieces(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        for at in range(start, end, BUFFER):
            yield at, min(BUFFER, end - at)


def _samples(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield windows spread over the data at random, the first and the last one among them."""
    windows = [
        (at, min(READ_BACK_WINDOW, end - at))
        for start, end in ranges
        for at in range(start, end, READ_BACK_WINDOW)
    ]
    chosen = {0, len(windows) - 1} | {secrets.randbelow(len(windows)) for _ in range(READ_BACK_WINDOWS)}
    return (windows[number] for number in sorted(chosen))


def _in_place(before: list[syscalls.Extent] | None, after: list[syscalls.Extent] | None) -> bool | None:
    """Tell whether the blocks are the same; an extent may have been split or grown at its end."""
    if before is None or after is None:
        return None
    return all(_covered(extent, after) for extent in before)


def _covered(extent: syscalls.Extent, others: list[syscalls.Extent]) -> bool:
    shift = extent.physical - extent.logical
    covering = [one for one in others if one.physical - one.logical == shift]
    reached = extent.logical
    for one in sorted(covering):
        if one.logical <= reached < one.logical + one.length:
            reached = one.logical + one.length
    return reached >= extent.logical + extent.length
