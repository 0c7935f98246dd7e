r"""Tokens of RTF."""

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.rtf.rtf_tokens import (
    Tokenizer,
    characters,
    ends_in_fallback,
    from_octets,
    has_long_fallback,
    text_of,
)

tokens = Tokenizer({b"par", b"u"}, {b"shppict"}).tokens


def seen(content: bytes) -> list[tuple[bytes, int | None]]:
    return [(octets, number) for _, _, octets, number in tokens(content)]


def test_words_symbols_and_text() -> None:
    assert list(tokens(rb"{\par a\par-1 b\'d6\~}")) == [
        (0, "brace", b"{", None), (1, "word", b"par", None), (6, "text", b"a", None), (7, "word", b"par", -1),
        (14, "text", b"b", None), (15, "octets", b"\xd6", None), (19, "symbol", rb"\~", None),
        (21, "brace", b"}", None),
    ]  # fmt: skip


def test_words_of_no_interest_are_passed_over_unless_they_name_a_destination_or_count_as_a_character() -> (
    None
):
    assert seen(rb"\b x{\*\dest y}\u49\b z\b") == [
        (b"x", None), (b"{", None), (rb"\*", None), (b"formatting", None), (b"y", None), (b"}", None),
        (rb"\u49", None), (b"formatting", None), (b"z", None),
    ]  # fmt: skip


def test_line_ends_stand_for_nothing() -> None:
    assert seen(b"12\r\n34\n") == [(b"1234", None)]


def test_what_stands_behind_the_last_group_begins_right_behind_it() -> None:
    assert [start for start, *_ in tokens(b"{\r\n\\par}\r\n12")] == [0, 3, 7, 8]


def test_binary_data_is_no_text() -> None:
    found = [(kind, octets) for _, kind, octets, _ in tokens(b"\\bin4 {}\\xa")]
    assert found == [("binary", b"{}\\x"), ("text", b"a")]


def test_characters_with_what_stands_for_them_are_one_token() -> None:
    series = rb"\u8364\'80\u-3 ?\u49"
    assert seen(series + rb"\b z") == [(series, None), (b"formatting", None), (b"z", None)]
    assert characters(series) == [(8364, rb"\'80"), (0xFFFD, b"?"), (49, b"")]
    assert text_of(series) == "\u20ac\ufffd1"
    assert [from_octets(written) for written in (rb"\'80\'81", b"?", b"")] == [b"\x80\x81", b"?", b""]


def test_what_stands_for_a_character_in_old_readers() -> None:
    assert [ends_in_fallback(series) for series in (rb"\u49", rb"\u49?", rb"\u49\'3f", rb"\u49\'3f\u50 ")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not has_long_fallback(rb"\u49\'3f\u50\'3f")
    assert has_long_fallback(rb"\u49\'3f\u50\'b0\'a1")


def test_a_group_that_changes_nothing_is_one_token() -> None:
    assert list(tokens(b"{\\loch\\af4\r\n12\r\n34 }{\\dbch \\u49?}{}")) == [
        (0, "group", b"1234 ", None), (20, "group", rb"\u49?", None), (33, "group", b"", None),
    ]  # fmt: skip
    assert [kind for _, kind, _, _ in tokens(rb"{\par a}{a\'d6}{a{b}")] == [
        "brace", "word", "text", "brace", "brace", "text", "octets", "brace", "brace", "text", "group",
    ]  # fmt: skip


def test_a_word_that_matters_behind_a_star_alone_is_told_there() -> None:
    assert [octets for octets, _ in seen(rb"{\*\shppict x}{\shppict y}")] == [
        b"{", rb"\*", b"shppict", b"x", b"}", b"{", b"y", b"}",
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    assert all(start < len(content) for start, *_ in tokens(content))
