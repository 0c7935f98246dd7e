"""Streams of a PDF from its bytes alone: each is decoded, or the file is told to hold one that was not."""

import base64
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers.pdf import pdf_streams
from inspection.readers.pdf.pdf_streams import Stream
from inspection.walker import Walk
from tests.inspection.samples import ID, pdf

TEXT = f"身份证 {ID}".encode()
PACKED = zlib.compress(TEXT)
FLATE = b"/Filter/FlateDecode"


def stream(
    dictionary: bytes, data: bytes, *, opening: bytes = b">>\nstream\r\n", length: int | None = None
) -> bytes:
    told = b"/Length %d" % (len(data) if length is None else length)
    return b"7 0 obj\n<<" + dictionary + told + opening + data + b"\r\nendstream\nendobj\n"


def read(content: bytes, limits: Limits | None = None) -> tuple[list[Stream], Walk]:
    walk = extractor.new_walk(limits or Limits())
    return list(pdf_streams.streams(content, pdf_streams.spans(content), walk)), walk


def outside(content: bytes) -> list[bytes]:
    (pieces,) = pdf_streams.outside_streams(content, pdf_streams.spans(content))
    return pieces


def test_what_lies_between_streams_is_given_in_batches_of_bounded_size() -> None:
    content = (b"%" + b"a" * 700_000 + b"\n" + stream(b"", b"x")) * 4
    batches = list(pdf_streams.outside_streams(content, pdf_streams.spans(content)))
    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert all(piece.count(b"a" * 700_000) == 1 for batch in batches[:2] for piece in batch)


def decoded(content: bytes) -> list[bytes]:
    found, walk = read(content)
    assert walk.reason == ""
    return [stream.data for stream in found]


def run_lengths(data: bytes) -> bytes:
    return b"".join(
        bytes([len(data[at : at + 128]) - 1]) + data[at : at + 128] for at in range(0, len(data), 128)
    )


@pytest.mark.parametrize(
    ("text", "last"), [(b"x" * 27 + b"a", b"\r\n"), (b"x" * 27 + b"d", b"\r"), (b"x" * 28 + b"\xe9", b"\n")]
)
@pytest.mark.parametrize("behind", [b"", b"\n", b"\r\n"])
def test_a_packed_stream_may_end_in_what_looks_like_a_line_break(
    text: bytes, last: bytes, behind: bytes
) -> None:
    assert zlib.compress(text).endswith(last)
    content = (
        b"7 0 obj\n<</Filter/FlateDecode>>\nstream\n" + zlib.compress(text) + behind + b"endstream\nendobj\n"
    )
    assert decoded(content) == [text]


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (b"", TEXT),
        (b"/Filter[]", TEXT),
        (b"/Filter null", TEXT),
        (b"/Filter/FlateDecode", PACKED),
        (b"/Filter [ /Fl ]", PACKED),
        (b"/F/FlateDecode", PACKED),
        (b"/#46ilter/Fl#61teDecode", PACKED),
        (b"/Filtex/FlateDecode", PACKED),
        (b"/Filter/ASCIIHexDecode", TEXT.hex().encode() + b">"),
        (b"/Filter/AHx", b" " + TEXT.hex().encode()[:20] + b"\n" + TEXT.hex().encode()[20:] + b" >junk"),
        (b"/Filter/AHx", TEXT.hex().encode()[:-1] + b">"[:0] + TEXT.hex().encode()[-1:]),
        (b"/Filter/ASCII85Decode", base64.a85encode(TEXT) + b"~>"),
        (b"/Filter/A85", b"<~" + base64.a85encode(TEXT, wrapcol=20) + b"~>"),
        (b"/Filter/RunLengthDecode", run_lengths(TEXT) + b"\x80"),
        (b"/Filter/RL", run_lengths(TEXT)),
        (b"/Filter[/A85/Fl]", base64.a85encode(PACKED) + b"~>"),
        (b"/Filter[/AHx /A85 /Fl]", base64.a85encode(PACKED).hex().encode() + b">"),
        (b"/Filter/FlateDecode/DecodeParms<</Predictor 1>>", PACKED),
    ],
)  # fmt: skip
def test_each_filter(filters: bytes, packed: bytes) -> None:
    assert decoded(stream(filters, packed)) == [TEXT]


def test_half_an_octet_of_hexadecimal_counts_as_its_first_digit() -> None:
    assert decoded(stream(b"/Filter/AHx", b"414>")) == [b"A@"]


def test_runs_are_repeated() -> None:
    assert decoded(stream(b"/Filter/RL", b"\x02abc\xfed\x80junk")) == [b"abcddd"]


@given(st.binary(max_size=2000))
def test_what_was_packed_comes_back(data: bytes) -> None:
    packed = base64.a85encode(zlib.compress(run_lengths(data))) + b"~>"
    assert decoded(stream(b"/Filter[/ASCII85Decode/FlateDecode/RunLengthDecode]", packed)) == [data]


