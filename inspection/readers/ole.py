"""OLE2 compound files: encrypted office packages and old binary formats, told apart by their streams.

The binary formats have no reader here; their strings are shown for the incident, and the part
is `unsupported`. What is encrypted is said to be so, with the strength of its cipher.
"""

import struct
from collections.abc import Iterator

import olefile

from inspection.content import Content, stream
from inspection.errors import Unreadable
from inspection.readers import unknown
from inspection.segment import Place, Segment
from inspection.walker import Walk

_KINDS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_FIB_ENCRYPTED = 0x0100  # [MS-DOC] 2.5.2, bit fEncrypted of the word at offset 10
_FILEPASS = 0x002F  # [MS-XLS] 2.4.117
_RECORDS_SEARCHED = 40
_AGILE = (4, 4)  # [MS-OFFCRYPTO] 2.3.4.10
_STANDARD_MINOR = 2  # AES of ECMA-376 standard encryption, 2.3.4.5


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Note encryption or an unsupported format, and yield the strings of what is in the clear."""
    with olefile.OleFileIO(stream(content)) as compound:
        if compound.exists("EncryptedPackage"):
            walk.found_encrypted(place, "office", _package_strength(compound))
            return
        kind = next((kind for name, kind in _KINDS if compound.exists(name)), "ole")
        walk.met(kind)
        if _is_encrypted(compound, kind):
            walk.found_encrypted(place, kind, "weak")
            return
    walk.refuse(f"unsupported:{kind}")
    yield from unknown.strings(content, place)


def _package_strength(compound: olefile.OleFileIO) -> str:
    if not compound.exists("EncryptionInfo"):
        raise Unreadable("malformed:ole")
    version = struct.unpack("<HH", compound.openstream("EncryptionInfo").read(4))
    return "strong" if version == _AGILE or version[1] == _STANDARD_MINOR else "weak"


def _is_encrypted(compound: olefile.OleFileIO, kind: str) -> bool:
    if kind == "doc":
        flags = compound.openstream("WordDocument").read(12)[10:12]
        return bool(int.from_bytes(flags, "little") & _FIB_ENCRYPTED)
    if kind == "xls":
        name = "Workbook" if compound.exists("Workbook") else "Book"
        return _has_filepass(compound.openstream(name).read(1 << 16))
    return kind == "ppt" and bool(compound.exists("EncryptedSummary"))


def _has_filepass(data: bytes) -> bool:
    position = 0
    for _ in range(_RECORDS_SEARCHED):
        if position + 4 > len(data):
            return False
        kind, size = struct.unpack_from("<HH", data, position)
        if kind == _FILEPASS:
            return True
        position += 4 + size
    return False
