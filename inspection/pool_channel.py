"""The pool's end of a channel: frames received without holding up the event loop."""

import asyncio
import socket

from inspection.channel import LENGTH, ChannelClosed, checked


async def receive(channel: socket.socket) -> bytes:
    """Return the next frame of a non-blocking socket without holding up the loop.

    Raises:
        ChannelClosed: end of stream, or a frame larger than `FRAME_MAX`.
    """
    head = await _exactly_async(channel, LENGTH.size)
    return await _exactly_async(channel, checked(LENGTH.unpack(head)[0]))


async def _exactly_async(channel: socket.socket, count: int) -> bytes:
    loop = asyncio.get_running_loop()
    pieces = bytearray()
    while len(pieces) < count:
        piece = await loop.sock_recv(channel, min(count - len(pieces), 1 << 20))
        if not piece:
            raise ChannelClosed("end of stream")
        pieces += piece
    return bytes(pieces)