@pytest.mark.parametrize(
    "name", [b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"]
)
def test_the_code_of_a_picture_is_left_in_place(name: bytes) -> None:
    found, walk = read(stream(b"/Filter[/FlateDecode/" + name + b"]", zlib.compress(b"pixels")))
    assert [(s.data, s.picture) for s in found] == [(b"pixels", True)]
    assert walk.reason == ""


@pytest.mark.parametrize(
    ("filters", "packed", "reason"),
    [
        (FLATE, PACKED[:-5], "malformed:pdf"),
        (FLATE, PACKED[:-1] + b"\0", "malformed:pdf"),
        (FLATE + b"/Length 9", b"", "malformed:pdf"),
        (FLATE, b"no zlib", "malformed:pdf"),
        (b"/Filter/AHx", b"4x>", "malformed:pdf"),
        (b"/Filter/A85", b"\x7f\x7f\x7f~>", "malformed:pdf"),
        (b"/Filter/LZWDecode", b"x", "malformed:pdf"),
        (b"/Filter/Crypt", b"x", "unsupported:pdf-filter"),
        (b"/Filter/NoSuchDecode", b"x", "unsupported:pdf-filter"),
        (b"/Filter 9 0 R", PACKED, "unsupported:pdf-filter"),
        (b"/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 4>>", PACKED, "unsupported:pdf-predictor"),
        (b"/Filter[" + b"/AHx" * 6 + b"]", TEXT.hex().encode() * 64, "malformed:pdf"),
    ],
)
def test_a_stream_that_does_not_decode_is_told(filters: bytes, packed: bytes, reason: str) -> None:
    found, walk = read(stream(filters, packed) + stream(b"", b"next"))
    assert walk.reason == reason
    assert [s.data for s in found] == [b"", b"next"]


def test_more_filters_than_anybody_chains_are_told() -> None:
    packed = b"A"
    for _ in range(6):
        packed = packed.hex().encode()
    assert read(stream(b"/Filter[" + b"/AHx" * 6 + b"]", packed))[1].reason == "limit:filters"
    assert decoded(stream(b"/Filter[" + b"/AHx" * 5 + b"]", packed)) == [b"41"]


@pytest.mark.parametrize("kind", [b"/Type/XRef", b"/Subtype/Image"])
def test_tables_and_pixels_may_be_differences(kind: bytes) -> None:
    assert decoded(stream(kind + FLATE + b"/DecodeParms<</Predictor 12>>", PACKED)) == [TEXT]


def test_a_bomb_ends_at_the_ratio_and_at_the_budget() -> None:
    bomb = stream(FLATE, zlib.compress(bytes(5 << 20)))
    assert read(bomb, Limits(pdf_ratio=100))[1].reason == "limit:ratio"
    assert read(bomb, Limits(pdf_ratio=2000))[1].reason == ""
    assert read(bomb, Limits(pdf_ratio=100, ratio_floor=6 << 20))[1].reason == ""
    with pytest.raises(BudgetSpent, match="limit:output"):
        read(bomb, Limits(output=1 << 20, pdf_ratio=2000))


def test_runs_count_against_the_budget() -> None:
    with pytest.raises(BudgetSpent, match="limit:output"):
        read(stream(b"/Filter/RL", b"\x81x" * 100), Limits(output=5000))


@pytest.mark.parametrize(
    "opening",
    [b">>stream\n", b">>\r\nstream\r\n", b">> stream\r", b">>\nstream \n", b">>stream", b">>%c\nstream\n"],
)
def test_a_stream_opens_in_many_ways(opening: bytes) -> None:
    assert decoded(stream(FLATE, PACKED, opening=opening)) == [TEXT]


@pytest.mark.parametrize(
    "content",
    [
        stream(FLATE, PACKED).replace(b"stream\r", b"strexm\r"),
        stream(FLATE, PACKED).replace(b"\nstream\r", b"\nJstream"),
        stream(FLATE, PACKED).partition(b"endstream")[0],
        stream(b"", b"x") + stream(FLATE, PACKED).replace(b"\nstream", b"\nsxream"),
    ],
)
def test_half_a_stream_is_told(content: bytes) -> None:
    assert read(content)[1].reason == "malformed:pdf"


@pytest.mark.parametrize("length", [None, 3, 9999, 0])
def test_data_may_have_the_word_that_ends_a_stream(length: int | None) -> None:
    """By its length it is data; with a false length what follows the word is still seen."""
    content = stream(b"", b"x\nendstream\n" + TEXT, length=length)
    found, walk = read(content)
    seen = b"".join([*(s.data for s in found), *outside(content)])
    assert TEXT in seen
    assert (TEXT in found[0].data) is (length is None)
    assert (walk.reason == "") is (length is None) or walk.reason == "malformed:pdf"


@pytest.mark.parametrize(
    "lead", [b"1 0 obj(>stream)endobj\n", b"1 0 obj(a\nstream\n)endobj\n", b"1 0 obj<<>>stream\n"]
)
def test_no_false_beginning_hides_the_stream_behind_it(lead: bytes) -> None:
    assert TEXT in [s.data for s in read(lead + stream(FLATE, PACKED))[0]]


def test_a_false_length_hides_no_stream_behind_it() -> None:
    second = stream(FLATE, PACKED)
    first = stream(
        b"", b"x", length=len(b"x\r\nendstream\nendobj\n" + second) - len(b"\r\nendstream\nendobj\n")
    )
    assert TEXT in [s.data for s in read(first + second)[0]]


def test_many_beginnings_without_an_end_cost_no_more_than_the_budget() -> None:
    content = b"1 0 obj<<>>stream\n" * 20_000 + b"\nendstream"
    with pytest.raises(BudgetSpent, match="limit:output"):
        read(content, Limits(output=10 << 20))


def test_a_dictionary_of_any_size_is_read_and_no_other() -> None:
    big = stream(b"%" + b"x" * 100_000 + b"\n" + FLATE + b"/Type/EmbeddedFile", PACKED)
    first, second = read(big + stream(b"/Type/Metadata", b"x"))[0]
    assert first.data == TEXT
    assert [first.has(b"EmbeddedFile"), first.has(b"Metadata", b"XRef")] == [True, False]
    assert [second.has(b"EmbeddedFile"), second.has(b"XRef", b"Metadata")] == [False, True]
    assert not first.has(b"Embedded")


def test_what_is_outside_of_streams() -> None:
    content = b"head\n" + stream(b"/A 1", b"(in)") + b"between" + stream(b"/B 2", b"(in)") + b"tail"
    between = outside(content)
    assert len(between) == 3
    assert b"(in)" not in b"".join(between)
    for text, piece in zip(
        (b"head\n7 0 obj\n<</A 1", b"between7 0 obj\n<</B 2", b"tail"), between, strict=True
    ):
        assert text in piece


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_flipped_bit_loses_a_stream_without_a_word(data: st.DataObject) -> None:
    content = bytearray(stream(b"/Type/EmbeddedFile" + FLATE, PACKED))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    found, walk = read(bytes(content))
    # Packed as it was, it is known by its own signature to whoever takes it.
    assert {TEXT, PACKED}.intersection(s.data for s in found) or walk.reason


@pytest.mark.parametrize("before", [b"", b"junk\n"])
def test_the_table_is_looked_for_where_the_file_says(before: bytes) -> None:
    content = before + pdf("x")
    assert pdf_streams.has_table(content)
    assert not pdf_streams.has_table(content.replace(b"startxref\n", b"startxref\n1"))
    assert not pdf_streams.has_table(content.replace(b" 00000 n", b" 0000x n", 1))
    assert not pdf_streams.has_table(content.replace(b"2 0 obj", b"2 0 xbj", 1))
    assert not pdf_streams.has_table(b"%PDF-1.4\n")


def test_a_packed_stream_may_end_in_what_looks_like_half_a_line_break() -> None:
    texts = (TEXT + str(number).encode() for number in range(10_000))
    text, packed = next((text, packed) for text in texts if (packed := zlib.compress(text)).endswith(b"\r"))
    body = b"7 0 obj\n<<" + FLATE + b"/Length 8 0 R>>\nstream\r\n" + packed + b"\nendstream\nendobj\n"
    assert decoded(body) == [text]


def test_pictures_are_left_packed_where_nobody_reads_them() -> None:
    content = stream(b"/Subtype/Image" + FLATE, b"damaged") + stream(FLATE, PACKED)
    walk = extractor.new_walk(Limits())
    found = list(pdf_streams.streams(content, pdf_streams.spans(content), walk, pictures=False))
    assert [(each.picture, each.data) for each in found] == [(True, b""), (False, TEXT)]
    assert walk.reason == ""
    assert read(content)[1].reason == "malformed:pdf"
    list(pdf_streams.streams(content, pdf_streams.spans(content), walk, pictures=False, contents={7}))
    assert walk.reason == "malformed:pdf"


@pytest.mark.parametrize(
    ("filters", "mended"),
    [
        (FLATE, False),
        (b"/Filter[/FlateDecode]", False),
        (b"/Filtex/FlateDecode", True),
        (FLATE + b"\xbe", True),
    ],
)
def test_filters_that_are_known_by_chance_are_mended(filters: bytes, mended: bool) -> None:
    [found], _ = read(stream(filters, PACKED))
    assert (found.data, found.mended) == (TEXT, mended)


def test_the_last_object_before_a_stream_is_its_own() -> None:
    heads = pdf_streams.reversed_heads(
        b"xobj 1 0 obj<<>>endobj2 0 obj 12345678901 0 obj 3 0 object 4 x obj 5 10\nobj[]"
    )
    assert [number for number, _ in heads] == [5, 2, 1]


@pytest.mark.parametrize("data", [b"", b"\n"])
def test_a_packed_stream_with_nothing_in_it_is_whole(data: bytes) -> None:
    content = b"7 0 obj\n<</Length 0/Filter/FlateDecode>>\nstream\n" + data + b"endstream\nendobj\n"
    assert decoded(content)[0].strip() == b""
