"""The pool's end: the same frames, received while the loop goes on."""

import asyncio
import os
import socket
import struct
from collections.abc import Iterator

import msgspec
import pytest

from inspection import channel, pool_channel
from inspection.channel import FRAME_MAX, ChannelClosed

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setblocking(False)
        yield ours, theirs


async def test_what_a_worker_sends_is_received(ends: Ends) -> None:
    ready = channel.Ready(("rlimits", "seccomp"))
    channel.send(ends[0], ready)
    channel.send(ends[0], channel.Ready(()))
    first, second = [await pool_channel.receive(ends[1]) for _ in range(2)]
    assert msgspec.msgpack.decode(first, type=channel.Ready) == ready
    assert msgspec.msgpack.decode(second, type=channel.Ready) == channel.Ready(())


async def test_the_loop_goes_on_while_a_large_frame_comes_in_pieces(ends: Ends) -> None:
    content = os.urandom(3 << 20)
    receiving = asyncio.create_task(pool_channel.receive(ends[1]))
    ends[0].setblocking(False)
    loop = asyncio.get_running_loop()
    for piece in (b"\0", struct.pack("!I", len(content))[1:], content[:1000], content[1000:]):
        await loop.sock_sendall(ends[0], piece)
    assert await receiving == content


@pytest.mark.parametrize("sent", [b"", b"\0\0", struct.pack("!I", 5) + b"abc"])
async def test_the_end_of_a_worker_is_told(ends: Ends, sent: bytes) -> None:
    ends[0].sendall(sent)
    ends[0].close()
    with pytest.raises(ChannelClosed, match="end of stream"):
        await pool_channel.receive(ends[1])


async def test_a_worker_cannot_fill_the_memory_of_its_parent(ends: Ends) -> None:
    ends[0].sendall(struct.pack("!I", FRAME_MAX + 1))
    with pytest.raises(ChannelClosed, match="too large"):
        await pool_channel.receive(ends[1])
