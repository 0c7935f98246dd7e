"""Strings of PDF in every notation, and text that stands where a PDF has none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.pdf import pdf_strings
from inspection.readers.pdf.pdf_streams import APART
from tests.inspection.readers.alone import CARD
from tests.inspection.samples import ID

MAP = b"""begincmap 2 beginbfchar <01> <0031> <0002> <4E2D6587> endbfchar
1 beginbfrange <0010> <0019> <0030> endbfrange endcmap"""


def strings(data: bytes) -> list[str]:
    return list(pdf_strings.dictionary_strings(data))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (rb"(plain)", "plain"),
        (rb"(a\(b\)c\\d)", r"a(b)c\d"),
        (rb"(a(b(c(d(e)))))", "a(b(c(d(e))))"),
        (rb"(\061\62\063x\0614)", "123x14"),
        (rb"(a\8\9)", "a89"),
        (rb"(a\tb\nc)", "a\tb\nc"),
        (b"(1101\\\n01)", "110101"),
        (b"(1101\\\r\n01)", "110101"),
        (b"(1101\\\r01)", "110101"),
        (b"<313 130 \n313 1>", "11011"),
        (b"<31313>", "110"),
        (b"<FEFF8EAB4EFD8BC1>", "身份证"),
        (b"(\xfe\xff\x8e\xab\x4e\xfd)", "身份"),
        (b"(\xff\xfe\xab\x8e\xfd\x4e)", "身份"),
        (b"(\xef\xbb\xbf\xe8\xba\xab\xe4\xbb\xbd)", "身份"),
        ("(身份证)".encode(), "身份证"),
        ("(身份证)".encode("gbk"), "身份证"),
    ],
)
def test_each_notation(written: bytes, text: str) -> None:
    assert strings(b"<</T " + written + b"/U 1>>") == [text]


def test_dictionaries_are_no_strings_and_short_strings_name_nothing() -> None:
    assert strings(b"<</A<</B 1>>/C(ab)/D(abc)>>") == ["abc"]


@given(st.lists(st.text("()\\a1证\r\n\t", min_size=3, max_size=12), min_size=1, max_size=4))
def test_any_text_that_was_escaped_comes_back(texts: list[str]) -> None:
    written = [b"(" + b"".join(b"\\%03o" % octet for octet in text.encode()) + b")" for text in texts]
    assert strings(b"/A ".join([b"<<", *written, b">>"])) == texts


@pytest.mark.parametrize(
    "data",
    [
        b"5 0 obj<</T (abc)>>endobj", b"<</ID[<31323334>]>>", b"/Client@bank", b"/Client123456789", "/张".encode(),
        b"5 0 obj % note\nendobj", b"5 0 obj 13800138000x endobj",
    ],
)  # fmt: skip
def test_whatever_could_be_text_tells_something(data: bytes) -> None:
    assert pdf_strings.tells_nothing(b"5 0 obj <</Type/Page/Contents 6 0 R/MediaBox[0 0 .5 1]>> endobj\n")
    assert not pdf_strings.tells_nothing(data)


PIECES = (
    b"<", b">", b"<<", b">>", b"[", b"]", b"(", b")", b"AB", b"12", b" ", b"\n", b"\0", b"%", b"/", b"/K",
    b"/123456789", b"456789", b"obj", b"R", b"x",
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join), max_size=4))
def test_pieces_that_tell_nothing_together_tell_nothing_each(pieces: list[bytes]) -> None:
    if pdf_strings.tells_nothing(APART.join(pieces)):
        for piece in pieces:
            assert not [*strings(piece), *pdf_strings.odd_names(piece), *pdf_strings.stray(piece)]


@pytest.mark.parametrize("at", range(1, 37))
def test_a_damaged_digit_shifts_none_of_the_others(at: int) -> None:
    digits = bytearray(ID.encode().hex().encode())
    digits[at - 1] = ord("g")
    found = strings(b"<</T <" + bytes(digits) + b">>>")[0]
    assert sum(a == b for a, b in zip(found, ID, strict=True)) >= len(ID) - 1


@pytest.mark.parametrize(
    "written",
    [
        f"/T {CARD} )",
        f"/T ({CARD}\n/U 1",
        f"% {CARD}",
        f"/A 1 % {CARD}\n/B 2",
        f"卡号 {CARD}",
        f"({'(' * 12}{CARD}{')' * 12})",
        f"/T ({CARD} {'(' * 12}x{')' * 12})",
    ],
)
def test_text_where_a_pdf_has_none(written: str) -> None:
    data = f"1 0 obj\n<<{written}>>\nendobj\n".encode()
    assert CARD in "\n".join([*pdf_strings.stray(data), *strings(data)])


@pytest.mark.parametrize("name", [f"/{ID}", "/张三", "/a@example.com"])
def test_names_that_are_values(name: str) -> None:
    assert list(pdf_strings.odd_names(f"<</T {name}/F1 2 0 R>>".encode())) == [name[1:]]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R/A true/B null/C -0.5/D[.5 1. +2]>>endobj",
        b"xref\n0 2\n0000000000 65535 f \n0000000015 00000 n \ntrailer<</Root 1 0 R/ID[<AB01><AB01>]>>",
        b"startxref\n15\n%%EOF\n",
        b"1 0 obj\n<</Length 5/Filter[/FlateDecode]/T(a(b)c%)/F#20x 1/ABCDEF+Sim.Sun-Bold 2>>\n",
        b"1 0 obj\n<< /Type /Page % 1\n   /Parent 2 0 R\n>>\nendobj\n",  # as cairo numbers its pages
        b"12 0 obj 1234 endobj 13 0 obj [0 0 595.27563 841.88979] endobj",
        b"",
    ],
)
def test_a_pdf_as_it_should_be_has_no_stray_text(data: bytes) -> None:
    assert [*pdf_strings.stray(data), *pdf_strings.odd_names(data)] == []


def test_a_long_line_is_shown_around_the_stray_text_only() -> None:
    data = b"[" + b"500 " * 5000 + f"卡号 {CARD} ".encode() + b"500 " * 5000 + b"]"
    shown = list(pdf_strings.stray(data))
    assert any(f"卡号 {CARD}" in line for line in shown)
    assert sum(map(len, shown)) < 10_000


@pytest.mark.parametrize("before", [b"", b"\r\n\0", f"前面 {ID}\n".encode()])
@pytest.mark.parametrize("behind", [b"", b"\r\n\0\x1a", f"后面 {ID}".encode()])
def test_what_stands_around_the_file(before: bytes, behind: bytes) -> None:
    content = before + b"%PDF-1.4\nx\n%%EOF\ny\n%%EOF" + behind
    assert pdf_strings.around(content) == (before.strip(b"\r\n\0"), behind.strip(b"\r\n\0\x1a"))


def test_nothing_is_around_a_file_that_never_ends() -> None:
    assert pdf_strings.around(b"%PDF-1.4\nx") == (b"", b"")


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"BT (110101) Tj (199003) Tj ET", [b"110101199003"]),
        (b"BT [(110) -20 (101) 5 <313939>] TJ ET", [b"110101199"]),
        (b"BT (a) Tj 0 -12 Td (b) Tj T* (c) Tj ET", [b"a", b"b", b"c"]),
        (b"BT 1 0 0 1 5 5 Tm (d) Tj 0 -1 TD (e) Tj ET BT (f) Tj ET", [b"d", b"e", b"f"]),
        (b"BT (110101) Tj (13800138000) ' (next) ' ET", [b"110101", b"13800138000", b"next"]),
        (b'BT (110101) Tj 1 2 (13800138000) " (more) Tj ET', [b"110101", b"13800138000more"]),
        (b"BT (it's \\(Tj\\)) Tj ET", [b"it's (Tj)"]),
        (b"0 0 m 10 10 l S", []),
    ],
)  # fmt: skip
def test_lines_that_a_content_stream_shows(content: bytes, lines: list[bytes]) -> None:
    assert pdf_strings.shown(content) == lines


@pytest.mark.parametrize(
    ("content", "shows"),
    [
        (b"(a) Tj", True),
        (b"[(a)]TJ", True),
        (b"<61>'", True),
        (b'(a) "', True),
        (b"/T(a) 1 0 m", False),
        (b"Tj", False),
    ],
)
def test_content_that_shows_text(content: bytes, shows: bool) -> None:
    assert pdf_strings.shows_text(content) is shows


@pytest.mark.parametrize(
    ("stream", "is_content"),
    [
        (b"q 1 0 0 1 72 720 cm /Im0 Do Q", True),
        (b"0 0 m\n10.5 -3 l h f* /Span<</MCID 0>>BDC 0 0 1 rg EMC", True),
        (f"卡号 {CARD}".encode(), False),
        (f"The client has the card {CARD}".encode(), False),
        (f"{ID}\n{ID}\n".encode(), False),
        (b"", False),
    ],
)
def test_content_is_told_from_text(stream: bytes, is_content: bool) -> None:
    assert pdf_strings.is_content(stream) is is_content


def test_a_character_map() -> None:
    assert pdf_strings.is_character_map(MAP)
    table = pdf_strings.character_map(MAP)
    assert table == {1: "1", 2: "中文", **{0x10 + digit: str(digit) for digit in range(10)}}


@pytest.mark.parametrize(
    ("ranges", "table"),
    [
        (b"<01> <02> [<0041> <00420043>]", {1: "A", 2: "BC"}),
        (b"<01><03><00660069>", {1: "fi", 2: "fj", 3: "fk"}),
        (b"<01> <02> <D83DDE00>", {1: "\U0001f600", 2: "\U0001f601"}),
        (b"<02> <01> <0041>", {}),
    ],
)
def test_ranges_of_a_character_map(ranges: bytes, table: dict[int, str]) -> None:
    assert pdf_strings.character_map(b"beginbfrange " + ranges + b" endbfrange") == table


def test_a_range_without_end_is_cut() -> None:
    assert len(pdf_strings.character_map(b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange")) <= 65_537


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([b"\x11\x12"], "12"),
        ([b"\0\x11\0\x12"], "12"),
        ([b"\0\x11\0\x12", b"\x13"], "12\n3"),
        ([b"\x11\x7f"], "1\ufffd"),
    ],
)
def test_codes_of_one_octet_and_of_two(lines: list[bytes], text: str) -> None:
    assert pdf_strings.through_map(lines, {0x10 + digit: str(digit) for digit in range(10)}) == text


def test_a_map_of_wide_codes_makes_all_codes_wide() -> None:
    assert pdf_strings.through_map([b"\x01\x02\x03"], {0x0102: "证"}) == "证\ufffd"
    assert pdf_strings.through_map([], {}) == ""


@pytest.mark.parametrize(
    ("table", "whole"),
    [
        (b"2 beginbfchar <01> <0031> <02> <0032> endbfchar 1 beginbfrange <03> <04> <0033> endbfrange", True),
        (b"1 beginbfrange <03> <04> [<0033> <0034>] endbfrange", True),
        (b"2 beginbfchar <01> <0031> <02 <0032> endbfchar", False),
        (b"2 beginbfchar <01> <0031> endbfchar", False),
        (b"1 beginbfchar <01> <0031> endbfchax", False),
        (b"x beginbfchar <01> <0031> endbfchar", False),
    ],
)
def test_a_map_is_whole_if_it_has_what_it_promises(table: bytes, whole: bool) -> None:
    assert pdf_strings.is_whole_map(table) is whole


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (b"<</A<FEFF003100310030>>>", False),
        (b"<</A<FEFF0031s0310030>>>", True),
        (b"<</A<F\xc5FF003100310030>/B<41>>>", True),
        (b"<</A(a<bc>d)>>", False),
    ],
)
def test_a_hexadecimal_string_with_few_odd_digits_is_broken(data: bytes, broken: bool) -> None:
    assert pdf_strings.has_broken_code(data) is broken


@pytest.mark.parametrize(
    "data", [b"<</Font\0Descriptor 5 0 R>>", b"{ 0 obj<<>>", b"<</Widths[636\xa0636 &44]>>"]
)
def test_what_a_flipped_bit_makes_of_an_object_is_stray(data: bytes) -> None:
    assert list(pdf_strings.stray(data)) != []
