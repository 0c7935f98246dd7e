"""A listener alone, before a handler that keeps what it gets, and clients that misbehave towards it."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from smtp_gateway.clients import AllowedClients
from smtp_gateway.listener import ListenerOptions
from smtp_gateway.listener_aiosmtpd import AiosmtpdListener
from smtp_gateway.listener_native import NativeListener
from smtp_gateway.smtp.options import SessionOptions
from tests.runtime.small_console import until
from tests.smtp_gateway.keeping import KeepingHandler
from tests.smtp_gateway.talk import Talk

SERVERS = {"native": NativeListener, "aiosmtpd": AiosmtpdListener}
ENVELOPE = b"EHLO client.example\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\n"
MESSAGE = ENVELOPE + b"DATA\r\nhello\r\n.\r\n"
_PATIENCE = 1.0  # seconds without room for another octet, after which a peer reads no more


@dataclass
class Listening:
    """Where it listens, and its handler."""

    server: NativeListener | AiosmtpdListener
    handler: KeepingHandler = field(default_factory=KeepingHandler)
    address: tuple[str, int] = ("", 0)

    def talk(self) -> Talk:
        return Talk(self.address)

    def raw(self) -> socket.socket:
        """Return a socket that is connected and blocks nobody."""
        client = socket.create_connection(self.address)
        client.setblocking(False)
        return client


def reset(talk: Talk) -> None:
    """Break a connection off as a machine does that has crashed: by RST, with no end in order before it."""
    held = talk.writer.get_extra_info("socket")
    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.cut()


@contextlib.asynccontextmanager
async def listening(kind: str, **options: Any) -> AsyncIterator[Listening]:
    handler = KeepingHandler()
    limits = ListenerOptions(SessionOptions("g.example"), AllowedClients(["127.0.0.0/8"]), **options)
    made = Listening(SERVERS[kind](limits, handler), handler)
    made.address = await made.server.start("127.0.0.1", 0)
    try:
        yield made
    finally:
        handler.gate.set()
        await made.server.stop()


async def push(client: socket.socket, octets: bytes, most: int) -> int:
    """Send `octets` over and over until nobody takes them any more, or `most`; return how many were taken."""
    loop = asyncio.get_running_loop()
    sent, block = 0, octets * max(1, 65_536 // len(octets))
    while sent < most:
        at = sent % len(octets)
        try:
            sent += client.send(block[at : at + 65_536])
        except BlockingIOError:
            if not await _room(loop, client):
                return sent
        except ConnectionError:
            return sent
        await asyncio.sleep(0)
    return sent


async def _room(loop: asyncio.AbstractEventLoop, client: socket.socket) -> bool:
    """Wait until more can be sent; False when that takes too long."""
    ready = asyncio.Event()
    loop.add_writer(client, ready.set)
    try:
        await asyncio.wait_for(ready.wait(), _PATIENCE)
    except TimeoutError:
        return False
    finally:
        loop.remove_writer(client)
    return True


async def read_until(client: socket.socket, last: bytes, seconds: float = 40.0) -> bytes:
    """Return all that comes until a line begins with `last`."""
    loop, said = asyncio.get_running_loop(), b""
    async with asyncio.timeout(seconds):
        while b"\r\n" + last not in said[-200:]:
            octets = await loop.sock_recv(client, 1 << 20)
            assert octets, "closed"
            said += octets
    return said


async def flood_during_decisions(kind: str, rounds: int) -> tuple[int, bytes]:
    """Let a client pipeline behind two messages, again and again; return the commands taken and all replies."""
    command, taken, loop = b"NOOP " + b"x" * 995 + b"\r\n", 0, asyncio.get_running_loop()
    async with listening(kind) as server:
        with server.raw() as client:
            replies = b""
            for number in range(1, rounds + 1):
                server.handler.gate.clear()
                await loop.sock_sendall(client, MESSAGE + MESSAGE)
                sent = await push(client, command, 100_000_000)
                await until(lambda: server.handler.deciding)
                server.handler.gate.set()
                said = asyncio.create_task(read_until(client, b"214 "))
                await loop.sock_sendall(client, command[sent % len(command) :] + b"HELP\r\n")
                replies += await said
                taken += sent // len(command) + 1
                assert len(server.handler.messages) == 2 * number
                server.handler.deciding = 0
    return taken, replies


async def be_silent_then_read(kind: str) -> tuple[int, int, bytes]:
    """Let a client speak until it is not heard any more, then read.

    Returns how many octets waited for it in the server, how many commands were said, and all replies.
    """
    command = b"EHLO " + b"c" * 93 + b"\r\n"
    async with listening(kind) as server:
        with server.raw() as client:
            taken = await push(client, command, 100_000_000)
            (connection,) = server.server.connections._open
            waiting = connection._transport.get_write_buffer_size() if kind == "native" else 0
            said = asyncio.create_task(read_until(client, b"214 "))
            rest = command[taken % len(command) :] + b"HELP\r\n"
            await asyncio.get_running_loop().sock_sendall(client, rest)
            return waiting, taken // len(command) + 1, await said


async def speak_and_never_read(kind: str) -> int:
    """Let a client say EHLO for ever; return how many octets were taken, once it was broken off."""
    async with listening(kind, read_timeout=3.0, connections_max=1) as server:
        with server.raw() as client:
            taken = await push(client, b"EHLO c\r\n", 100_000_000)
            async with asyncio.timeout(30):
                while not await _served(server):
                    await asyncio.sleep(0.05)
    return taken


async def _served(server: Listening) -> bool:
    async with server.talk() as talk:
        return talk.banner.startswith(b"220 ")


async def stay_after_quit(kind: str) -> None:
    """Let a client say QUIT and keep its side open: it is broken off."""
    async with listening(kind) as server, server.talk() as talk:
        talk.send(b"QUIT\r\n")
        assert (await asyncio.wait_for(talk.reader.read(), 20)).startswith(b"221 ")
        await until(lambda: not server.server.connections._open)


async def stay_after_stop(kind: str) -> None:
    """Let a client keep its side open when the server stops: it is broken off, too."""
    async with listening(kind) as server, server.talk() as talk:
        await talk.hello()
        await server.server.stop()
        await until(lambda: not server.server.connections._open)
        assert (await asyncio.wait_for(talk.reader.read(), 20)).startswith(b"421 ")
