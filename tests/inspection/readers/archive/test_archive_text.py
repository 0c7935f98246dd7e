"""A text read while it is unpacked: no value is cut, whatever the charset, and no archive hides behind it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.archive import archive_text
from inspection.segment import Segment
from inspection.walker import Walk
from tests.inspection.samples import ID, archive

WINDOW = 1024
CHUNK = archive_text.STREAM_FROM * WINDOW


def read(content: bytes, piece: int = 1000) -> tuple[list[Segment], Walk]:
    walk = extractor.new_walk(Limits(window=WINDOW))
    pieces = (content[at : at + piece] for at in range(CHUNK, len(content), piece))
    return list(archive_text.read(content[:CHUNK], pieces, (), walk)), walk


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_every_line_is_read_once_in_any_charset(charset: str) -> None:
    lines = [f"第{number}行 客户 {10**17 + number}" for number in range(1500)]
    segments, walk = read("\n".join(lines).encode(charset))
    text = "\n".join(segment.text for segment in segments if not segment.alternate)
    assert all(text.count(line.split()[-1]) == 1 for line in lines)
    assert (walk.reason, walk.format) == ("", "text")


@settings(max_examples=40, deadline=None)
@given(st.integers(CHUNK - 40, CHUNK + 40), st.sampled_from(["", "\n"]))
def test_no_value_is_cut(before: int, line_end: str) -> None:
    segments, _ = read(("x" * before + line_end + ID + "y" * CHUNK).encode())
    assert ID in "\n".join(segment.text for segment in segments)


def test_an_archive_behind_a_text_cannot_be_read_and_is_told() -> None:
    _, walk = read(b"line\n" * CHUNK + archive({"a.txt": ID.encode()}))
    assert walk.reason == "limit:held"
