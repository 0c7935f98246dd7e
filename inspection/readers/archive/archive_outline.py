"""What stands around the members of an archive: where it begins and ends, comments, encryption.

An unpacker shows members only. The outline is read from the headers, so that octets before and
behind the archive, comments, missing volumes and encrypted directories are not passed over.
"""

import struct
from collections.abc import Callable
from typing import NamedTuple

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.archive import archive_signature

_SEVEN_ZIP_HEADER = struct.Struct(
    "<6sHIQQI"
)  # signature, version, check; offset, size, check of the directory
_PACKED_DIRECTORY = 0x17
_AES = b"\x06\xf1\x07\x01"  # id of the 7z coder AES-256 with SHA-256
_CPIO_TRAILER = 3 + 110 + 11 + 3  # octets: padding, header, name, padding
_CABINET = struct.Struct("<8xI18xH4xH2x")  # [MS-CAB] 2.1: size, flags, size of the reserve that follows
_CAB_OTHERS, _CAB_RESERVE = 0x0003, 0x0004
_SECTOR = 2048
_FIRST_DESCRIPTOR, _LAST_DESCRIPTOR = 16, 255  # ECMA-119: sector of the first, type of the last
DISC_START = _FIRST_DESCRIPTOR * _SECTOR  # octets before it belong to whoever boots from the disc
_VOLUME_SECTORS = 80  # offset of the volume's size in its primary descriptor


class Outline(NamedTuple):
    """The surroundings of an archive that lies from octet `start` to `end` (-1: only reading tells).

    `packed` are names and archives of one member each: what is packed like a member and is none.
    `strengths` has an entry a member, empty where it is not encrypted, and is None where the members
    say so themselves; `hidden_names` is the strength of what encrypts the directory. `ends_the_file` where
    only the end of the file ends the archive: what is left over then is a damaged member. `trailer` is
    the largest distance of the end from the last member: more was skipped, a member with a damaged header.
    `opens` proves a password, where the headers allow it.
    """

    start: int = 0
    end: int = -1
    comments: tuple[bytes, ...] = ()
    packed: tuple[tuple[str, bytes], ...] = ()
    strengths: tuple[str, ...] | None = None
    hidden_names: str = ""
    ends_the_file: bool = False
    trailer: int = 0
    reasons: tuple[str, ...] = ()
    opens: Callable[[str, Limits], bool] | None = None


def until_trailer(_content: Content) -> Outline:
    """Outline a format without a header of its own, whose last member is a trailer: cpio."""
    return Outline(trailer=_CPIO_TRAILER)


def until_end(_content: Content) -> Outline:
    """Outline a format with neither header nor trailer: ar."""
    return Outline(ends_the_file=True)


def seven_zip(content: Content) -> Outline:
    """Outline a 7z archive (7zFormat.txt).

    Raises:
        Unreadable: `malformed:7z`; `incomplete:7z` if the directory, which stands at the end, is not
            there: the archive was cut, or this is the first of several volumes.
    """
    start = archive_signature.start_of(content, "7z")
    if start < 0:
        raise Unreadable("malformed:7z")
    *_, offset, size, _ = _SEVEN_ZIP_HEADER.unpack(content[start : start + _SEVEN_ZIP_HEADER.size])
    directory = start + _SEVEN_ZIP_HEADER.size + offset
    if directory + size > len(content):
        raise Unreadable("incomplete:7z")
    octets = bytes(content[directory : directory + size])
    hidden = octets[:1] == bytes([_PACKED_DIRECTORY]) and _AES in octets
    return Outline(start, directory + size, hidden_names="strong" if hidden else "")


def cabinet(content: Content) -> Outline:
    """Outline a cabinet [MS-CAB].

    Raises:
        Unreadable: `malformed:cab`.
    """
    start = archive_signature.start_of(content, "cab")
    head = bytes(content[max(start, 0) : max(start, 0) + _CABINET.size])
    if start < 0 or len(head) < _CABINET.size:
        raise Unreadable("malformed:cab")
    size, flags, reserve = _CABINET.unpack(head)
    behind = start + _CABINET.size
    kept = bytes(content[behind : behind + reserve]) if flags & _CAB_RESERVE else b""
    return Outline(start, start + size, (kept,), reasons=("multi-volume:cab",) if flags & _CAB_OTHERS else ())


def disc(content: Content) -> Outline:
    """Outline an ISO 9660 image (ECMA-119): the descriptors name volume, publisher, preparer and more."""
    descriptors: list[bytes] = []
    end = -1
    sector = _FIRST_DESCRIPTOR
    while len(octets := bytes(content[sector * _SECTOR : (sector + 1) * _SECTOR])) == _SECTOR:
        if octets[0] == _LAST_DESCRIPTOR or octets[1:6] != b"CD001":
            break
        descriptors.append(octets)
        end = max(end, int.from_bytes(octets[_VOLUME_SECTORS : _VOLUME_SECTORS + 4], "little") * _SECTOR)
        sector += 1
    return Outline(0, end, tuple(descriptors))
