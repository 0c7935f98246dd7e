"""Properties in TNEF: every form of value and name, and what is read of a table that breaks off."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import mapi
from inspection.readers.mail.mapi import Property
from inspection.readers.mail.tnef_properties import Rows
from tests.inspection.readers.mail.outlook_files import I8, STRING8, rows
from tests.inspection.samples import ID

PACKED = rows(
    {0x0037: "主题", 0x1000: (STRING8, b"body"), 0x3FFD: 936, 0x8001: (I8, int(ID)), 0x8002: ["a", "bc"]},
    {0x8001: "Number", 0x8002: "Many names"},
)


def read(packed: bytes, *, is_table: bool = False) -> tuple[list[list[Property]], bool, bytes]:
    found = Rows(packed, is_table=is_table)
    return list(found), found.damaged, found.rest


def test_every_form_of_value() -> None:
    (properties,), damaged, rest = read(PACKED)
    assert [(one.label, one.type, len(one.values)) for one in properties] == [
        ("0037", mapi.UNICODE, 1),
        ("1000", mapi.STRING8, 1),
        ("3ffd", mapi.LONG, 1),
        ("Number", mapi.I8, 1),
        ("Many names", mapi.UNICODE, 2),
    ]
    assert (properties[-1].values[1], damaged, rest) == ("bc".encode("utf-16-le"), False, b"")


def test_a_name_that_is_a_number() -> None:
    packed = struct.pack("<IHH", 1, mapi.LONG, 0x8000) + bytes(16) + struct.pack("<III", 0, 0x8503, 7)
    assert read(packed)[0][0][0].name == "0x8503"


def test_a_table_of_recipients() -> None:
    row = rows({0x3001: "张三"})
    found, damaged, _ = read(struct.pack("<I", 2) + row + row, is_table=True)
    assert [len(properties) for properties in found] == [1, 1]
    assert not damaged


def test_what_follows_is_given_back() -> None:
    assert read(PACKED + b"rest")[2] == b"rest"


@given(st.integers(0, len(PACKED) - 1))
def test_a_table_that_breaks_off_is_read_as_far_as_it_goes(end: int) -> None:
    (properties,), damaged, rest = read(PACKED[:end])
    assert damaged
    assert PACKED[:end].endswith(rest)
    assert properties == read(PACKED)[0][0][: len(properties)]


@given(st.binary(max_size=120))
def test_hostile_tables_end(packed: bytes) -> None:
    read(packed)
    read(packed, is_table=True)
