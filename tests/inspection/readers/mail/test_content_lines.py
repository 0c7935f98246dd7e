"""Calendars and cards: lines unfolded, values decoded, files in them opened."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import content_lines
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, Reading, archive


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> bytes:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")).encode()


def calendar(*lines: str) -> bytes:
    event = ("BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:x", "X-WR-TIMEZONE:y", "BEGIN:VEVENT", *lines)
    return "\r\n".join((*event, "END:VEVENT", "END:VCALENDAR", "")).encode()


def packed(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


@given(at=st.integers(1, 17), fold=st.sampled_from(("\r\n ", "\n\t", "\r ")))
def test_a_folded_number_is_one_number(at: int, fold: str) -> None:
    reading = Alone(content_lines.read, card(f"NOTE:身份证 {ID[:at]}{fold}{ID[at:]}"))
    assert f"身份证 {ID}" in reading.shown


ZIPPED = packed(archive({"a.txt": ID.encode()}))
PLACES = {
    "description": calendar(f"DESCRIPTION:{ID}"),
    "attendee": calendar(f'ATTENDEE;CN="{ID}":mailto:x@example.com'),
    "own field": calendar(f"X-CLIENT:{ID}"),
    "page": calendar(f"X-ALT-DESC;FMTTYPE=text/html:<p>{ID[:6]}<b>{ID[6:]}</b></p>"),
    "attached file": calendar(f"ATTACH;FMTTYPE=x/y;ENCODING=BASE64;VALUE=BINARY:{ZIPPED}"),
    "attached file, folded": calendar(f"ATTACH;VALUE=BINARY;ENCODING=BASE64:{ZIPPED[:50]}", f" {ZIPPED[50:]}"),
    "card": card(f"ORG:x;{ID}"),
    "picture of version 2.1": card("PHOTO;BASE64:", f" {packed(f'证 {ID}'.encode())}", "", version="2.1"),
    "picture of version 4": card(f"PHOTO:data:text/plain;base64,{packed(ID.encode())}", version="4.0"),
    "quoted-printable": card(f"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E8=AF=81{ID[:5]}=", ID[5:], version="2.1"),
    "quoted-printable in GBK": card(f"NOTE;CHARSET=GBK;QUOTED-PRINTABLE:=D6=A4{ID}", version="2.1"),
    "UTF-16": card(f"NOTE:证{ID[:7]}", f" {ID[7:]}").decode().encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_found_wherever_it_stands(place: str) -> None:
    reading = Reading(PLACES[place])
    assert ID in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert reading.walk.format in {"icalendar", "vcard"}


def test_charsets_of_coded_values() -> None:
    assert "证" in Reading(PLACES["quoted-printable"]).text
    assert "证" in Reading(PLACES["quoted-printable in GBK"]).text


def test_escapes_are_resolved_in_a_second_reading() -> None:
    reading = Alone(content_lines.read, card(r"ADR:北京市\, 朝阳区\n1 号"))
    assert "北京市, 朝阳区\n1 号" in reading.text


def test_a_damaged_file_is_told() -> None:
    assert (
        Alone(content_lines.read, card("PHOTO;ENCODING=b:%%%%")).walk.reason == "malformed:transfer-encoding"
    )
