"""Property sets ([MS-OLEPS]): title, author, comments, custom properties, links of old office files."""

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

from inspection import charset
from inspection.errors import Unreadable
from inspection.readers.compound import officeart
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SECTIONS = 28  # octets before the list of sections, 2.21
_DICTIONARY, _CODEPAGE = 0, 1  # property identifiers, 2.18
_VECTOR = 0x1000
_VT_BSTR, _VT_VARIANT, _VT_LPSTR, _VT_LPWSTR, _VT_BLOB, _VT_CF = 8, 12, 30, 31, 65, 71
_NUMBERS = {2: "<h", 3: "<i", 18: "<H", 19: "<I", 20: "<q", 21: "<Q", 5: "<d", 4: "<f", 22: "<i", 23: "<I"}
_DIB = 8  # CF_DIB, the clipboard format of a thumbnail, behind its tag (2.26)
_SIZES = {11: 4, 64: 8, 7: 8, 6: 8, 72: 16, 10: 4, 0: 0, 1: 0, 16: 4, 17: 4}  # without text
_UNICODE = 1200
_COUNTED = frozenset({_VT_BSTR, _VT_LPSTR, _VT_LPWSTR, _VT_BLOB, _VT_CF})
_TYPES = _COUNTED | _NUMBERS.keys() | _SIZES.keys()


class _Set(msgspec.Struct):
    """The texts of all sections, the code page of their 8-bit strings, and its binary values."""

    codepage: int = 1252
    texts: list[str] = []
    blobs: list[bytes] = []
    thumbnails: list[memoryview] = []  # a megabyte each
    binary: list[tuple[int, int]] = []  # where these two lie
    room: int = 0  # octets that may still be taken: no octet belongs to two values

    def count(self, size: int) -> None:
        self.room -= max(size, 4)
        if self.room < 0:
            raise Unreadable("malformed:properties")


class _Unknown(Exception):
    """A type of which nothing is known here."""


