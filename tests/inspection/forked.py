"""A real worker that has fenced itself in, and files for it, without a pool around it."""

import asyncio
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from inspection import channel, sandbox
from inspection.forks import Forked, Forks
from inspection.limits import Limits

KEY = b"k" * 32


@contextmanager
def started(limits: Limits | None = None) -> Iterator[Forked]:
    """A worker of a fork server of its own."""
    forks = Forks()
    try:
        worker = asyncio.run(forks.fork())
        try:
            worker.link.settimeout(50)
            channel.send(worker.link, channel.Setup(limits or Limits(), KEY))
            ready = msgspec.msgpack.decode(channel.receive(worker.link)[0], type=channel.Ready)
            assert ready.fences == sandbox.WANTED
            yield worker
        finally:
            worker.kill()
    finally:
        forks.end()


def job(content: bytes, name: str = "a", kind: Literal["message", "file"] = "file") -> channel.Job:
    """What a pool would ask about a file."""
    return channel.Job(name, kind, len(content))


def ask(link: socket.socket, content: bytes, asked: channel.Job | None = None) -> None:
    """Give a file to a worker."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        channel.send(link, asked or job(content), file.fileno())
