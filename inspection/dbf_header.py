"""The header of a dBASE table (dBASE III to 7, FoxPro): its fields, and where its records lie.

There is no signature but a small number, so a header counts only if its parts agree: the day, the list of
fields with its end mark, and the size of a record as the sum of its fields.
"""

from typing import NamedTuple

_VERSIONS = frozenset(b"\x03\x04\x05\x30\x31\x32\x43\x63\x7b\x83\x8b\x8e\xcb\xf5\xfb")
_HEADER, _FIELD = 32, 32  # octets
_NAME, _KIND, _SIZE = slice(0, 11), 11, slice(16, 18)
_TEXT = b"C"  # alone may be longer than 255, and keeps the upper octet of its size where others have decimals
_KINDS = frozenset(b"CNFDLMBGPTYIOV@+0QW")
_END = 0x0D
_MONTHS, _DAYS = 12, 31


class Field(NamedTuple):
    """One field: name as it is stored, type letter, octets."""

    name: bytes
    kind: str
    size: int


class Table(NamedTuple):
    """What a header says: fields, octets of the header and of each record, number of records."""

    fields: tuple[Field, ...]
    header: int
    record: int
    records: int


def table(head: bytes) -> Table | None:
    """Return what the header at the start of `head` says; None if there is none."""
    if len(head) <= _HEADER + _FIELD or head[0] not in _VERSIONS or head[2] > _MONTHS or head[3] > _DAYS:
        return None
    size, record = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    fields = _fields(head, size)
    if fields is None or record != 1 + sum(field.size for field in fields):
        return None
    return Table(fields, size, record, int.from_bytes(head[4:8], "little"))


def _fields(head: bytes, size: int) -> tuple[Field, ...] | None:
    """Return the fields up to the end mark, which stands within the header."""
    fields: list[Field] = []
    position = _HEADER
    while position < min(size, len(head)) and head[position] != _END:
        one = head[position : position + _FIELD]
        if len(one) < _FIELD or one[_KIND] not in _KINDS or not one[0]:
            return None
        octets = int.from_bytes(one[_SIZE], "little") if one[_KIND] in _TEXT else one[_SIZE.start]
        fields.append(Field(one[_NAME].split(b"\0")[0], chr(one[_KIND]), octets))
        position += _FIELD
    return tuple(fields) if fields and position < min(size, len(head)) else None
