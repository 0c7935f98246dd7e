"""Bytes to text in any charset, with and without a mark, declared rightly, wrongly or not at all."""

import base64
import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import charset
from inspection.charset import canonical, decode, wide_charset
from tests.inspection.samples import ID

SIMPLE = f"客户的身份证号码是 {ID},请查收附件。"
TRADITIONAL = f"客戶的身份證號碼是 {ID},請查收附件。"
CHARSETS = {
    "utf-8": SIMPLE, "gb18030": SIMPLE, "gbk": SIMPLE, "gb2312": SIMPLE, "utf-16-le": SIMPLE, "utf-16-be": SIMPLE,
    "utf-32-le": SIMPLE, "utf-32-be": SIMPLE, "big5": TRADITIONAL, "big5hkscs": TRADITIONAL, "cp950": TRADITIONAL,
}  # fmt: skip
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": b"\x84\x31\x95\x33",
}
# What mail and files are written with; a customer's name may hold any character.
ORDINARY = st.text(
    st.sampled_from("客户的身份证号码是请查收附件银行卡电话手机地址密码账余额联系您好我们公司"), min_size=8
)
ANY_HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=6)


def texts(content: bytes, declared: str = "") -> list[str]:
    return [reading.text for reading in decode(content, declared)]


@pytest.mark.parametrize("name", CHARSETS)
def test_without_a_mark_or_a_word_the_first_reading_is_right(name: str) -> None:
    assert texts(CHARSETS[name].encode(name))[0] == CHARSETS[name]


@pytest.mark.parametrize("name", MARKED)
def test_a_mark_settles_it_and_is_no_part_of_the_text(name: str) -> None:
    [reading] = decode(MARKED[name] + SIMPLE.encode(name), "big5")
    assert (reading.text, reading.charset) == (SIMPLE, name)


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@given(before=ORDINARY, rare=ANY_HAN, after=ORDINARY)
def test_no_charset_hides_a_number(name: str, before: str, rare: str, after: str) -> None:
    text = f"{before}{rare} {ID}\n{after}"
    assert text in texts(text.encode(name))


@given(
    text=st.text(
        st.sampled_from("客戶的身份證號碼是請查收附件銀行卡電話手機地址密碼帳戶餘額聯絡您好我們公司"),
        min_size=8,
    )
)
def test_big5_hides_no_number_either(text: str) -> None:
    assert f"{text} {ID}" in texts(f"{text} {ID}".encode("big5"))


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["密码", ID, "客户的身份证号码是请查收附件" * 40 + ID + "请查收附件" * 40])
def test_wide_text_is_known_with_few_nul_octets_many_or_none(name: str, text: str) -> None:
    assert texts(text.encode(name))[0] == text


@pytest.mark.parametrize(
    "declared", ["", "us-ascii", "utf-8", "iso-8859-1", "big5", "utf-16", "x-unknown", "hz"]
)
def test_a_wrong_word_hides_nothing(declared: str) -> None:
    assert SIMPLE in texts(SIMPLE.encode("gb18030"), declared)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("hz-gb-2312", "hz"),
        ("utf-7", "utf-7"),
        ("ibm037", "cp037"),
        ("iso-2022-kr", "iso2022_kr"),
        ("koi8-r", "koi8_r"),
    ],
)
def test_a_charset_that_cannot_be_guessed_is_read_where_it_is_declared(declared: str, codec: str) -> None:
    text = "Пароль: secret" if codec == "koi8_r" else f"ID {ID}"
    assert decode(text.encode(codec), declared)[0].text == text


def test_seven_bit_chinese_is_read_without_a_word() -> None:
    for codec, text in (("hz", "身份证"), ("iso2022_jp_2", "身分証")):
        assert text in texts(text.encode(codec))


def test_a_declaration_that_is_right_costs_no_second_reading() -> None:
    assert len(decode(SIMPLE.encode("gbk"), "GB2312")) == 1
    assert len(decode(b"plain ascii", "iso-8859-1")) == 1


