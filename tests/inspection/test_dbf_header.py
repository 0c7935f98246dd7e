"""Headers of dBASE tables: which octets are one, and what it says."""

import struct

import pytest

from inspection.dbf_header import Field, table


def header(*fields: tuple[bytes, str, int], version: int = 3, records: int = 0) -> bytes:
    """A header as dBASE III writes it; decimals are none."""
    listed = b"".join(
        name.ljust(11, b"\0") + kind.encode() + bytes(4) + struct.pack("<H", size) + bytes(14)
        for name, kind, size in fields
    )
    record = 1 + sum(size for _, _, size in fields)
    start = bytes([version, 124, 3, 7]) + struct.pack("<IHH", records, 33 + len(listed), record)
    return start.ljust(32, b"\0") + listed + b"\r"


NAMED = header((b"XM", "C", 20), (b"SFZH", "C", 300), (b"JE", "N", 12), records=2)


def test_fields_and_sizes() -> None:
    found = table(NAMED)
    assert found is not None
    assert found.fields == (Field(b"XM", "C", 20), Field(b"SFZH", "C", 300), Field(b"JE", "N", 12))
    assert (found.header, found.record, found.records) == (len(NAMED), 333, 2)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        NAMED[:40],
        b"\x01" + NAMED[1:],
        NAMED[:2] + b"\x0d" + NAMED[3:],  # the thirteenth month
        NAMED[:10] + b"\x01\x02" + NAMED[12:],  # a record of another size
        NAMED[:43] + b"?" + NAMED[44:],  # a field of no kind
        NAMED[:-1] + b"x",  # no end of the list
    ],
)
def test_what_does_not_agree_with_itself_is_none(damaged: bytes) -> None:
    assert table(damaged) is None
