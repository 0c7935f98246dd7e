"""Archives behind something else: a program that unpacks itself, a picture with one behind its end.

A program that unpacks holds the signatures as constants too, so one counts only with a header
behind it whose check value is right.
"""

import zlib
from collections.abc import Callable

from inspection.content import Content
from inspection.readers.archive import archive_rar4, archive_rar5

_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_SEVEN_ZIP_HEADER = 32
_RAR = b"Rar!\x1a\x07"  # what both versions begin with
_CABINET, _RESERVED = b"MSCF", bytes(4)  # looked for without the NUL octets, of which pictures are full
_CABINET_HEADER, _CABINET_VERSION = 36, b"\3\1"


def carried(content: Content, within: int) -> tuple[str, ...]:
    """Return the archive formats that begin behind the start of `content` and before octet `within`."""
    return tuple(form for form in ("7z", "rar", "cab") if start_of(content, form, within) > 0)


def start_of(content: Content, form: str, within: int | None = None) -> int:
    """Return the offset at which an archive of this form begins, -1 if none does."""
    end = len(content) if within is None else within
    if form == "7z":
        return _search(content, end, _SEVEN_ZIP, _is_seven_zip)
    if form == "cab":
        return _search(content, end, _CABINET, _is_cabinet)
    return _search(content, end, _RAR, _is_rar)


def _search(content: Content, end: int, signature: bytes, begins: Callable[[Content, int], bool]) -> int:
    found = content.find(signature, 0, end)
    while found >= 0 and not begins(content, found):
        found = content.find(signature, found + 1, end)
    return found


def _is_seven_zip(content: Content, start: int) -> bool:
    header = bytes(content[start : start + _SEVEN_ZIP_HEADER])
    return len(header) == _SEVEN_ZIP_HEADER and zlib.crc32(header[12:]) == int.from_bytes(
        header[8:12], "little"
    )


def _is_rar(content: Content, start: int) -> bool:
    signature = bytes(content[start : start + len(archive_rar5.SIGNATURE)])
    if signature.startswith(archive_rar4.SIGNATURE):
        return archive_rar4.begins(content, start)
    return signature == archive_rar5.SIGNATURE and archive_rar5.begins(content, start)


def _is_cabinet(content: Content, start: int) -> bool:
    header = bytes(content[start : start + _CABINET_HEADER])
    size = int.from_bytes(header[8:12], "little")
    return (
        header[4:8] == _RESERVED
        and header[24:26] == _CABINET_VERSION
        and _CABINET_HEADER < size <= len(content) - start
    )
