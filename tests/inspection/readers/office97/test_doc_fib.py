"""The file information block: which table stream, which version, where text and structures are."""

import struct

import pytest

from inspection.errors import Unreadable
from inspection.readers.office97 import doc_fib
from tests.inspection.readers.office97.word_files import block


def test_counts_and_places() -> None:
    fib = doc_fib.parse(block([5, 1, 0, 0, 2, 0, 0, 0], {33: (100, 20)}, flags=0x0200))
    assert fib.counts == (5, 1, 0, 0, 2, 0, 0, 0)
    assert fib.pairs[doc_fib.CLX] == (100, 20)
    assert (fib.table, fib.encrypted, fib.is_old) == ("1Table", False, False)


def test_encryption_and_the_other_table_stream() -> None:
    fib = doc_fib.parse(block([0] * 8, {}, flags=0x0100))
    assert (fib.table, fib.encrypted) == ("0Table", True)


def test_an_old_version_says_where_its_text_is() -> None:
    head = struct.pack("<HHHHHH", 0xA5DC, 101, 0, 0x0804, 0, 0).ljust(24, b"\0")
    fib = doc_fib.parse(head + struct.pack("<II", 512, 700))
    assert (fib.is_old, fib.text) == (True, (512, 700))


@pytest.mark.parametrize("stream", [b"", bytes(1000), block([0] * 8, {})[:400]])
def test_what_is_no_block_is_told(stream: bytes) -> None:
    with pytest.raises(Unreadable):
        doc_fib.parse(stream)
