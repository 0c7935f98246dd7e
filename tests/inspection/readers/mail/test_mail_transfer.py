"""Transfer encodings: one reading where the body keeps to its claim, all readings where it does not."""

import base64
import binascii
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import mail_transfer
from tests.inspection.samples import ID

TEXT = f"身份证 {ID} 结束".encode()
B64 = base64.b64encode(TEXT)


def uuencoded(content: bytes, *, end: bytes = b"`\nend\n") -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return b"begin 644 list.txt\n" + b"".join(lines) + end


def readings(body: bytes, *claims: str) -> list[bytes]:
    decoded = mail_transfer.decode(body, list(claims))
    return [decoded.primary, *decoded.others]


@pytest.mark.parametrize("claim", ["", "7bit", "8bit", "binary"])
def test_a_plain_body_has_one_reading(claim: str) -> None:
    assert mail_transfer.decode(TEXT, [claim] if claim else []) == mail_transfer.Decoded(TEXT)


@given(
    content=st.binary(max_size=400),
    width=st.integers(1, 80),
    end=st.sampled_from((b"\r\n", b"\n", b" \r\n\t")),
)
def test_base64_in_lines_of_any_width_has_one_reading(content: bytes, width: int, end: bytes) -> None:
    packed = base64.b64encode(content)
    body = end.join(packed[at : at + width] for at in range(0, len(packed), width))
    assert mail_transfer.decode(body, ["base64"]) == mail_transfer.Decoded(content)


@given(st.binary(max_size=400), st.sampled_from((b"=\r\n", b"=\n", b"= \t\r\n", b"=\r")))
def test_quoted_printable_has_one_reading(content: bytes, soft_break: bytes) -> None:
    coded = [f"={octet:02X}".encode() for octet in content]
    body = soft_break.join(b"".join(coded[at : at + 20]) for at in range(0, len(coded), 20))
    assert mail_transfer.decode(body, ["quoted-printable"]) == mail_transfer.Decoded(content)


def test_quoted_printable_as_the_standard_library_writes_it() -> None:
    content = TEXT * 5 + b"\n a line = a line \n"
    assert readings(quopri.encodestring(content), "quoted-printable") == [content]


@pytest.mark.parametrize("claim", ["x-uuencode", "uuencode", "x-uue", "uue"])
def test_uuencode_has_one_reading(claim: str) -> None:
    assert mail_transfer.decode(b"note\n" + uuencoded(TEXT * 5), [claim]) == mail_transfer.Decoded(TEXT * 5)


def test_uuencode_without_its_first_line_is_damaged() -> None:
    decoded = mail_transfer.decode(uuencoded(TEXT).split(b"\n")[1] + b"\n", ["x-uuencode"])
    assert TEXT in (decoded.primary, *decoded.others)
    assert decoded.damaged


def test_lines_of_uuencode_that_a_writer_padded() -> None:
    body = uuencoded(TEXT).replace(b"\n`", b"  trailing\n`")
    assert readings(body, "x-uuencode") == [TEXT]


@pytest.mark.parametrize(
    "claims", [("7bit", "base64"), ("base64", "7bit"), ("base64", "quoted-printable"), ("base64", "x")]
)
def test_of_two_claims_each_is_tried(claims: tuple[str, ...]) -> None:
    decoded = mail_transfer.decode(B64, list(claims))
    assert {TEXT, B64} <= {decoded.primary, *decoded.others}
    assert not decoded.damaged


@pytest.mark.parametrize(
    "body", [B64, b"\r\n" + B64[:20] + b"\r\n" + B64[20:], quopri.encodestring(TEXT, quotetabs=True)]
)
def test_a_claim_that_nobody_knows_is_guessed(body: bytes) -> None:
    assert TEXT in readings(body, "x-mystery")


@pytest.mark.parametrize("claims", [(), ("7bit",)])
def test_what_looks_like_base64_is_read_as_such_too(claims: tuple[str, ...]) -> None:
    assert readings(B64, *claims) == [B64, TEXT]


def test_soft_line_breaks_without_a_claim_are_joined_too() -> None:
    assert readings(b"id 110101=\r\n199003\r\n") == [b"id 110101=\r\n199003\r\n", b"id 110101199003\r\n"]


def test_soft_line_breaks_of_a_body_that_says_it_is_plain_are_text() -> None:
    assert readings(b"id 110101=\r\n199003\r\n", "7bit") == [b"id 110101=\r\n199003\r\n"]


def test_a_rule_of_equals_signs_is_no_soft_break() -> None:
    assert readings(b"Title\r\n=====\r\ntext\r\n") == [b"Title\r\n=====\r\ntext\r\n"]


@given(at=st.integers(0, len(B64)), other=st.sampled_from(b"!*-._\x0b\x00"), count=st.integers(1, 5))
def test_foreign_characters_in_base64_are_told_and_hide_nothing(at: int, other: int, count: int) -> None:
    decoded = mail_transfer.decode(B64[:at] + bytes([other] * count) + B64[at:], ["base64"])
    assert decoded.damaged
    assert TEXT in (decoded.primary, *decoded.others)


@given(at=st.integers(0, len(B64) - 1), other=st.sampled_from(b"!*-._\x0b\x00"))
def test_a_damaged_character_of_base64_shifts_none_of_the_others(at: int, other: int) -> None:
    decoded = mail_transfer.decode(B64[:at] + bytes([other]) + B64[at + 1 :], ["base64"])
    assert decoded.damaged
    same = [
        sum(a == b for a, b in zip(body, TEXT, strict=False)) for body in (decoded.primary, *decoded.others)
    ]
    assert max(same) >= len(TEXT) - 2


@pytest.mark.parametrize("digits", range(1, 9))
def test_base64_that_breaks_off_gives_what_there_is(digits: int) -> None:
    decoded = mail_transfer.decode(B64.rstrip(b"=")[:-digits], ["base64"])
    assert TEXT.startswith(decoded.primary)
    assert len(decoded.primary) == (len(B64.rstrip(b"=")) - digits) * 3 // 4
    assert decoded.damaged == ((len(B64.rstrip(b"=")) - digits) % 4 == 1)


def test_base64_of_pieces_that_were_padded_each() -> None:
    body = base64.b64encode(b"x") + base64.b64encode(b"yy") + base64.b64encode(TEXT)
    assert readings(body, "base64")[0] == b"xyy" + TEXT


def test_plain_text_that_claims_to_be_base64_is_read_as_text_too() -> None:
    decoded = mail_transfer.decode(TEXT, ["base64"])
    assert TEXT in decoded.others
    assert decoded.damaged


@pytest.mark.parametrize(
    ("claim", "coded"),
    [("base64", True), ("quoted-printable", True), ("x-uue", True), ("7bit", False), ("x", False)],
)
def test_what_changes_the_octets(claim: str, coded: bool) -> None:
    assert mail_transfer.is_coded(claim) == coded


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (b"1101 \r\n99\r\n", b"110199\r\n"),
        (b"> 1101 \r\n> 99\r\n", b"> 110199\r\n"),
        (b"1101\r\n99", b"1101\r\n99"),
        (b"x\r\n-- \r\nAnn", b"x\r\n-- \r\nAnn"),
    ],
)
def test_flowed_lines_are_joined(text: bytes, joined: bytes) -> None:
    assert mail_transfer.unflowed(text, delete_space=True) == joined


def test_flowed_lines_keep_their_blank_unless_told_otherwise() -> None:
    assert mail_transfer.unflowed(b"a \r\nb", delete_space=False) == b"a b"
