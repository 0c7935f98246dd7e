"""An Outlook item as text: each thing once, repetitions as second readings, nothing left out."""

import base64

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.mail import mapi, mapi_item
from inspection.readers.mail.mapi import Pages, Property
from inspection.segment import Segment
from inspection.walker import Walk
from tests.inspection.readers.mail.outlook_files import compressed
from tests.inspection.samples import ID, archive

B64 = base64.b64encode(f"身份证 {ID}".encode()).decode()
WIDE = "utf-16-le"
WRAPPED = (
    rb"{\rtf1\fromhtml1 {\*\htmltag64 <p>}"
    + ID.encode()
    + rb"{\*\htmltag72 <a href='mailto:x@example.com'>}}"
)


def string(number: int, text: str, name: str = "") -> Property:
    return Property(number, mapi.UNICODE, (text.encode(WIDE),), name)


def segments(*properties: Property, page: Pages | None = None, walk: Walk | None = None) -> list[Segment]:
    walk = walk or extractor.new_walk(Limits())
    return list(mapi_item.message_segments(list(properties), (), walk, page or Pages()))


def shown(found: list[Segment]) -> list[tuple[str, str, str]]:
    return [(one.place[-1].kind, one.place[-1].name, one.text) for one in found if not one.alternate]


def test_what_a_mail_has_header_fields_for_is_a_header_field() -> None:
    found = segments(string(0x0C1F, "a@example.com"), string(0x0037, "主题"), string(0x1234, "x"))
    assert shown(found) == [
        ("header", "from", "a@example.com"),
        ("header", "subject", "主题"),
        ("property", "1234", "x"),
    ]


def test_what_is_said_again_is_a_second_reading() -> None:
    found = segments(string(0x0037, ID), string(0x0070, ID), string(0x0E1D, ID))
    assert [one.alternate for one in found] == [False, True, True]


def test_the_body_is_read_once_and_its_other_forms_beside_it() -> None:
    found = segments(
        Property(mapi.RTF_COMPRESSED, mapi.BINARY, (compressed(WRAPPED),)),
        Property(mapi.HTML, mapi.BINARY, (f"<p>{ID}</p>".encode(),)),
        string(mapi.BODY, f"身份证 {ID}"),
    )
    assert shown(found) == [("body", "text", f"身份证 {ID}")]
    assert {one.place[0].name for one in found if ID in one.text} == {"text", "html", "rtf"}


def test_a_page_wrapped_into_rtf_is_read_with_its_attributes() -> None:
    found = segments(Property(mapi.RTF_COMPRESSED, mapi.BINARY, (compressed(WRAPPED),)))
    assert ID in "".join(one.text for one in found if not one.alternate and one.origin == "text")
    assert any("mailto:x@example.com" in one.text for one in found if one.origin == "metadata")


def test_damaged_rtf_is_told_and_read_as_far_as_it_goes() -> None:
    walk = extractor.new_walk(Limits())
    packed = compressed(b"{\\rtf1 " + ID.encode() + b" and more and more}")
    found = segments(Property(mapi.RTF_COMPRESSED, mapi.BINARY, (packed[:-8],)), walk=walk)
    assert "malformed:compressed-rtf" in walk._reasons
    assert any(ID in one.text for one in found)


@pytest.mark.parametrize("kind", [mapi.STRING8, mapi.UNICODE])
def test_transport_headers_are_a_header(kind: int) -> None:
    headers = f"Subject: =?utf-8?q?{ID[:6]}?=\r\n =?utf-8?q?{ID[6:]}?=\r\n\r\nbelow"
    found = segments(
        Property(mapi.TRANSPORT_HEADERS, kind, (headers.encode(WIDE if kind == mapi.UNICODE else "ascii"),))
    )
    assert shown(found) == [("header", "subject", ID), ("header", "rest", "below")]


def test_values_of_one_property_stand_apart() -> None:
    values = tuple(text.encode(WIDE) for text in ("one", ID))
    found = segments(Property(0x8001, mapi.UNICODE, values, "Many"))
    assert [one.text for one in found] == ["Many", "one", ID]


def test_numbers_count_in_named_properties_only() -> None:
    number = int(ID).to_bytes(8, "little")
    found = segments(Property(0x8001, mapi.I8, (number,), "Client"), Property(0x1234, mapi.I8, (number,)))
    assert [one.text for one in found] == ["Client", f"Client {ID}"]


@pytest.mark.parametrize("value", [f"EX:{ID}".encode(), ID.encode(WIDE), archive({"a.txt": ID.encode()})])
def test_binary_properties_are_searched_or_opened(value: bytes) -> None:
    assert any(
        ID in one.text
        for one in segments(Property(0x8001, mapi.BINARY, (b"\1\2" * (value[0] != 80) + value,)))
    )


def test_a_random_key_that_begins_like_a_file_is_none() -> None:
    walk = extractor.new_walk(Limits())
    segments(Property(0x300B, mapi.BINARY, (b"MZ\x90" + bytes(range(200, 220)),)), walk=walk)
    assert walk.reason == ""


def test_a_large_binary_property_that_nobody_knows_is_told() -> None:
    walk = extractor.new_walk(Limits())
    segments(Property(0x8001, mapi.BINARY, (b"\1\2\3" * 30_000,)), walk=walk)
    assert walk.reason == "unknown-format"


@pytest.mark.parametrize(("kind", "field"), [(1, "to"), (2, "cc"), (3, "bcc"), (0x10000002, "cc")])
def test_a_recipient_is_the_field_that_it_is_in(kind: int, field: str) -> None:
    properties = [string(0x39FE, "z@example.com"), Property(0x0C15, mapi.LONG, (kind.to_bytes(4, "little"),))]
    found = list(mapi_item.recipient_segments(properties, (), extractor.new_walk(Limits()), Pages()))
    assert shown(found) == [("header", field, "z@example.com")]


def test_an_attachment_by_value_and_its_names() -> None:
    properties = [
        string(mapi.ATTACH_LONG_FILENAME, "客户名单.txt"),
        string(mapi.ATTACH_FILENAME, "KHMD~1.TXT"),
        Property(mapi.ATTACH_DATA, mapi.BINARY, (ID.encode(),)),
    ]
    found = list(mapi_item.attachment_segments(properties, (), extractor.new_walk(Limits()), Pages()))
    assert [(one.origin, one.text) for one in found] == [
        ("name", "客户名单.txt"),
        ("name", "KHMD~1.TXT"),
        ("text", ID),
    ]
    assert mapi_item.attachment_name(properties, Pages()) == "客户名单.txt"


def test_a_signed_mail_kept_whole_is_read_as_a_mail() -> None:
    part = f"--B\r\nContent-Transfer-Encoding: base64\r\n\r\n{B64}\r\n--B--"
    signed = f"Content-Type: multipart/signed; boundary=B\r\n\r\n{part}"
    properties = [
        string(0x370E, "multipart/signed"),
        Property(mapi.ATTACH_DATA, mapi.BINARY, (signed.encode(),)),
    ]
    found = list(mapi_item.attachment_segments(properties, (), extractor.new_walk(Limits()), Pages()))
    assert any(ID in one.text and not one.alternate for one in found)
