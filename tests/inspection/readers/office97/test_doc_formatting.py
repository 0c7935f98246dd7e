"""Formatting of a Word document: what is deleted, hidden, or the end of a table row."""

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.office97 import doc_fib, doc_formatting
from tests.inspection.readers.office97.word_files import DELETED, HIDDEN, ROW_END, TEXT, streams

BOLD_AND_COLOUR = b"\x35\x08\x01" + b"\x70\x68\1\2\3\4"  # sprmCFBold, sprmCCv
TABS = b"\x0d\xc6\x03\0\0\0"  # sprmPChgTabsPapx, of variable length


def spans_of(**runs: object) -> doc_formatting.Spans:
    parts = streams("0123456789", **runs)  # type: ignore[arg-type]
    fib = doc_fib.parse(parts["WordDocument"])
    return doc_formatting.spans(fib, parts["WordDocument"], parts["0Table"])


def test_deleted_and_hidden_runs_behind_other_formatting() -> None:
    found = spans_of(characters=[(1, 3, BOLD_AND_COLOUR + DELETED), (3, 4, DELETED), (6, 8, HIDDEN)])
    assert found.deleted == [(TEXT + 2, TEXT + 8)]
    assert found.hidden == [(TEXT + 12, TEXT + 16)]


def test_a_switch_that_is_off_hides_nothing() -> None:
    found = spans_of(characters=[(1, 3, DELETED[:2] + b"\0"), (6, 8, HIDDEN[:2] + b"\0")])
    assert (found.deleted, found.hidden) == ([], [])


def test_row_ends() -> None:
    assert spans_of(paragraphs=[(2, 4, TABS + ROW_END)]).row_ends == [TEXT + 8]


def test_a_broken_page_has_no_formatting() -> None:
    parts = streams("0123456789", characters=[(1, 3, DELETED)])
    stream = bytearray(parts["WordDocument"])
    stream[2047] = 200  # more runs than a page can hold
    fib = doc_fib.parse(bytes(stream))
    assert doc_formatting.spans(fib, bytes(stream), parts["0Table"]).deleted == []
    assert doc_formatting.spans(fib, b"", b"").deleted == []


def test_parts_of_ranges_within_a_piece() -> None:
    assert doc_formatting.within([(0, 4), (6, 8), (10, 12)], 2, 11) == [(2, 4), (6, 8), (10, 11)]
    assert doc_formatting.within([(0, 4)], 4, 9) == []


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=512, max_size=512))
def test_no_page_raises(page: bytes) -> None:
    table = struct.pack("<III", 0, 1, 0)
    fib = doc_fib.Fib(0xC1, 0, False, "0Table", (), ((0, 12),) * 34, (0, 0))
    doc_formatting.spans(fib, page, table)