def read(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield all strings and numbers of a property set; what does not parse is refused and shown as runs."""
    properties = _Set(room=len(data))
    try:
        for offset in _sections(data):
            _section(data, offset, properties)
    except (struct.error, Unreadable, UnicodeError, LookupError):
        walk.refuse("malformed:properties")
    yield from text_runs.both(_beside(data, properties.binary), step(place, "stray", "properties"))
    texts = [text_runs.plain(text) for text in properties.texts]
    if any(text.strip() for text in texts):
        yield Segment(place, "\n".join(texts), origin="metadata")
    for blob in properties.blobs:  # links
        yield from text_runs.both(blob, step(place, "property", "binary"))
    for thumbnail in properties.thumbnails:
        form, picture = int.from_bytes(thumbnail[4:8], "little"), thumbnail[8:]
        data = officeart.with_file_header(picture) if form == _DIB else bytes(picture)
        yield from officeart.read_picture(data, step(place, "property", "thumbnail"), walk)


def _beside(data: bytes, binary: list[tuple[int, int]]) -> bytes:
    """Return all but these: a length or table that is damaged must not hide a text."""
    rest, position = bytearray(), 0
    for start, end in sorted(binary):
        rest += data[position : max(start, position)] + b"\0\0"
        position = max(position, end)
    return bytes(rest + data[position:])


def _sections(data: bytes) -> list[int]:
    (count,) = struct.unpack_from("<I", data, 24)
    if not 1 <= count <= 2:  # noqa: PLR2004  # 2.21
        raise Unreadable("malformed:properties")
    return [struct.unpack_from("<I", data, _SECTIONS + 20 * number + 16)[0] for number in range(count)]


def _section(data: bytes, start: int, properties: _Set) -> None:
    (count,) = struct.unpack_from("<I", data, start + 4)
    if count > len(data) // 8:
        raise Unreadable("malformed:properties")
    pairs = [struct.unpack_from("<II", data, start + 8 + 8 * number) for number in range(count)]
    for name, offset in pairs:
        if name == _CODEPAGE:
            properties.codepage = struct.unpack_from("<H", data, start + offset + 4)[0]
    for name, offset in pairs:
        if name == _DICTIONARY:
            _dictionary(data, start + offset, properties)
        elif name != _CODEPAGE:
            with suppress(_Unknown):  # it is searched for runs, as all is
                _typed(data, start + offset, properties)


def _dictionary(data: bytes, position: int, properties: _Set) -> None:
    """Take the names of custom properties, 2.17."""
    (count,) = struct.unpack_from("<I", data, position)
    position += 4
    for _ in range(count):
        _, length = struct.unpack_from("<II", data, position)
        wide = properties.codepage == _UNICODE
        size = length * (2 if wide else 1)
        properties.count(size)
        properties.texts.append(_decoded(data[position + 8 : position + 8 + size], properties.codepage))
        position += 8 + (size + 3 & ~3 if wide else size)


def _typed(data: bytes, position: int, properties: _Set) -> int:
    """Take one typed value, 2.15, and return where it ends; a type that is not known here ends nowhere."""
    (kind,) = struct.unpack_from("<I", data, position)
    position += 4
    if not kind & _VECTOR:
        return _value(data, position, kind, properties)
    (count,) = struct.unpack_from("<I", data, position)
    position += 4
    for _ in range(count):
        if kind == _VECTOR | _VT_VARIANT:
            position = _begin(data, position, _is_type)
            position = _typed(data, position, properties)
        else:
            position = _begin(data, position, _is_string) if kind & ~_VECTOR == _VT_LPSTR else position
            position = _value(data, position, kind & ~_VECTOR, properties)
    return position


def _begin(data: bytes, position: int, begins: Callable[[bytes, int], bool]) -> int:
    """Return where the next element begins: 8-bit strings in the vectors of Office are not padded.

    [MS-OSHARED] 2.3.3.1.10 and .12 say so, against [MS-OLEPS]; other writers pad them.
    """
    return position if begins(data, position) else position + 3 & ~3


def _is_type(data: bytes, position: int) -> bool:
    return int.from_bytes(data[position : position + 4], "little") in _TYPES


def _is_string(data: bytes, position: int) -> bool:
    end = position + 4 + int.from_bytes(data[position : position + 4], "little")
    return position + 4 < end <= len(data) and data[end - 1] == 0


def _value(data: bytes, position: int, kind: int, properties: _Set) -> int:
    """Take a value of a type and return where it ends, without the padding of an 8-bit string."""
    if kind in _NUMBERS:
        properties.count(4)
        properties.texts.append(str(struct.unpack_from(_NUMBERS[kind], data, position)[0]))
        return position + (struct.calcsize(_NUMBERS[kind]) + 3 & ~3)
    if kind in _SIZES:
        properties.count(_SIZES[kind])
        return position + _SIZES[kind]
    if kind not in _COUNTED:
        raise _Unknown
    length: int = struct.unpack_from("<I", data, position)[0]
    size = length * 2 if kind == _VT_LPWSTR else length
    begin, end = position + 4, position + 4 + size
    properties.count(size)
    if kind in {_VT_BLOB, _VT_CF}:
        properties.binary.append((begin, end))
    if kind == _VT_BLOB:
        properties.blobs.append(data[begin:end])
    elif kind == _VT_CF:
        properties.thumbnails.append(memoryview(data)[begin:end])
    else:
        raw = data[begin:end]
        properties.texts.append(_decoded(raw, _UNICODE if kind == _VT_LPWSTR else properties.codepage))
    return position + 4 + (size if kind == _VT_LPSTR else size + 3 & ~3)


def _decoded(raw: bytes, codepage: int) -> str:
    if codepage == _UNICODE:
        return raw[: len(raw) & ~1].decode("utf-16-le", "replace").rstrip("\0")
    claim = {65001: "utf-8", 936: "gb18030", 950: "cp950"}.get(codepage, f"cp{codepage}")
    return charset.decode(raw.rstrip(b"\0"), claim)[0].text
