"""Headers as broken and deceiving programs write them: every claim is kept."""

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import mail_header
from tests.inspection.samples import ID

NAME = "客户名单.xlsx"


def parse(*lines: str, end: str = "\r\n") -> mail_header.Header:
    content = end.join(lines).encode("utf-8", "surrogateescape")
    return mail_header.parse(content, 0, len(content))


def text(raw: bytes) -> str:
    return next(mail_header.texts(raw)).text


def word(value: str, charset: str, encoding: str) -> str:
    octets = value.encode(charset)
    packed = base64.b64encode(octets) if encoding == "B" else quopri.encodestring(octets, header=True)
    return f"=?{charset}?{encoding}?{packed.decode()}?="


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_fields_are_unfolded_and_named_in_lower_case(end: str) -> None:
    header = parse("SUBJECT: a", "X-Note : b", "", "body", end=end)
    assert [(field.name, field.raw) for field in header.fields] == [("subject", b"a"), ("x-note", b"b")]
    assert header.body_start == len(f"SUBJECT: a{end}X-Note : b{end}{end}")


def test_a_folded_field_is_one_line() -> None:
    assert parse("Subject: a", "\tb", " c", "", "").fields[0].raw == b"a\tb c"


def test_a_line_that_is_no_field_is_kept_and_ends_nothing() -> None:
    header = parse("From: a", f"no field {ID}", ":none", "Subject: b", "", "body")
    assert [field.name for field in header.fields] == ["from", "subject"]
    assert header.stray == f"no field {ID}\n:none".encode()


def test_a_field_that_stands_twice_is_kept_twice() -> None:
    header = parse("Content-Type: text/plain", "Content-Type: Multipart/Mixed; boundary=B", "", "")
    assert header.media_types() == ["text/plain", "multipart/mixed"]


@pytest.mark.parametrize(("lines", "start"), [(("", "Subject: no field"), 2), (("  ", "x"), 4)])
def test_a_part_may_have_no_header(lines: tuple[str, ...], start: int) -> None:
    assert parse(*lines) == mail_header.Header((), b"", start)


def test_without_a_blank_line_everything_is_header() -> None:
    header = parse("Subject: a", "base64==")
    assert (header.stray, header.body_start) == (b"base64==", len(b"Subject: a\r\nbase64=="))


def test_only_the_span_that_was_asked_for_is_read() -> None:
    content = b"From: x\r\n\r\nSubject: y\r\n\r\nTo: z\r\n"
    header = mail_header.parse(content, 11, 24)
    assert [field.name for field in header.fields] == ["subject"]
    assert header.body_start == 24


def test_a_header_beyond_the_limit_is_cut_between_two_lines() -> None:
    line = f"X-Number: {ID}\r\n".encode()
    content = line * ((4 << 20) // len(line) + 1000)
    header = mail_header.parse(content, 0, len(content))
    assert content[header.body_start :].startswith(line)
    assert len(header.fields) * len(line) == header.body_start
    assert header.body_start > (4 << 20) - len(line)


@pytest.mark.parametrize(
    ("value", "claim"),
    [
        ("base64", "base64"),
        ("BASE64", "base64"),
        ("(said) base64 (twice)", "base64"),
        ('"base64"', "base64"),
        ("base64;", "base64"),
        ("\r\n base64", "base64"),
        ("", ""),
    ],
)
def test_the_encoding_claimed(value: str, claim: str) -> None:
    assert parse(f"Content-Transfer-Encoding: {value}", "", "").encodings() == [claim]


def test_a_field_of_a_damaged_name_claims_an_encoding_too() -> None:
    assert parse("Content-Transfur-Encoding: Base64", "Subject: base64 it is", "", "").encodings() == [
        "base64"
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "big5"])
@pytest.mark.parametrize("encoding", ["B", "Q"])
def test_encoded_words(charset: str, encoding: str) -> None:
    value = "證號" if charset == "big5" else "证号"
    raw = f"a {word(value, charset, encoding)} b {word(ID, charset, encoding)}"
    assert text(raw.encode()) == f"a {value} b {ID}"


@given(cut=st.integers(1, 5), encoding=st.sampled_from("BQ"), gap=st.sampled_from((" ", "\t", "  ")))
def test_a_character_may_span_two_words(cut: int, encoding: str, gap: str) -> None:
    octets = "证号".encode()
    pieces = [octets[:cut].decode("latin-1"), octets[cut:].decode("latin-1")]
    words = [word(piece, "latin-1", encoding).replace("latin-1", "utf-8") for piece in pieces]
    assert text(gap.join(words).encode()) == "证号"


