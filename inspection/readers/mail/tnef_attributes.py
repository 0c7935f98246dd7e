"""The attributes of a TNEF stream ([MS-OXTNEF] 2.1.1, 2.1.3.3): level, identifier, data, checksum."""

import struct
from collections.abc import Iterator

import msgspec

SIGNATURE = 0x223E9F78
MESSAGE, ATTACHMENT = 1, 2  # levels
# Identifiers, 2.1.3.3; the upper half is the type of the data.
OEM_CODE_PAGE, VERSION, MAPI_PROPERTIES, RECIPIENTS = 0x00069007, 0x00089006, 0x00069003, 0x00069004
ATTACHMENT_BEGINS, ATTACHMENT_DATA, ATTACHMENT_TITLE = 0x00069002, 0x0006800F, 0x00018010
ATTACHMENT_PICTURE, ATTACHMENT_PROPERTIES, ATTACHMENT_FILE = 0x00068011, 0x00069005, 0x00069001
BODY = 0x0002800C
TEXT_TYPES = frozenset({1, 2})  # upper halves of identifiers: string, text
_NUMBER_TYPES = frozenset({3, 4, 5, 8})  # date, short, long, dword
NAMES = {
    0x00008000: "from", 0x00018004: "subject", 0x00078008: "message-class", 0x00018009: "message-id",
    0x0001800A: "message-id", 0x0001800B: "message-id", 0x0002800C: "body", 0x00060000: "owner",
    0x00060001: "sent-for", 0x00060002: "delegate", 0x00070006: "original-message-class",
    0x00018010: "title", 0x00069001: "transport-file-name",
}  # fmt: skip
_OTHERS = frozenset(
    {
        OEM_CODE_PAGE, VERSION, MAPI_PROPERTIES, RECIPIENTS, ATTACHMENT_BEGINS, ATTACHMENT_DATA,
        ATTACHMENT_PICTURE, ATTACHMENT_PROPERTIES, 0x00068007,
    }
)  # fmt: skip
HEADERS = frozenset({"from", "subject", "message-id"})  # of these names, those of header fields

_START = struct.Struct("<IH")
_HEAD = struct.Struct("<BII")  # level, identifier, length
_CHECKSUM = 2


class Attribute(msgspec.Struct, frozen=True):
    """One attribute, and whether its checksum was right and its data complete."""

    level: int
    id: int
    data: bytes
    intact: bool = True

    @property
    def is_known(self) -> bool:
        """Say whether the specification lists it; in another one, nobody knows what the data mean."""
        return self.is_number or self.id in NAMES or self.id in _OTHERS

    @property
    def is_number(self) -> bool:
        """Say whether the data is a number or a date, which no text hides in."""
        return self.id >> 16 in _NUMBER_TYPES


def attributes(content: bytes) -> Iterator[Attribute]:
    """Yield the attributes in order; what follows the last one, or cannot be one, comes as level 0."""
    position = _START.size
    while position + _HEAD.size <= len(content):
        level, number, length = _HEAD.unpack_from(content, position)
        start = position + _HEAD.size
        if level not in {MESSAGE, ATTACHMENT}:
            break
        data = content[start : start + length]
        checksum = content[start + length : start + length + _CHECKSUM]
        intact = len(checksum) == _CHECKSUM and int.from_bytes(checksum, "little") == sum(data) & 0xFFFF
        yield Attribute(level, number, data, intact)
        position = min(start + length + _CHECKSUM, len(content))
    if position < len(content):
        yield Attribute(0, 0, content[position:])
