"""Properties of Outlook items ([MS-OXCDATA] 2.11, [MS-OXPROPS]): types, identifiers, values as text.

Shared by message files and by TNEF, which store the same properties in two ways.
"""

import re
import struct
from collections.abc import Iterable, Iterator

import msgspec

from inspection import charset
from inspection.readers.text import mapi_charset

# Types, [MS-OXCDATA] 2.11.1
LONG, DOUBLE, CURRENCY, OBJECT, I8 = 0x0003, 0x0005, 0x0006, 0x000D, 0x0014
STRING8, UNICODE, BINARY = 0x001E, 0x001F, 0x0102
MULTI = 0x1000
FIXED_SIZES = {
    0x0001: 0, 0x0002: 2, LONG: 4, 0x0004: 4, DOUBLE: 8, CURRENCY: 8, 0x0007: 8, 0x000A: 4, 0x000B: 2,
    I8: 8, 0x0040: 8, 0x0048: 16,
}  # fmt: skip
VARIABLE = frozenset({STRING8, UNICODE, BINARY, OBJECT, 0x00FB, 0x00FD, 0x00FE})
# Identifiers, [MS-OXPROPS] 2
TRANSPORT_HEADERS, BODY, RTF_COMPRESSED, HTML = 0x007D, 0x1000, 0x1009, 0x1013
MESSAGE_CODE_PAGE, INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
RECIPIENT_TYPE = 0x0C15
DISPLAY_NAME, ATTACH_DATA, ATTACH_FILENAME, ATTACH_LONG_FILENAME = 0x3001, 0x3701, 0x3704, 0x3707
ATTACH_MIME_TAG = 0x370E
NAMES = (ATTACH_LONG_FILENAME, ATTACH_FILENAME, DISPLAY_NAME)  # of an attachment, the best one first
NAMED_FROM = 0x8000
# Who sent it to whom, about what: these say what header fields of the same names say in a mail.
_HEADERS: dict[str, tuple[int, ...]] = {
    "subject": (0x0037, 0x0E1D, 0x0070, 0x003D),
    "from": (0x003B, 0x0041, 0x0042, 0x0064, 0x0065, 0x0C19, 0x0C1A, 0x0C1D, 0x0C1E, 0x0C1F, 0x5D01, 0x5D02),
    "sender": (*range(0x3FF8, 0x3FFC), *range(0x4022, 0x4026), *range(0x4030, 0x4040), 0x5D0A, 0x5D0B, 0x5FE5),
    "to": (0x003F, 0x0040, 0x0043, 0x0044, 0x0051, 0x0052, *range(0x0075, 0x0079), 0x0E04, 0x5D07, 0x5D08),
    "cc": (0x0E03,), "bcc": (0x0E02,), "reply-to": (0x0050, 0x004F),
    "message-id": (0x0047, 0x007F, 0x1035, 0x300B), "in-reply-to": (0x1042,), "references": (0x1039,),
    "thread-index": (0x0071,),
}  # fmt: skip
_HEADER_OF = {number: name for name, numbers in _HEADERS.items() for number in numbers}
_NARROW = re.compile(rb"[\t\r\n -~\x80-\xfe]{6,}\0*")
_ASCII_RUN = re.compile(rb"[ -~]{6}")
_NUMBERS = {LONG: "<i", DOUBLE: "<d", CURRENCY: "<q", I8: "<q"}


class Property(msgspec.Struct, frozen=True):
    """One property: identifier, type without the multi-value bit, values as octets, name if it is a named one."""

    id: int
    type: int
    values: tuple[bytes, ...]
    name: str = ""

    @property
    def label(self) -> str:
        """Its name, or its identifier in hexadecimal."""
        return self.name or f"{self.id:04x}"

    @property
    def header(self) -> str:
        """The header field that says the same in a mail, empty if there is none."""
        return _HEADER_OF.get(self.id, "")


class Pages(msgspec.Struct, frozen=True):
    """Charsets of an item: that of its 8-bit strings and that of its HTML body; empty means to guess."""

    strings: str = ""
    html: str = ""


def pages(properties: Iterable[Property], outer: Pages) -> Pages:
    """Return the charsets that an item names, those of the item around it where it names none."""
    numbers = {p.id: int.from_bytes(p.values[0], "little") for p in properties if p.type == LONG and p.values}
    strings = mapi_charset.of_page(numbers.get(MESSAGE_CODE_PAGE, 0)) or outer.strings
    html = mapi_charset.of_page(numbers.get(INTERNET_CODE_PAGE, 0)) or strings
    return Pages(strings, html)


def readings(value: bytes, kind: int, page: str) -> Iterator[charset.Reading]:
    """Yield a string value in its likeliest reading and, where in doubt, in further ones."""
    if kind != UNICODE:
        value = value.rstrip(b"\0")
        wide = b"\0" in value  # UTF-16 that is said to be 8-bit text: half of its last character went too
        yield from charset.decode(value + bytes(wide and len(value) % 2), page)
        return
    value = _without_end(value, 2)
    yield charset.Reading(value.decode("utf-16-le", "replace"), "utf-16-le")
    if _NARROW.fullmatch(value) and _ASCII_RUN.search(value):  # 8-bit text that is said to be UTF-16
        yield from charset.decode(value, page)


def _without_end(value: bytes, width: int) -> bytes:
    """Drop the closing NUL characters."""
    while value.endswith(bytes(width)) and len(value) % width == 0:
        value = value[:-width]
    return value


def number(value: bytes, kind: int) -> str:
    """Return a number of a form as a person sees it, empty for other types and damaged values."""
    form = _NUMBERS.get(kind, "")
    if not form or struct.calcsize(form) > len(value):
        return ""
    (found,) = struct.unpack_from(form, value)
    if kind == CURRENCY:
        return f"{found / 10_000:.4f}"
    return f"{found:.0f}" if isinstance(found, float) and found.is_integer() else str(found)
