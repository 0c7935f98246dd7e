r"""RTF: one value whatever its formatting, each charset, hidden and deleted text, data within."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.rtf import rtf
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.readers.office97.word_files import word_file
from tests.inspection.samples import ID, Reading

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset0 Arial;}"
    r"{\f2\fcharset136 Ming;}}"
)


def document(body: str, head: str = HEAD) -> bytes:
    return f"{head}{body}}}".encode("latin-1")


def escaped(text: str, codec: str) -> str:
    return "".join(f"\\'{octet:02x}" for octet in text.encode(codec))


def test_formatting_separates_nothing() -> None:
    digits = "".join(rf"{{\b\f{number % 2} {digit}}}" for number, digit in enumerate(ID))
    reading = Reading(document(rf"{escaped('身份证', 'gbk')} {digits}\par next"))
    assert f"身份证 {ID}\nnext" in reading.primary
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "rtf")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (rf"\f0 {escaped('证件', 'gbk')}", "证件"),
        (rf"\f2 {escaped('證件', 'big5')}", "證件"),
        (rf"\f0 {escaped('证', 'gbk')[:4]}\'{'证'.encode('gbk')[1]:02x}", "证"),
        (r"\uc1\u35777?\u20214?", "证件"),
        (r"\uc2\u-29759\'d6\'a4x", "证x"),
        (r"\uc0\u35777x", "证x"),
        (r"\uc2\u35777?x\u20214\'bc\'fe", "证件"),
        (r"\f1\uc0\u35777\'41\u20214?", "证A件?"),
        (r"\f1\uc1\u35777\'3f\'41\u20214\'3f", "证A件"),
        (r"\uc1\u49\b 2", "12"),
        (r"\u55357?\u56832?", "😀"),
        (r"a\~b\_c\-d\{e\}\\", "a\u00a0b-cd{e}\\"),
        (r"a\cell b\cell\row c\line d\tab e", "a\tb\t\nc\nd\te"),
        (r"\intbl a\par b\cell c\cell\row\pard d\par e", "a b\tc\t\nd\ne"),
        (r"{\upr{ab}{\*\ud{cd}}}", "ab"),
    ],
)
def test_characters(body: str, shown: str) -> None:
    assert shown in Alone(rtf.read, document(body)).shown


@pytest.mark.parametrize(
    "wrapped", [r"{\v 999}", r"\v 999\v0 ", r"{\deleted 999}", r"\deleted 999\deleted0 "]
)
def test_hidden_and_deleted_text_is_read_and_hides_nothing(wrapped: str) -> None:
    reading = Reading(document(f"{ID[:6]}{wrapped}{ID[6:]}"))
    assert ID in reading.text
    assert f"{ID[:6]}999{ID[6:]}" in reading.text


@pytest.mark.parametrize(
    ("group", "part"),
    [
        (r"{\header %s}", "headers"),
        (r"{\footerf %s}", "footers"),
        (r"{\footnote\pard %s}", "footnotes"),
        (r"{\*\annotation\pard %s}", "comments"),
        (r"{\shp{\*\shpinst{\shptxt\pard %s}}}", "text-boxes"),
        (r"{\info{\title %s}}", "info"),
        (r"{\*\userprops{\propname x}{\staticval %s}}", "info"),
        (r'{\field{\*\fldinst HYPERLINK "%s"}{\fldrslt x}}', "fields"),
        (r"{\*\bkmkstart %s}", "aside"),
        (r"{\sp{\sn wzDescription}{\sv %s}}", "aside"),
        (r"{\*\unheardof %s}", "aside"),
    ],
)
def test_every_destination_counts(group: str, part: str) -> None:
    reading = Reading(document(f"before {group % ID} after"))
    assert reading.kinds_of(ID) == {"part"}
    assert [s.place[-1].name for s in reading.segments if ID in s.text] == [part]
    assert "before" in reading.primary.replace(ID, "")
    assert "after" in reading.primary


def test_the_result_of_a_field_is_in_line() -> None:
    assert ID in Reading(document(rf"{ID[:6]}{{\field{{\*\fldinst QUOTE}}{{\fldrslt {ID[6:]}}}}}")).primary


def test_an_embedded_document_is_read() -> None:
    header = b"\1\5\0\0\2\0\0\0" + b"\x0f\0\0\0Word.Document\0\0" + bytes(8)
    native = word_file(f"card {ID}\r")
    data = (header + len(native).to_bytes(4, "little") + native).hex()
    lines = "\r\n".join(data[at : at + 128] for at in range(0, len(data), 128))
    reading = Reading(document(rf"{{\object\objemb{{\*\objdata {lines}}}{{\result x}}}}"))
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize("binary", [False, True])
def test_a_picture_is_handed_on(binary: bool) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(20) + b"{}\\"
    data = rf"\bin{len(png)} {png.decode('latin-1')}" if binary else png.hex()
    reading = Alone(rtf.read, document(rf"{{\pict\pngblip{{\*\blipuid 00ff}} {data}}}{ID}"))
    assert "image:png" in reading.walk.formats
    assert ID in reading.shown


def test_a_western_font_around_chinese_octets_is_read_both_ways() -> None:
    head = r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    assert "证件号码" in Reading(document(escaped("证件号码", "gbk"), head)).text


@pytest.mark.parametrize("depth", [600, 110_000])
def test_groups_are_followed_to_a_bounded_depth(depth: int) -> None:
    reading = Reading(document("{" * depth + ID + "}" * depth))
    assert reading.walk.reason == "limit:markup-depth"
    assert ID in reading.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document(ID)[:-1], "malformed:rtf"),
        (document("}" + ID[:9] + r"{\b " + ID[9:] + "}"), "malformed:rtf"),
        (document("x") + f"\r\n{ID}".encode(), ""),
        (document("x") + b"\r\n\0" + ID.encode("utf-16-le"), ""),
    ],
)
def test_an_end_too_early_or_too_late_loses_nothing(content: bytes, reason: str) -> None:
    reading = Reading(content)
    assert ID in reading.text
    assert reading.walk.reason == reason


SAMPLE = document(
    rf"{{\stylesheet{{\s0 Normal;}}}}\pard {escaped('身份证', 'gbk')} {ID[:6]}{{\b {ID[6:]}}}\par{{\header x}}"
)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_flipped_bit_never_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    start = content.find(ID[:6].encode())
    at = data.draw(st.integers(5, len(content) - 1).filter(lambda at: not start <= at < start + 24))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    reading = Reading(bytes(content))
    assert reading.found_or_told(ID) or ID in reading.text.replace("\n", "").replace("\t", "")
