"""Octets to text: as labelled, as meant, and never an error."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing.text_decoding import decode_words, header_text, one_line, to_text
from tests.smtp_gateway.sealing import samples


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("对账单".encode(), "utf-8", "对账单"),
        ("镕喆".encode("gbk"), "gb2312", "镕喆"),
        ("对账单".encode("gb18030"), "", "对账单"),
        ("对账单".encode("gbk"), "us-ascii", "对账单"),
        ("對帳單".encode("big5"), "Big5", "對帳單"),
        ("€ 5".encode("cp1252"), "iso-8859-1", "€ 5"),
        (b"\xef\xbb\xbfbom", "utf-8", "bom"),
        ("对".encode(), "no-such-charset", "对"),
        ("对".encode(), "a\0b", "对"),
        (b"xn--a", "idna", "xn--a"),
        (b"data", "base64", "data"),
        (b"ok \xff\xff\xff", "utf-8", "ok \ufffd\ufffd\ufffd"),
    ],
)
def test_known_cases(data: bytes, charset: str, text: str) -> None:
    assert to_text(data, charset) == text


@given(
    st.binary(max_size=80),
    st.sampled_from(["", "utf-8", "gb2312", "utf-7", "utf-16", "hz-gb-2312", "punycode"]),
)
def test_any_octets_give_text(data: bytes, charset: str) -> None:
    to_text(data, charset)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (samples.word("对账单", "gbk"), "对账单"),
        (f"Re: {samples.word('对账单')} Q3", "Re: 对账单 Q3"),
        (f"{samples.word('对账')}\r\n {samples.word('单')}", "对账单"),
        ("plain 文字", "plain 文字"),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("a\tb\r\n c", "a b c"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("", ""),
    ],
)
def test_encoded_words(value: str, text: str) -> None:
    assert decode_words(value) == text


def test_a_character_cut_between_two_words_is_put_together() -> None:
    raw = "对账单".encode("gbk")
    words = " ".join(f"=?gbk?B?{b64encode(part).decode()}?=" for part in (raw[:3], raw[3:]))
    assert decode_words(words) == "对账单"


@given(st.text(max_size=60))
def test_no_value_breaks_a_line(value: str) -> None:
    assert not set("\r\n\x00\u2028\u202e") & set(decode_words(value) + one_line(value))


def test_raw_octets_in_a_header_are_read() -> None:
    assert header_text("Subject: 对账单".encode("gbk")) == "Subject: 对账单"
