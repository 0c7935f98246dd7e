r"""Tokens of RTF."""

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.rtf.rtf_tokens import Token, tokens

KNOWN = frozenset({b"par", b"u"})


def seen(content: bytes) -> list[tuple[str, int | None, bytes]]:
    return [(token.word or token.mark, token.parameter, token.data) for token in tokens(content, KNOWN)]


def test_words_symbols_and_text() -> None:
    assert seen(rb"{\par a\par-1 b\'d6\~}") == [
        ("{", None, b""), ("par", None, b""), ("", None, b"a"), ("par", -1, b""), ("", None, b"b"),
        ("", None, b"\xd6"), ("\\~", None, b""), ("}", None, b""),
    ]  # fmt: skip


def test_words_of_no_interest_are_passed_over_unless_they_name_a_destination_or_count_as_a_character() -> (
    None
):
    assert seen(rb"\b x{\*\dest y}\u49\b z\b") == [
        ("", None, b"x"), ("{", None, b""), ("\\*", None, b""), ("dest", None, b""), ("", None, b"y"),
        ("}", None, b""), ("u", 49, b""), ("formatting", None, b""), ("", None, b"z"),
    ]  # fmt: skip


def test_line_ends_stand_for_nothing() -> None:
    assert seen(b"12\r\n34\n") == [("", None, b"1234")]


def test_binary_data_is_no_text() -> None:
    found = list(tokens(b"\\bin4 {}\\xa", KNOWN))
    assert [(t.data, t.is_binary) for t in found] == [(b"{}\\x", True), (b"a", False)]


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    assert all(isinstance(token, Token) for token in tokens(content, KNOWN))