def test_words_of_two_charsets_stand_side_by_side() -> None:
    raw = f"{word('证', 'utf-8', 'B')} {word('号', 'gbk', 'Q')}"
    assert text(raw.encode()) == "证号"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("=?utf-8?q?a_b=20c?=", "a b c"),
        ("=?utf-8*zh?B?6K+B?=", "证"),
        ("=?x-unknown?B?6K+B5Y+3?=", "证号"),
        ("=?utf-8?B?6K+B5Y+3", "=?utf-8?B?6K+B5Y+3"),
        ("=?utf-8?B?6K+\r\n B5Y+3?=", "证号"),
        ("=?utf-8?B?MTEwMTAx?= kept =?utf-8?B?MQ?=", "110101 kept 1"),
    ],
)
def test_words_as_programs_write_them(raw: str, shown: str) -> None:
    assert text(parse(f"Subject: {raw}", "", "").fields[0].raw) == shown


def test_octets_that_do_not_belong_into_a_word_are_kept() -> None:
    assert text(b"=?gb2312?Q?" + "张三丰".encode("gbk") + b"?=") == "张三丰"


@given(at=st.integers(0, 23), other=st.sampled_from("*!.-"))
def test_a_damaged_or_foreign_character_shifts_none_of_the_others(at: int, other: str) -> None:
    packed = base64.b64encode(ID.encode()).decode()
    inserted = f"=?utf-8?B?{packed[:at]}{other}{packed[at:]}?="
    replaced = f"=?utf-8?B?{packed[:at]}{other}{packed[at + 1 :]}?="
    assert text(inserted.encode()) == ID
    assert sum(a == b for a, b in zip(text(replaced.encode()), ID, strict=False)) >= len(ID) - 2


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_raw_octets_are_read_in_their_likeliest_charset(charset: str) -> None:
    assert "客户的身份证号码" in text("客户的身份证号码".encode(charset))


@pytest.mark.parametrize(
    "parameter",
    [
        f'name="{NAME}"',
        f"name={NAME}",
        f"name*=utf-8''{'%E5%AE%A2%E6%88%B7%E5%90%8D%E5%8D%95'}.xlsx",
        f"name*=gbk''{'%BF%CD%BB%A7%C3%FB%B5%A5'}.xlsx",
        "name*0*=utf-8''%E5%AE%A2%E6%88%B7; name*1*=%E5%90%8D%E5%8D%95; name*2=.xlsx",
        "name*2=.xlsx; name*1*=%E5%90%8D%E5%8D%95; name*0*=utf-8''%E5%AE%A2%E6%88%B7",
        "name*0*=utf-8''%E5%AE%A2%E6; name*1*=%88%B7%E5%90%8D%E5%8D%95.xlsx",
        f'name="{word(NAME, "utf-8", "B")}"',
        f'NAME = "{NAME}" ',
        f'name="{NAME}',
        f'other="a;name=no\\"ne"; name={NAME}',
    ],
)
def test_a_parameter_in_every_form(parameter: str) -> None:
    header = parse(f"Content-Disposition: attachment; {parameter}", "", "")
    assert header.parameters("name") == [NAME]


def test_ten_pieces_and_more_are_put_in_order_of_their_numbers() -> None:
    pieces = "".join(f"; name*{number}={digit}" for number, digit in reversed(list(enumerate(ID))))
    assert parse(f"Content-Type: x{pieces}", "", "").parameters("name") == [ID]


def test_apostrophes_in_a_piece_that_is_not_coded_are_text() -> None:
    raw = b"attachment; name*0=\"it's Ann's \"; name*1=list"
    assert mail_header.parameters(raw) == [("name", "it's Ann's list")]


def test_every_value_of_a_parameter_counts() -> None:
    header = parse(
        "Content-Type: x; boundary=A; boundary=B",
        "Content-Note: y; boundary=C",
        "X-Note: z; boundary=D",
        "",
        "",
    )
    assert header.parameters("boundary") == ["A", "B", "C"]


@given(st.binary(max_size=200))
def test_no_octet_of_a_header_is_lost(raw: bytes) -> None:
    """Besides colons, blanks and line ends: every run of letters is in a field or in the stray text."""
    header = mail_header.parse(raw, 0, len(raw))
    kept = b" ".join(
        [*(f.name.encode() + b" " + f.raw for f in header.fields), header.stray, raw[header.body_start :]]
    )
    for octet in range(0x21, 0x100):
        if octet != ord(":"):
            assert kept.lower().count(octet) == raw.lower().count(octet)
