"""Header fields: encoded words are read and written again, addresses and all else stay."""

from base64 import b64encode
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.redaction import fields
from inspection.redaction.units import rewritten, text_of


def masked(name: str, value: str, part: str, mask: str) -> str:
    units = fields.units(name, value)
    start = text_of(units).index(part)
    return rewritten(units, [(start, start + len(part), mask)])[0]


def read(value: str) -> str:
    return str(make_header(decode_header(value.replace("\r\n", ""))))


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb2312", "gb18030"])
def test_a_subject_in_encoded_words_keeps_its_charset(charset: str) -> None:
    pieces = [b64encode("请查收客户张小明的对账单，".encode(charset)).decode("ascii") for _ in range(3)]
    value = "\r\n ".join(f"=?{charset}?B?{piece}?=" for piece in pieces)
    new = masked("subject", f" {value}", "张小明", "张**")
    assert read(new).strip() == "请查收客户张**的对账单，" + "请查收客户张小明的对账单，" * 2
    assert f"=?{charset}?" in new
    assert all(len(line) <= 78 for line in new.split("\r\n"))


def test_a_character_that_was_cut_in_two_words_is_read() -> None:
    raw = "张小明".encode()
    words = " ".join(
        f"=?utf-8?q?{''.join(f'={octet:02X}' for octet in half)}?=" for half in (raw[:4], raw[4:])
    )
    assert text_of(fields.units("subject", words)) == "张小明"


def test_plain_text_is_changed_in_place_and_folds_stay() -> None:
    assert masked("subject", " id 110105\r\n 1949 x", "110105 1949", "***") == " id ***\r\n x"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("13800138000 <13800138000@139.example>", "138 <13800138000@139.example>"),
        ('"13800138000" <a@b.example>', '"138" <a@b.example>'),
        ("13800138000@139.example", "13800138000@139.example"),
    ],
)
def test_of_an_address_only_the_name_is_changed(value: str, expected: str) -> None:
    assert masked("to", value, "13800138000", "138") == expected


def test_names_of_files_are_changed_and_nothing_before_them() -> None:
    value = " attachment; filename*=utf-8''%E5%BC%A0%E5%B0%8F%E6%98%8E.csv; size=3"
    assert masked("content-disposition", value, "张小明", "张") == (
        " attachment; filename*=utf-8''%E5%BC%A0.csv; size=3"
    )
    assert masked("content-type", "text/csv; name=text.csv", "text", "*") == "text/csv; name=text.csv"
    assert masked("content-type", "multipart/mixed; boundary=13800138000", "138", "*").endswith("13800138000")


@pytest.mark.parametrize("value", ["=?utf-8?b?5byg5bC?=", "=?utf-8?q?=FF?=", "=?nothing?q?x?="])
def test_a_damaged_word_is_nobody_s_text(value: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        fields.units("subject", value)


@given(
    st.text(st.sampled_from("ab张=?_ <>@;\r\n")), st.sampled_from(["subject", "to", "content-disposition"])
)
def test_the_stretches_are_the_value(value: str, name: str) -> None:
    assert "".join(unit.source for unit in fields.units(name, value)) == value
