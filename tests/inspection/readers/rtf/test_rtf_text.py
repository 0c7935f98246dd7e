"""Running text of RTF: charsets are joined before they are decoded, marks are kept apart."""

import pytest

from inspection.readers.rtf import rtf_text
from inspection.readers.rtf.rtf_text import DELETED, HIDDEN, SEEN, RunningText


def texts(*pieces: tuple[bytes, int]) -> list[str]:
    running = RunningText()
    for data, mark in pieces:
        running.octets(data, "gb18030", mark)
    return [segment.text for segment in running.segments((), "text")]


def test_a_character_in_two_pieces() -> None:
    assert texts((b"\xd6", SEEN), (b"\xa4", SEEN)) == ["证"]


def test_seen_then_with_deletions_then_without_what_is_hidden() -> None:
    assert texts((b"a", SEEN), (b"b", DELETED), (b"c", HIDDEN)) == ["ac", "abc", "a"]


def test_halves_of_a_character_are_joined() -> None:
    running = RunningText()
    running.characters("\ud83d", SEEN)
    running.characters("\ude00", SEEN)
    assert [segment.text for segment in running.segments((), "text")] == ["😀"]


@pytest.mark.parametrize(
    ("page", "codec"), [(936, "gb18030"), (950, "cp950"), (1251, "cp1251"), (9, "cp1252")]
)
def test_code_pages(page: int, codec: str) -> None:
    assert rtf_text.codec(page) == codec


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_octets_of_a_font_that_is_not_chinese_are_read_by_the_charset_that_they_fit(charset: str) -> None:
    running = RunningText()
    running.octets("张三".encode(charset), "cp1252", SEEN)
    assert [segment.text for segment in running.segments((), "text") if segment.alternate] == ["张三"]
