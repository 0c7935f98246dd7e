"""fanotify(7) by ctypes: marks, event records, file handles. Linux 5.9 or later, CAP_SYS_ADMIN.

An event names the directory by a file handle and the entry by its name (FAN_REPORT_DFID_NAME);
open_by_handle_at(2) turns the handle into a path. The layout is that of linux/fanotify.h.
"""

import ctypes
import os
import struct
from collections.abc import Iterator
from typing import NamedTuple

CLOSE_WRITE = 0x00000008
MOVED_TO = 0x00000080
ONDIR = 0x40000000
Q_OVERFLOW = 0x00004000
_CLASS_NOTIF = 0x0
_CLOEXEC = 0x1
_NONBLOCK = 0x2
_UNLIMITED_QUEUE = 0x10
_REPORT_DFID_NAME = 0xC00
_MARK_ADD = 0x1
_MARK_FILESYSTEM = 0x100
_AT_FDCWD = -100
_INFO_DFID_NAME = 2

_EVENT = struct.Struct("=IBBHQii")  # fanotify_event_metadata
_INFO = struct.Struct("=BBH8sIi")  # info header, fsid, handle length and type

_libc = ctypes.CDLL(None, use_errno=True)
_libc.fanotify_mark.argtypes = (
    ctypes.c_int,
    ctypes.c_uint,
    ctypes.c_uint64,
    ctypes.c_int,
    ctypes.c_char_p,
)


class Event(NamedTuple):
    """One event: what (`mask`), by whom (`pid`), in which directory (`fsid`, `handle`), which `name`."""

    mask: int
    pid: int
    fsid: bytes
    handle: bytes  # struct file_handle: length, type, octets
    name: bytes


class Statfs(ctypes.Structure):
    """struct statfs of 64-bit Linux, as far as the file system's id."""

    _fields_ = (
        *((name, ctypes.c_long) for name in ("type", "bsize", "blocks", "bfree", "bavail", "files", "ffree")),
        ("fsid", ctypes.c_ubyte * 8),
        ("rest", ctypes.c_long * 16),
    )


def open_group() -> int:
    """Open a notification group with an unlimited queue and return its descriptor.

    Raises:
        OSError: EPERM without the privilege, EINVAL or ENOSYS on an older kernel.
    """
    flags = _CLASS_NOTIF | _CLOEXEC | _NONBLOCK | _UNLIMITED_QUEUE | _REPORT_DFID_NAME
    descriptor = _libc.fanotify_init(ctypes.c_uint(flags), ctypes.c_uint(os.O_RDONLY | os.O_CLOEXEC))
    if descriptor < 0:
        raise _failure()
    return int(descriptor)


def mark_file_system(group: int, path: bytes) -> None:
    """Watch the whole file system that `path` lies on.

    Raises:
        OSError: the file system gives no handles (some FUSE and overlay), or the path is gone.
    """
    mask = CLOSE_WRITE | MOVED_TO | ONDIR
    if _libc.fanotify_mark(group, _MARK_ADD | _MARK_FILESYSTEM, mask, _AT_FDCWD, path):
        raise _failure()


def file_system_id(path: bytes) -> bytes:
    """Return the eight octets that events name the file system of `path` by.

    Raises:
        OSError: the path is gone.
    """
    status = Statfs()
    if _libc.statfs(path, ctypes.byref(status)):
        raise _failure()
    return bytes(status.fsid)


def parse(octets: bytes) -> Iterator[Event]:
    """Yield the events in what was read from a group; an overflow has no handle and no name."""
    offset = 0
    while offset + _EVENT.size <= len(octets):
        length, _, _, header, mask, _, pid = _EVENT.unpack_from(octets, offset)
        yield _event(octets[offset + header : offset + length], mask, pid)
        offset += length


def _event(info: bytes, mask: int, pid: int) -> Event:
    while len(info) >= _INFO.size:
        kind, _, length, fsid, handle_size, _ = _INFO.unpack_from(info)
        if kind == _INFO_DFID_NAME:
            end = _INFO.size + handle_size
            return Event(mask, pid, fsid, info[12:end], info[end:length].split(b"\0", 1)[0])
        info = info[length:] if length else b""
    return Event(mask, pid, b"", b"", b"")


def open_handle(mount: int, handle: bytes) -> int:
    """Open the directory of an event, for its path only; `mount` is any descriptor on its file system.

    Raises:
        OSError: ESTALE when the directory is gone.
    """
    descriptor = _libc.open_by_handle_at(
        ctypes.c_int(mount), ctypes.c_char_p(handle), ctypes.c_int(os.O_PATH | os.O_CLOEXEC)
    )
    if descriptor < 0:
        raise _failure()
    return int(descriptor)


def _failure() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
