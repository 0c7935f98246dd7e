"""yEnc blocks by a writer after the draft: every octet survives, what is not whole is told."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import yenc
from inspection.readers.mail.yenc import Block


def encoded(octets: bytes, *, name: str = "list.txt", part: str = "", end: str = "") -> bytes:
    moved = b""
    for octet in octets:
        coded = (octet + 42) & 0xFF
        moved += bytes([0x3D, (coded + 64) & 0xFF]) if coded in b"\0\n\r=" else bytes([coded])
    lines = [moved[at : at + 128] for at in range(0, len(moved), 128)]
    whole = [line + b"\r\n" if not line.endswith(b"=") else line for line in lines]
    last = end or f"=yend size={len(octets)} crc32={zlib.crc32(octets):08x}"
    return (
        f"=ybegin line=128 size={len(octets)} name={name}\r\n{part}".encode()
        + b"".join(whole)
        + last.encode()
    )


@given(st.binary(max_size=600))
def test_every_octet_survives(octets: bytes) -> None:
    assert list(yenc.blocks(b"see below\r\n" + encoded(octets) + b"\r\nbye")) == [
        Block("list.txt", octets, whole=True)
    ]


def test_two_blocks_and_their_names() -> None:
    body = encoded(b"one", name="1.txt") + b"\r\n" + encoded(b"two", name="二 2.txt")
    assert [(one.name, one.octets) for one in yenc.blocks(body)] == [("1.txt", b"one"), ("二 2.txt", b"two")]


def test_a_block_without_a_checksum_is_whole_by_its_size() -> None:
    assert next(iter(yenc.blocks(encoded(b"abc", end="=yend size=3")))).whole


@pytest.mark.parametrize(
    "body",
    [
        encoded(b"abcd").replace(b"size=4", b"size=9"),
        encoded(b"abcd", end="=yend size=4 crc32=00000001"),
        encoded(b"abcd").replace(b"=ybegin line=128 size=4", b"=ybegin line=128"),
        encoded(b"abcd", part="=ypart begin=1 end=4\r\n").replace(b"size=4 name", b"size=900 name"),
    ],
)
def test_what_is_not_the_whole_file_is_told(body: bytes) -> None:
    (block,) = yenc.blocks(body)
    assert (block.octets, block.whole) == (b"abcd", False)


def test_a_text_without_blocks() -> None:
    assert list(yenc.blocks(b"=ybeginning of a text")) == []
