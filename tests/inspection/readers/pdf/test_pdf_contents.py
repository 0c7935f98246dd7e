"""Which content streams are read a second time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.pdf.pdf_contents import (
    Contents,
    is_doubtful,
    is_suspect,
    is_untold,
    segments,
    unshown,
)
from tests.inspection.samples import ID

STREAM = b"BT (abc) Tj ET"
FILE = b"%PDF-1.7 startxref\n9\n%%EOF"


def contents(*objects: bytes, stream: bytes = STREAM, checked: bool = True) -> Contents:
    found = Contents()
    found.take_objects(list(objects))
    found.take_stream(5, stream, checked=checked)
    return found


def again(found: Contents, *, file: bytes = FILE, pages: int = 1, text: str = "abc") -> list[bytes]:
    return list(unshown(found, file, pages, text))


@pytest.mark.parametrize("reference", [b"5 0 R", b"[4 0 R 5 0 R]", b"[ 5 0 R ]"])
def test_what_a_page_refers_to_was_shown(reference: bytes) -> None:
    assert again(contents(b"4 0 obj <</Type/Page/Contents %s>> endobj 5 0 obj" % reference)) == []


@pytest.mark.parametrize(
    "objects",
    [
        b"5 0 obj",
        b"4 0 obj <</Type/Page/Contents 6 0 R>> endobj 5 0 obj",
        b"4 0 obj <</Type/Page/Contents 5 0 R>> endobj 5 0 obj 5 0 obj",
        b"4 0 obj <</Type/Page/Contents 5 0 R>> 3 0 obj <</Type /Page/Contents 6 0 R>> endobj 5 0 obj",
        b"4 0 obj <</Type/Page>> <</Contents 5 0 R>> <</Contents 6 0 R>> endobj 5 0 obj",
    ],
)
def test_what_no_page_shows_for_certain_is_read_again(objects: bytes) -> None:
    assert again(contents(objects)) == [STREAM]


def test_an_earlier_revision_and_an_unchecked_stream_are_read_again() -> None:
    page = b"4 0 obj <</Type/Page/Contents 5 0 R>> endobj 5 0 obj"
    assert again(contents(page), file=FILE + b"\nstartxref\n99\n%%EOF") == [STREAM]
    assert (
        again(contents(page), file=b"startxref\n0\n%%EOF" + FILE) == []
    )  # the first part of a linearized file
    assert again(contents(page, checked=False)) == [STREAM]


def test_digits_that_the_pages_do_not_show_are_read_again() -> None:
    page = b"4 0 obj <</Type/Page/Contents 5 0 R>> endobj 5 0 obj"
    stream = b"BT (%s) Tj ET" % ID.encode()
    assert again(contents(page, stream=stream), text=f"x {ID}") == []
    assert again(contents(page, stream=stream), text="☺☺☺") == [stream]
    assert again(contents(page, stream=b"BT <00310032003300340035> Tj ET"), text="☺☺☺") == []


@pytest.mark.parametrize(
    ("stream", "text", "suspect"),
    [
        (b"BT (a) Tj ET", "a", False),
        (b"BT (a) Tj (b) Tj ET", "a \n", True),
        (b"BT (a) Tj ET", "", True),
        (b"BT (a) Tj ET", "\ue001\ue002", True),
        (b"", "", False),
    ],
)
def test_pages_that_say_too_little_are_suspect(stream: bytes, text: str, suspect: bool) -> None:
    assert is_suspect(contents(stream=stream), [text]) is suspect


def test_characters_of_the_font_alone_mean_nothing() -> None:
    assert is_untold("abc\x01\x02")
    assert not is_untold("abc\r\n\t" * 30)


def test_properties_and_comments_of_a_stream_are_text_in_any_case() -> None:
    stream = b"/Span <</ActualText (in-property)>> BDC\n% in-comment\n/P <</MCID 0>> BDC"
    assert contents(stream=stream).strings == ["in-property", "% in-comment"]


def test_a_second_reading_goes_through_each_map() -> None:
    found = contents(stream=b"BT <0102> Tj ET")
    found.maps += [
        (8, b"beginbfchar <01><0031> <02><0032> endbfchar"),
        (9, b"beginbfchar <01><0061> endbfchar"),
    ]
    texts = [s.text for s in segments(found, [b"BT <0102> Tj ET"], (), extractor.new_walk(Limits()))]
    assert texts == ["\x01\x02", "12", "a\ufffd"]


@pytest.mark.parametrize("tail", [b"(" * 300_000, b"<<" * 200_000, b"<<a<b>" * 50_000])
def test_properties_that_never_close_end_soon(tail: bytes) -> None:
    assert contents(stream=b"BT (a) Tj ET <<" + tail).strings == []


PIECES = (
    b"/Type/Page", b"/Type", b"/Page", b"s", b"/Contents", b"/Kids", b"/ToUnicode", b" [", b" 5 0 R", b" 5", b" 0",
    b" R", b"]", b" obj", b"end", b"endobj", b"x",
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join), max_size=4))
def test_pieces_say_together_what_they_say_each(pieces: list[bytes]) -> None:
    together, each = Contents(), Contents()
    together.take_objects(pieces)
    for piece in pieces:
        each.take_objects([piece])
    assert together == each


PAGE = b"4 0 obj <</Type/Page/Contents 5 0 R>> endobj 5 0 obj"
FONT = b"8 0 obj <</Type/Font/ToUnicode 9 0 R>>"


@pytest.mark.parametrize(
    ("objects", "texts", "doubtful"),
    [
        (PAGE, ["abc"], False),
        (PAGE, [" \n"], True),
        (b"4 0 obj <</Type/Page/ontents 5 0 R>> endobj 5 0 obj", ["abc"], True),
        (PAGE + b"<</Kids[4 0 R 6 0 R]>>", ["abc"], False),
        (PAGE + b"<</Kids[4 0 R 4 0 R]>>", ["abc"], True),
    ],
)
def test_a_page_without_its_text_is_doubtful(objects: bytes, texts: list[str], doubtful: bool) -> None:
    assert is_doubtful(contents(objects), texts) is doubtful


@pytest.mark.parametrize(
    ("font", "doubtful"),
    [(FONT, False), (FONT.replace(b"9", b"7"), True), (FONT.replace(b"/To", b"/Tp"), True)],
)
def test_a_map_that_no_font_refers_to_is_doubtful(font: bytes, doubtful: bool) -> None:
    found = contents(PAGE, font)
    found.maps.append((9, b""))
    assert is_doubtful(found, ["abc"]) is doubtful
    found.fonts.add(10)
    assert is_doubtful(found, ["abc"])
