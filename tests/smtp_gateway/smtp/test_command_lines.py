"""Command lines: CR LF and nothing else ends one, and a long one costs itself only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway.smtp.command_lines import COMMAND_MAX, CommandLines, has_control

TOO_LONG = b"(too long)"


def take_all(lines: CommandLines) -> list[bytes]:
    taken = []
    while True:
        try:
            line = lines.take()
        except OverflowError:
            line = TOO_LONG
        if line is None:
            return taken
        taken.append(line)


def read(*pieces: bytes) -> list[bytes]:
    """Return the lines of a stream that arrives in these pieces."""
    buffer = bytearray()
    lines, taken = CommandLines(buffer), []
    for piece in pieces:
        buffer += piece
        taken += take_all(lines)
    return taken


def test_bare_ends_end_nothing() -> None:
    assert read(b"NOOP\nRSET\rQUIT\r\nHELP") == [b"NOOP\nRSET\rQUIT"]


def test_what_follows_a_line_is_left_for_others() -> None:
    buffer = bytearray(b"DATA\r\nSubject: x\r\n")
    assert CommandLines(buffer).take() == b"DATA"
    assert buffer == b"Subject: x\r\n"


@pytest.mark.parametrize("step", [1, 7, 4096, 100_000])
@pytest.mark.parametrize("length", [4096, 4097, 4098, 12_288])
def test_the_limit_is_the_same_however_a_line_arrives(length: int, step: int) -> None:
    stream = b"x" * length + b"\r\nNOOP\r\n"
    pieces = [stream[at : at + step] for at in range(0, len(stream), step)]
    assert read(*pieces) == [b"x" * length if length <= 4096 else TOO_LONG, b"NOOP"]


def test_an_endless_line_is_not_kept() -> None:
    buffer = bytearray()
    lines = CommandLines(buffer)
    for _ in range(100):
        buffer += b"x" * 1000
        assert lines.take() is None
        assert len(buffer) <= COMMAND_MAX + 1000


@settings(deadline=None)
@given(st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"A", b"B" * 3000])), st.lists(st.integers(1, 3000)))
def test_the_lines_do_not_depend_on_how_the_octets_are_cut(parts: list[bytes], sizes: list[int]) -> None:
    stream = b"".join(parts)
    expected = [line if len(line) <= COMMAND_MAX else TOO_LONG for line in stream.split(b"\r\n")[:-1]]
    pieces, at = [], 0
    for size in sizes:
        pieces.append(stream[at : at + size])
        at += size
    assert read(*pieces, stream[at:]) == expected


@pytest.mark.parametrize("octet", [0, 7, 9, 10, 13, 31, 127])
def test_control_characters_are_seen(octet: int) -> None:
    assert has_control(b"NOOP " + bytes([octet]) + b"x")


def test_spaces_and_octets_above_127_are_no_control_characters() -> None:
    assert not has_control(b"RCPT TO:<" + "王 ~".encode() + b"\x80\xff>")
