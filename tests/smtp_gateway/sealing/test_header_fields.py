"""Header fields as spans: what is kept is kept octet for octet."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing.header_fields import (
    HEADER_MAX,
    Field,
    joined,
    read_header,
    split_header,
    with_parameter,
    without_bcc,
)
from tests.smtp_gateway.sealing import samples


def test_fields_are_the_octets_of_the_message() -> None:
    mail = samples.statement()
    header = read_header(BytesIO(mail))
    assert joined(header.fields) + b"\r\n" == mail[: header.body_offset]
    assert header.well_formed
    assert mail[header.body_offset :].startswith(b"--limit\r\n")


def test_folded_and_raw_lines_stay_as_they_are() -> None:
    raw = b"Subject: \xb6\xd4\xd5\xcb\r\n\tgoes on\r\nX-A : 1\r\n\r\n"
    header = split_header(raw)
    assert header.fields == (
        Field("subject", b"Subject: \xb6\xd4\xd5\xcb\r\n\tgoes on\r\n"),
        Field("x-a", b"X-A : 1\r\n"),
    )


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (b"From sender Tue\r\nTo: a\r\n\r\n", ["", "to"]),
        (b" leading\r\nTo: a\r\n\r\n", ["", "to"]),
        (b"To: a\r\n\r\r\nCc: b\r\n\r\n", ["to", "", "cc"]),
        (b"To: a\r\nno field\r\n goes on\r\n\r\n", ["to", ""]),
    ],
)
def test_a_line_that_is_no_field_is_kept_and_told(raw: bytes, names: list[str]) -> None:
    header = split_header(raw)
    assert [field.name for field in header.fields] == names
    assert not header.well_formed
    assert joined(header.fields) + b"\r\n" == raw


def test_bare_line_feeds_become_crlf() -> None:
    header = read_header(BytesIO(b"A: 1\n b\nB: 2\n\nbody\n"))
    assert joined(header.fields) == b"A: 1\r\n b\r\nB: 2\r\n"
    assert header.body_offset == 14


@pytest.mark.parametrize("message", [b"A: 1\r\n", b"A: 1", b"", b"A: " + b"x" * (HEADER_MAX + 9)])
def test_a_header_without_end_is_not_well_formed(message: bytes) -> None:
    header = read_header(BytesIO(message))
    assert not header.well_formed
    assert header.body_offset == min(len(message), HEADER_MAX)


def test_a_message_may_begin_with_the_empty_line() -> None:
    header = read_header(BytesIO(b"\r\nbody\r\n"))
    assert (header.fields, header.body_offset, header.well_formed) == ((), 2, True)


def test_fields_are_taken_and_left_by_name() -> None:
    header = split_header(b"To: a\r\nBCC: b\r\nResent-Bcc: c\r\nCc: d\r\n\r\n")
    assert joined(header.named("cc", "to")) == b"To: a\r\nCc: d\r\n"
    assert without_bcc(header) == b"To: a\r\nCc: d\r\n\r\n"


@pytest.mark.parametrize("value", [b" text/plain", b" text/plain;", b" text/plain ; \r\n"])
def test_a_parameter_goes_behind_the_value(value: bytes) -> None:
    field = with_parameter(Field("content-type", b"Content-Type:" + value + b"\r\n"), b"a=b")
    assert field.raw == b"Content-Type: text/plain;\r\n a=b\r\n"


@given(st.binary(max_size=300))
def test_no_octet_of_any_header_is_lost(block: bytes) -> None:
    header = read_header(BytesIO(block))
    kept = joined(header.fields).replace(b"\r\n", b"\n").rstrip(b"\n")
    assert kept == block[: header.body_offset].replace(b"\r\n", b"\n").rstrip(b"\n")
