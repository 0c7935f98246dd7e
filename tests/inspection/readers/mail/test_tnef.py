"""TNEF: one number in each place of a `winmail.dat`, found through the whole walk."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.mail.outlook_files import (
    BODY,
    DATA,
    HTML,
    LONG_NAME,
    NAME,
    OBJECT,
    RTF,
    STRING8,
    SUBJECT,
    compressed,
    rows,
    tnef,
)
from tests.inspection.samples import ID, Reading, attach, mail, word

WORDS = f"身份证号码 {ID}"
MESSAGE, ATTACHMENT = 1, 2
PROPERTIES, RECIPIENTS, CODE_PAGE, OLD_SUBJECT, OLD_BODY, OLD_FROM, PART_ID = (
    0x00069003, 0x00069004, 0x00069007, 0x00018004, 0x0002800C, 0x00008000, 0x0001800B,
)  # fmt: skip
BEGINS, OLD_DATA, OLD_TITLE, OLD_PICTURE, PART_PROPERTIES = (
    0x00069002, 0x0006800F, 0x00018010, 0x00068011, 0x00069005,
)  # fmt: skip
IID_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
START = (ATTACHMENT, BEGINS, bytes(14))


def properties(values: dict[int, object], names: dict[int, str] | None = None) -> tuple[int, int, bytes]:
    return MESSAGE, PROPERTIES, rows(values, names)  # type: ignore[arg-type]


def attachment(values: dict[int, object]) -> tuple[int, int, bytes]:
    return ATTACHMENT, PART_PROPERTIES, rows(values)  # type: ignore[arg-type]


def page(number: int) -> tuple[int, int, bytes]:
    return MESSAGE, CODE_PAGE, number.to_bytes(4, "little") + bytes(4)


INNER = tnef(properties({BODY: WORDS}))
PLACES: dict[str, Callable[[], bytes]] = {
    "old subject": lambda: tnef((MESSAGE, OLD_SUBJECT, f"No {ID}\0".encode())),
    "old subject in Big5": lambda: tnef(page(950), (MESSAGE, OLD_SUBJECT, f"證號 {ID}\0".encode("big5"))),
    "old body": lambda: tnef(page(936), (MESSAGE, OLD_BODY, WORDS.encode("gbk"))),
    "old sender": lambda: tnef((MESSAGE, OLD_FROM, bytes([4, 0]) + ID.encode())),
    "old number of a conversation": lambda: tnef((MESSAGE, PART_ID, ID.encode())),
    "subject": lambda: tnef(properties({SUBJECT: WORDS})),
    "body": lambda: tnef(properties({BODY: WORDS})),
    "HTML body": lambda: tnef(properties({HTML: f"<p>{ID[:6]}<b>{ID[6:]}</b>".encode()})),
    "RTF body": lambda: tnef(properties({RTF: compressed(b"{\\rtf1 " + ID.encode() + b"}")})),
    "named property": lambda: tnef(properties({0x8000: WORDS}, {0x8000: "Client"})),
    "name of a property": lambda: tnef(properties({0x8000: "x"}, {0x8000: ID})),
    "second value": lambda: tnef(properties({0x8000: ["x", WORDS]}, {0x8000: "Client"})),
    "recipient": lambda: tnef((MESSAGE, RECIPIENTS, b"\1\0\0\0" + rows({NAME: WORDS}))),
    "old attachment": lambda: tnef(START, (ATTACHMENT, OLD_DATA, WORDS.encode())),
    "old document attached": lambda: tnef(START, (ATTACHMENT, OLD_DATA, word(ID))),
    "old name of an attachment": lambda: tnef(START, (ATTACHMENT, OLD_TITLE, f"{ID}.txt\0".encode())),
    "picture of an attachment": lambda: tnef(START, (ATTACHMENT, OLD_PICTURE, b"\1\0\x09" + ID.encode())),
    "attachment": lambda: tnef(START, attachment({LONG_NAME: "a.txt", DATA: WORDS.encode()})),
    "name of an attachment": lambda: tnef(START, attachment({LONG_NAME: f"{ID}.txt"})),
    "message attached": lambda: tnef(START, attachment({DATA: (OBJECT, IID_MESSAGE + INNER)})),
    "second attachment": lambda: tnef(
        START, (ATTACHMENT, OLD_DATA, b"x"), START, (ATTACHMENT, OLD_DATA, WORDS.encode())
    ),
    "in a mail": lambda: attach(mail(), tnef(properties({SUBJECT: WORDS})), "winmail.dat").as_bytes(),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_found_wherever_it_stands(place: str) -> None:
    reading = Reading(PLACES[place]())
    assert ID in reading.text
    assert [reason for reason in reading.walk._reasons if reason != "unsupported:rtf"] == []
    assert "tnef" in reading.walk.formats


def test_a_body_is_read_by_the_code_page() -> None:
    assert "證號" in Reading(tnef(page(950), (MESSAGE, OLD_BODY, "證號".encode("big5")))).primary
    assert "证号" in Reading(tnef(page(936), properties({BODY: (STRING8, "证号".encode("gbk"))}))).primary


def test_a_wrong_checksum_is_told_and_the_rest_is_read() -> None:
    stream = tnef((MESSAGE, OLD_SUBJECT, b"subject\0"), properties({BODY: WORDS}))
    reading = Reading(stream.replace(b"subject", b"subiect"))
    assert reading.walk.reason == "malformed:tnef"
    assert {"subiect", WORDS} <= {one.text for one in reading.segments}


def test_an_attribute_that_nobody_knows_is_told_and_shown() -> None:
    reading = Reading(tnef((MESSAGE, 0x00069013, f"No {ID}".encode())))
    assert reading.walk.reason == "malformed:tnef"
    assert ID in reading.text


def test_what_follows_the_last_attribute_is_told_and_shown() -> None:
    reading = Reading(PLACES["subject"]() + f"\3\3 {ID[::-1]}".encode())
    assert reading.walk.reason == "malformed:tnef"
    assert ID[::-1] in reading.text


def test_an_empty_stream_has_no_message() -> None:
    assert Reading(tnef()).walk.reason == "malformed:tnef"


def test_places_bear_the_names_of_attachments() -> None:
    reading = Reading(
        tnef(
            START,
            (ATTACHMENT, OLD_TITLE, b"KHMD~1.TXT\0"),
            attachment({LONG_NAME: "客户名单.txt", DATA: b"x"}),
        )
    )
    assert {(one.place[0].kind, one.place[0].name) for one in reading.segments} == {
        ("attachment", "客户名单.txt")
    }
    assert {"客户名单.txt", "KHMD~1.TXT"} <= {one.text for one in reading.segments if one.origin == "name"}


SAMPLE = tnef(
    page(936), properties({SUBJECT: "主题", BODY: WORDS}), START, (ATTACHMENT, OLD_DATA, WORDS.encode())
)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.sampled_from((len(content), len(content) * 3 // 4, len(content) // 2)))
    reading = Reading(bytes(content[:cut]))
    assert reading.found_or_told(ID) or reading.walk.format != "tnef"


def test_a_stream_that_was_cut_is_told() -> None:
    reading = Reading(SAMPLE[:-30])
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE
    assert ID in reading.text
