r"""Tokens of RTF."""

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.rtf.rtf_tokens import characters, from_octets, tokens

KNOWN = frozenset({b"par", b"u"})


def seen(content: bytes) -> list[tuple[bytes, int | None]]:
    return [(octets, number) for _, _, octets, number in tokens(content, KNOWN)]


def test_words_symbols_and_text() -> None:
    assert list(tokens(rb"{\par a\par-1 b\'d6\~}", KNOWN)) == [
        (0, "brace", b"{", None), (1, "word", b"par", None), (6, "text", b"a", None), (7, "word", b"par", -1),
        (14, "text", b"b", None), (15, "octets", b"\xd6", None), (19, "symbol", rb"\~", None),
        (21, "brace", b"}", None),
    ]  # fmt: skip


def test_words_of_no_interest_are_passed_over_unless_they_name_a_destination_or_count_as_a_character() -> (
    None
):
    assert seen(rb"\b x{\*\dest y}\u49\b z\b") == [
        (b"x", None), (b"{", None), (rb"\*", None), (b"dest", None), (b"y", None), (b"}", None),
        (rb"\u49", None), (b"formatting", None), (b"z", None),
    ]  # fmt: skip


def test_line_ends_stand_for_nothing() -> None:
    assert seen(b"12\r\n34\n") == [(b"1234", None)]


def test_binary_data_is_no_text() -> None:
    found = [(kind, octets) for _, kind, octets, _ in tokens(b"\\bin4 {}\\xa", KNOWN)]
    assert found == [("binary", b"{}\\x"), ("text", b"a")]


def test_characters_with_what_stands_for_them_are_one_token() -> None:
    series = rb"\u8364\'80\u-3 ?\u49"
    assert seen(series + rb"\b z") == [(series, None), (b"formatting", None), (b"z", None)]
    assert characters(series) == ([8364, 0xFFFD, 49], [rb"\'80", b"?", b""])
    assert [from_octets(written) for written in (rb"\'80\'81", b"?", b"")] == [b"\x80\x81", b"?", b""]


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    assert all(start < len(content) for start, *_ in tokens(content, KNOWN))
