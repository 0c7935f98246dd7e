"""Bodies are decoded and encoded again, and what does not come back is not written."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.redaction import transfer

LINES = st.lists(st.binary(max_size=200), max_size=5).map(b"\r\n".join)


@given(st.one_of(st.binary(max_size=500), LINES), st.sampled_from(["base64", "quoted-printable", "8bit", ""]))
def test_what_is_encoded_is_decoded_to_the_same(octets: bytes, encoding: str) -> None:
    raw = transfer.encoded(octets, encoding, b"")
    assert raw is not None
    assert transfer.decoded(raw, encoding) == octets
    if not transfer.is_identity(encoding):
        assert all(len(line) <= 76 and b"\n" not in line for line in raw.split(b"\r\n"))


def test_others_read_it_alike() -> None:
    octets = "张小明=\t \r\n结束 \r\n".encode("gbk")
    raw = transfer.encoded(octets, "quoted-printable", b"")
    assert raw is not None
    assert quopri.decodestring(raw) == octets


def test_a_body_ends_as_it_ended() -> None:
    assert transfer.encoded(b"abc", "base64", b"eHl6\r\n\r\n") == b"YWJj\r\n\r\n"


@pytest.mark.parametrize(("raw", "encoding"), [(b"YW*J", "base64"), (b"YWJ", "base64"), (b"x", "x-uuencode")])
def test_damaged_and_other_encodings_are_left_alone(raw: bytes, encoding: str) -> None:
    assert transfer.decoded(raw, encoding) is None
