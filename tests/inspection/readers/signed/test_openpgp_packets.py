"""Packets by the lengths and compressions of the standard; messages of GnuPG are in test_openpgp."""

import bz2
import contextlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.signed.openpgp_packets import Packet, literal, packets
from tests.inspection.readers.pictures import walk

BODY = b"b\5a.txt\0\0\0\0" + b"x" * 300
DEFLATED = zlib.compress(b"\xcb\5b\0\0\0\0", wbits=-15)


def read(data: bytes, **limits: int) -> list[Packet]:
    return list(packets(data, walk(**limits)))


@pytest.mark.parametrize(
    "head",
    [
        b"\xad" + len(BODY).to_bytes(2, "big"),
        b"\xae" + len(BODY).to_bytes(4, "big"),
        b"\xaf",  # to the end
        b"\xcb\xff" + len(BODY).to_bytes(4, "big"),
        b"\xcb\xc0" + bytes([len(BODY) - 192]),
    ],
)
def test_each_form_of_a_length(head: bytes) -> None:
    assert read(head + BODY) == [Packet(11, BODY)]


def test_parts_are_joined_and_packets_follow_each_other() -> None:
    data = b"\xcb\xe8" + BODY[:256] + bytes([len(BODY) - 256]) + BODY[256:] + b"\xac\1t"
    assert read(data) == [Packet(11, BODY), Packet(11, b"t")]


def test_a_literal_packet_has_a_name() -> None:
    assert literal(Packet(11, BODY)) == (b"a.txt", b"x" * 300)
    assert literal(Packet(2, BODY)) is None


@pytest.mark.parametrize(
    "packed",
    [
        b"\0\xac\1t",
        b"\1" + zlib.compress(b"\xac\1t", wbits=-15),
        b"\2" + zlib.compress(b"\xac\1t"),
        b"\3" + bz2.compress(b"\xac\1t"),
    ],
)
def test_each_compression(packed: bytes) -> None:
    assert read(b"\xa3" + packed) == [Packet(11, b"t")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x20", "malformed:openpgp"),
        (b"\xac\5t", "incomplete:openpgp"),
        (b"\xa3\x09abc", "unsupported:openpgp"),
        (b"\xa3\1\xff\xff", "malformed:openpgp"),
        (b"\xa3\0" * 6 + b"\xac\1t", "limit:depth"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(data)


@pytest.mark.parametrize("pack", [zlib.compress, bz2.compress])
def test_a_bomb_is_refused(pack: object) -> None:
    kind = b"\2" if pack is zlib.compress else b"\3"
    packed = kind + pack(bytes(200_000))  # type: ignore[operator]
    with pytest.raises(Unreadable, match="limit:ratio"):
        read(b"\xa3" + packed, ratio=2, ratio_floor=100_000)
    assert Limits().ratio > 2


@given(data=st.binary(max_size=60))
def test_any_octets_are_read_or_told(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert sum(len(packet.body) for packet in read(data)) <= 200 * len(data)
