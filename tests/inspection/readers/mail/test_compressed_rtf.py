"""Compressed RTF: the two examples of [MS-OXRTFCP] 3, and what damage leaves of a stream."""

import struct
import zlib

import compressed_rtf as peer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.mail import compressed_rtf
from tests.inspection.readers.mail.outlook_files import compressed
from tests.inspection.samples import ID

SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
RTF = rb"{\rtf1 " + ID.encode() + b"}"


@pytest.mark.parametrize(
    ("packed", "rtf"),
    [
        (SIMPLE, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"),
        (CROSSING, b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
    ],
)
def test_the_examples_of_the_specification(packed: bytes, rtf: bytes) -> None:
    assert compressed_rtf.unpack(packed) == compressed_rtf.Unpacked(rtf)


@given(
    st.lists(
        st.sampled_from((b"\\par ", b"{\\b ", b"}", ID.encode(), b"\\'d6", b"x" * 40, b"\r\n")), max_size=3000
    )
)
@settings(max_examples=20, deadline=None)
def test_what_another_program_compressed(words: list[bytes]) -> None:
    rtf = b"".join(words)
    assert compressed_rtf.unpack(peer.compress(rtf)) == compressed_rtf.Unpacked(rtf)


@given(st.binary(max_size=9000))
def test_literals_are_what_they_are(rtf: bytes) -> None:
    assert compressed_rtf.unpack(compressed(rtf)) == compressed_rtf.Unpacked(rtf)


def test_the_window_wraps_around() -> None:
    """A reference to what stands 4,095 octets back reads what was written there last."""
    start = bytes(range(1, 251)) * 20  # longer than the window
    body = b"".join(b"\0" + start[at : at + 8] for at in range(0, 5000, 8))
    here = 207 + 5000
    body += (
        b"\x03"
        + ((here - 4095) % 4096 << 4 | 8).to_bytes(2, "big")
        + ((here + 10) % 4096 << 4).to_bytes(2, "big")
    )
    checksum = zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF
    unpacked = compressed_rtf.unpack(struct.pack("<IIII", len(body) + 12, 5010, 0x75465A4C, checksum) + body)
    assert unpacked == compressed_rtf.Unpacked(start + start[905:915])


def test_a_stream_that_is_not_compressed() -> None:
    packed = struct.pack("<IIII", len(RTF) + 12, len(RTF), 0x414C454D, 0) + RTF
    assert compressed_rtf.unpack(packed) == compressed_rtf.Unpacked(RTF)
    assert compressed_rtf.unpack(packed[:-1]) == compressed_rtf.Unpacked(RTF[:-1], damaged=True)
    assert compressed_rtf.unpack(packed + b"rest").rest == b"rest"


def test_a_writer_that_gives_one_size_twice() -> None:
    packed = struct.pack("<IIII", len(RTF) + 12, len(RTF) + 12, 0x414C454D, 0) + RTF
    assert compressed_rtf.unpack(packed) == compressed_rtf.Unpacked(RTF)
    assert compressed_rtf.unpack(packed[:-1]).damaged


def test_what_follows_the_last_token_is_given_back() -> None:
    assert compressed_rtf.unpack(compressed(RTF) + b"rest") == compressed_rtf.Unpacked(RTF, b"rest")


@pytest.mark.parametrize("packed", [b"", b"short", bytes(16) + b"none of the two kinds"])
def test_what_is_no_stream_is_given_back_whole(packed: bytes) -> None:
    assert compressed_rtf.unpack(packed) == compressed_rtf.Unpacked(b"", packed, damaged=bool(packed))


@given(at=st.integers(0, len(SIMPLE) - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_goes_unnoticed(at: int, bit: int) -> None:
    flipped = bytearray(SIMPLE)
    flipped[at] ^= 1 << bit
    unpacked = compressed_rtf.unpack(bytes(flipped))
    assert unpacked.damaged or unpacked.rest


@given(st.binary(max_size=300))
def test_hostile_tokens_end(body: bytes) -> None:
    unpacked = compressed_rtf.unpack(struct.pack("<IIII", len(body) + 12, 1, 0x75465A4C, 0) + body)
    assert len(unpacked.rtf) <= 9 * len(body)
