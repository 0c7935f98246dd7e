"""Message files: one number in each place of an Outlook message, found through the whole walk."""

from collections.abc import Callable

import pytest
from aspose.email_foss.msg import MapiMessage
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.mail.outlook_files import (
    BODY,
    CODE_PAGE,
    DATA,
    EMAIL,
    EMBEDDED,
    HEADERS,
    HTML,
    I8,
    LONG_NAME,
    NAME,
    PART,
    RTF,
    STRING8,
    SUBJECT,
    attached,
    compressed,
    item,
    message,
)
from tests.inspection.samples import ID, Reading, archive, word

WORDS = f"身份证号码 {ID}"
WRAPPED = rb"{\rtf1\ansi\ansicpg936\fromhtml1 {\*\htmltag64 <p>}%s{\*\htmltag72 <b>}%s}" % (
    ID[:6].encode(),
    ID[6:].encode(),
)
TEXT = item({LONG_NAME: "名单.txt", DATA: WORDS.encode()}, PART)
FORWARDED = item({SUBJECT: "转发", BODY: WORDS}, EMBEDDED)
NESTED = item({SUBJECT: "转发"}, EMBEDDED, {"__attach_version1.0_#00000000": TEXT})

PLACES: dict[str, Callable[[], bytes]] = {
    "subject": lambda: message({SUBJECT: WORDS}),
    "body": lambda: message({BODY: WORDS}),
    "body in GBK": lambda: message({CODE_PAGE: 936, BODY: (STRING8, WORDS.encode("gbk"))}),
    "body in Big5": lambda: message({CODE_PAGE: 950, BODY: (STRING8, f"身份證 {ID}".encode("big5"))}),
    "body in UTF-8": lambda: message({CODE_PAGE: 65001, BODY: (STRING8, WORDS.encode())}),
    "body in no code page": lambda: message({BODY: (STRING8, WORDS.encode("gbk"))}),
    "HTML body": lambda: message({HTML: f"<p>{ID[:6]}<b>{ID[6:]}</b></p>".encode()}),
    "wrapped HTML body": lambda: message({RTF: compressed(WRAPPED)}),
    "base64 in the body": lambda: message({BODY: "see\r\n\r\nMTEwMTAxMTk5MDAzMDc0NTE0\r\n"}),
    "transport headers": lambda: message({HEADERS: f"X-Client: =?utf-8?q?{ID}?=\r\n\r\n"}),
    "named property": lambda: message({0x8000: WORDS}, names={0x8000: "Client"}),
    "number of a form": lambda: message({0x8000: (I8, int(ID))}, names={0x8000: "Client"}),
    "second value of a property": lambda: message({0x8000: ["x", WORDS]}, names={0x8000: "Client"}),
    "name of a property": lambda: message({0x8000: "x"}, names={0x8000: ID}),
    "binary property": lambda: message({0x8000: ID.encode("utf-16-le")}, names={0x8000: "Client"}),
    "recipient's name": lambda: message({}, recipients=[item({NAME: WORDS}, PART)]),
    "recipient's address": lambda: message({}, recipients=[item({EMAIL: f"{ID}@example.com"}, PART)]),
    "attachment": lambda: message({}, attachments=[TEXT]),
    "attachment's name": lambda: message({}, attachments=[item({LONG_NAME: f"{ID}.txt", DATA: b"x"}, PART)]),
    "document attached": lambda: message({}, attachments=[item({LONG_NAME: "a.docx", DATA: word(ID)}, PART)]),
    "message attached": lambda: message({}, attachments=[attached({LONG_NAME: "转发"}, FORWARDED)]),
    "attachment of a message attached": lambda: message({}, attachments=[attached({LONG_NAME: "转发"}, NESTED)]),
    "archive attached": lambda: message({}, attachments=[item({DATA: archive({"a.txt": WORDS.encode()})}, PART)]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_found_wherever_it_stands(place: str) -> None:
    reading = Reading(PLACES[place]())
    assert ID in reading.text
    assert [reason for reason in reading.walk._reasons if reason != "unsupported:rtf"] == []
    assert "msg" in reading.walk.formats


def by_another_program(*, unicode_strings: bool) -> MapiMessage:
    made = MapiMessage.create(f"Subject {ID}", f"Body {ID}", unicode_strings=unicode_strings)
    made.add_recipient(f"{ID}@example.com", display_name="Z", recipient_type=2)
    made.add_attachment("a.txt", WORDS.encode(), mime_type="text/plain")
    return made


@pytest.mark.parametrize("unicode_strings", [True, False])
def test_a_message_written_by_another_program(unicode_strings: bool) -> None:
    outer = by_another_program(unicode_strings=unicode_strings)
    outer.add_embedded_message_attachment(
        by_another_program(unicode_strings=unicode_strings), filename="b.msg"
    )
    reading = Reading(outer.to_bytes())
    places = {"/".join(step.name for step in one.place) for one in reading.segments if ID in one.text}
    expected = {"subject", "text", "a.txt", "b.msg/subject", "b.msg/text", "b.msg/a.txt"}
    assert places >= {*expected, "00000000/cc", "b.msg/00000000/cc"}
    assert reading.walk.reason == ""


def test_an_embedded_object_is_the_document_that_it_is() -> None:
    """An object is a storage of its own program; what is no document is told."""
    reading = Reading(message({}, attachments=[attached({}, {"CONTENTS": word(ID)})]))
    assert ID in reading.text
    unknown = Reading(message({}, attachments=[attached({}, {"CONTENTS": bytes(range(256)) * 4})]))
    assert unknown.verdict is InspectionVerdict.UNINSPECTABLE


def test_places_bear_the_names_of_attachments() -> None:
    reading = Reading(message({}, attachments=[attached({LONG_NAME: "转发.msg"}, NESTED)]))
    (place,) = {one.place for one in reading.segments if WORDS in one.text}
    assert [(step.kind, step.name) for step in place] == [
        ("attachment", "转发.msg"),
        ("attachment", "名单.txt"),
    ]


def test_the_code_page_of_the_message_counts_for_its_recipients() -> None:
    reading = Reading(
        message({CODE_PAGE: 950}, recipients=[item({NAME: (STRING8, "證號".encode("big5"))}, PART)])
    )
    assert "證號" in reading.primary


def test_a_message_without_anything_is_proven_empty() -> None:
    assert Reading(message({})).verdict is InspectionVerdict.EMPTY_VERIFIED


SAMPLE = message({SUBJECT: "主题", BODY: WORDS}, recipients=[item({NAME: "张三"}, PART)], attachments=[TEXT])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.sampled_from((len(content), len(content) * 3 // 4, len(content) // 2)))
    assert Reading(bytes(content[:cut])).found_or_told(ID)
