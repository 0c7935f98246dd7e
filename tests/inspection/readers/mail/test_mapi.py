"""Values of properties as a person reads them."""

import struct

import pytest

from inspection.readers.mail import mapi
from inspection.readers.mail.mapi import Pages, Property
from tests.inspection.samples import ID


def texts(value: bytes, kind: int, page: str = "") -> list[str]:
    return [reading.text for reading in mapi.readings(value, kind, page)]


@pytest.mark.parametrize("text", ["张三", ID, "身份证 " + ID, "a", ""])
def test_utf_16_has_one_reading(text: str) -> None:
    assert texts(text.encode("utf-16-le") + b"\0\0", mapi.UNICODE) == [text]


@pytest.mark.parametrize(("codec", "page"), [("gbk", "gb18030"), ("big5", "cp950"), ("utf-8", "utf-8")])
def test_eight_bits_are_read_by_the_code_page_first(codec: str, page: str) -> None:
    text = "證號" if codec == "big5" else "证号"
    assert texts(text.encode(codec) + b"\0", mapi.STRING8, page)[0] == text


def test_eight_bits_that_call_themselves_utf_16_are_read_as_both() -> None:
    assert f"No {ID}" in texts(f"No {ID}".encode(), mapi.UNICODE)


def test_utf_16_that_calls_itself_eight_bits_is_read_as_both() -> None:
    assert f"No {ID}" in texts(f"No {ID}".encode("utf-16-le"), mapi.STRING8, "gb18030")


@pytest.mark.parametrize(
    ("form", "kind", "value", "shown"),
    [
        ("<q", mapi.I8, int(ID), ID),
        ("<d", mapi.DOUBLE, 13800138000.0, "13800138000"),
        ("<d", mapi.DOUBLE, 0.5, "0.5"),
        ("<q", mapi.CURRENCY, 12_345_000, "1234.5000"),
        ("<i", mapi.LONG, -1, "-1"),
        ("<q", 0x0040, 1, ""),
    ],
)
def test_numbers_of_forms(form: str, kind: int, value: float, shown: str) -> None:
    assert mapi.number(struct.pack(form, value), kind) == shown


def test_a_number_that_is_cut_off_is_none() -> None:
    assert mapi.number(b"\1", mapi.I8) == ""


def test_code_pages_of_an_item_and_of_the_one_around_it() -> None:
    numbers = [
        Property(number, mapi.LONG, (struct.pack("<I", page),))
        for number, page in ((0x3FFD, 950), (0x3FDE, 936))
    ]
    assert mapi.pages(numbers, Pages("utf-8", "utf-8")) == Pages("cp950", "gb18030")
    assert mapi.pages(numbers[:1], Pages()) == Pages("cp950", "cp950")
    assert mapi.pages([], Pages("utf-8", "x")) == Pages("utf-8", "utf-8")


def test_a_property_is_known_by_its_name_or_its_number() -> None:
    assert Property(0x8001, mapi.UNICODE, (), "Client").label == "Client"
    assert Property(0x1234, mapi.UNICODE, ()).label == "1234"
    assert Property(0x0C1F, mapi.UNICODE, ()).header == "from"