def test_few_multibyte_characters_may_be_another_charset_by_chance() -> None:
    chance = "密码".encode()
    assert [reading.charset for reading in decode(chance)] == ["utf-8", "gb18030"]
    assert [reading.charset for reading in decode(SIMPLE.encode())] == ["utf-8"]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8])
@pytest.mark.parametrize("codec", ["ascii", "gb18030"])
def test_a_mark_that_lies_hides_nothing(mark: bytes, codec: str) -> None:
    text = f"{ID} {ID} " if codec == "ascii" else SIMPLE
    assert text in texts(mark + text.encode(codec))


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_a_text_cut_within_a_character_is_still_read(codec: str) -> None:
    assert texts(SIMPLE.encode(codec)[:-1])[0].startswith(SIMPLE[:-1])


def test_chinese_after_a_long_ascii_beginning_is_read() -> None:
    for padding in (200_000, 200_001):
        content = b"a" * padding + SIMPLE.encode("gb18030")
        assert texts(content) == ["a" * padding + SIMPLE]


def test_a_long_text_cut_within_a_character_is_not_weighed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A head of a file ends anywhere; doubting its charset for that cost a hundred times its reading."""
    monkeypatch.delattr(charset, "_scored")
    [reading] = decode(SIMPLE.encode() * 2000 + b"\xe5\xae")
    assert (reading.text, reading.charset) == (SIMPLE * 2000 + "\ufffd", "utf-8")


@given(
    st.binary(max_size=300), st.sampled_from(["", "gbk", "utf-7", "hz", "utf-16", "iso-2022-jp", "ibm037"])
)
def test_any_bytes_have_a_reading_and_no_two_are_the_same(content: bytes, declared: str) -> None:
    found = texts(content, declared)
    assert found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("GB2312", "gb18030"), ("gb_2312-80", "gb18030"), ("GBK", "gb18030"), ("Big5", "big5hkscs"),
        (' "UTF_8" ', "utf-8"), ("US-ASCII", "utf-8"), ("latin1", "cp1252"), ("ks_c_5601-1987", "cp949"),
        ("x-unknown", ""), ("", ""), ("rot13", ""),
    ],
)  # fmt: skip
def test_a_declared_charset_is_read_as_its_superset(declared: str, codec: str) -> None:
    assert canonical(declared) == codec


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SIMPLE.encode("utf-16"), "utf-16-le"),
        (SIMPLE.encode("utf-16-be"), "utf-16-be"),
        (SIMPLE.encode("utf-32-be"), "utf-32-be"),
        (SIMPLE.encode("utf-8-sig"), ""),
        (SIMPLE.encode("gb18030"), ""),
        (b"one nul octet \0 in a hundred is damage" + b"." * 70, ""),
        (bytes(100), ""),
        (b"a\0", ""),
    ],
)
def test_wide_text_is_told_from_damage(content: bytes, name: str) -> None:
    assert wide_charset(content) == name


def test_a_reading_in_a_log_tells_its_length_only() -> None:
    assert repr(decode(ID.encode())[0]) == "<Reading 18 code points, ascii>"


def test_every_codec_exists_before_the_sandbox_closes() -> None:
    charset.preload()


@pytest.mark.parametrize("text", [f"身份证号 {ID}", f"第一行\n第二行:{ID}"])
def test_utf_7_is_read_besides(text: str) -> None:
    readings = decode(text.encode("utf-7"))
    assert [reading.charset for reading in readings] == ["ascii", "utf-7"]
    assert readings[1].text == text


def test_digits_that_utf_7_hides() -> None:
    hidden = base64.b64encode(ID.encode("utf-16-be")).rstrip(b"=")
    assert f"id {ID}\r\n" in texts(b"id +" + hidden + b"-\r\n")


@pytest.mark.parametrize("text", ["+8613800138000", "a = b+c", "1+1=2", "c++17 and more", "tel. +86-10-1234"])
def test_plus_signs_are_no_utf_7(text: str) -> None:
    assert [reading.charset for reading in decode(text.encode())] == ["ascii"]
