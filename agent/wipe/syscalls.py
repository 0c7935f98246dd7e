"""The Linux system calls that Python does not offer: openat2(2), renameat2(2), FIEMAP.

openat2 walks a path that must stay beneath a directory, through no symbolic link, no magic link
and no other mount; renameat2 with NOREPLACE never destroys what already has the new name.
"""

import ctypes
import fcntl
import os
import struct
from typing import NamedTuple

_libc = ctypes.CDLL(None, use_errno=True)

_SYS_OPENAT2 = 437  # the same number on every architecture
RESOLVE_NO_XDEV = 0x01
RESOLVE_NO_MAGICLINKS = 0x02
RESOLVE_NO_SYMLINKS = 0x04
RESOLVE_BENEATH = 0x08
STRICT = RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH
_RENAME_NOREPLACE = 1
_FS_IOC_FIEMAP = 0xC020660B
_FIEMAP_HEADER = struct.Struct("=QQLLLL")
_FIEMAP_EXTENT = struct.Struct("=QQQQQLLLL")
_FIEMAP_FLAG_SYNC = 1
EXTENTS_MAX = 4096  # extents read of one file; a file with more has its first ones compared

EXTENT_LAST = 0x0001
EXTENT_ENCODED = 0x0008  # compressed or encrypted by the file system
EXTENT_INLINE = 0x0200
EXTENT_SHARED = 0x2000  # a reflink: another file owns these blocks too


class _OpenHow(ctypes.Structure):
    _fields_ = (("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64))


class Extent(NamedTuple):
    """A piece of a file on its block device, in octets; `flags` as in linux/fiemap.h."""

    logical: int
    physical: int
    length: int
    flags: int


def open_beneath(directory: int, path: bytes, flags: int) -> int:
    """Open `path` strictly beneath the open `directory` and return the descriptor.

    Raises:
        OSError: ELOOP for a symbolic link, EXDEV for leaving the directory or its mount, and
            whatever open(2) raises.
    """
    how = _OpenHow(flags | os.O_CLOEXEC, 0, STRICT)
    while True:
        descriptor = _libc.syscall(
            _SYS_OPENAT2,
            ctypes.c_int(directory),
            ctypes.c_char_p(path),
            ctypes.byref(how),
            ctypes.c_size_t(ctypes.sizeof(how)),
        )
        if descriptor >= 0:
            return int(descriptor)
        if ctypes.get_errno() not in (11, 4):  # EAGAIN: a rename raced with the walk; EINTR
            raise _failure(path)


def rename_new(from_directory: int, name: bytes, to_directory: int, new_name: bytes) -> None:
    """Rename within the two open directories; an existing `new_name` is never replaced.

    Raises:
        OSError: EEXIST when the new name is taken, EXDEV between file systems or mounts.
    """
    failed = _libc.renameat2(
        ctypes.c_int(from_directory),
        ctypes.c_char_p(name),
        ctypes.c_int(to_directory),
        ctypes.c_char_p(new_name),
        ctypes.c_uint(_RENAME_NOREPLACE),
    )
    if failed:
        raise _failure(name)


def extents(descriptor: int) -> list[Extent] | None:
    """Return where the file's content lies on its block device, or None if the file system won't say."""
    room = bytearray(_FIEMAP_HEADER.size + EXTENTS_MAX * _FIEMAP_EXTENT.size)
    _FIEMAP_HEADER.pack_into(room, 0, 0, 2**64 - 1, _FIEMAP_FLAG_SYNC, 0, EXTENTS_MAX, 0)
    try:
        fcntl.ioctl(descriptor, _FS_IOC_FIEMAP, room)
    except OSError:
        return None
    count = _FIEMAP_HEADER.unpack_from(room)[3]
    found = []
    for number in range(count):
        fields = _FIEMAP_EXTENT.unpack_from(room, _FIEMAP_HEADER.size + number * _FIEMAP_EXTENT.size)
        found.append(Extent(fields[0], fields[1], fields[2], fields[5]))
    return found


def _failure(path: bytes) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), path)
