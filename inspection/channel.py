"""Frames between the pool and a worker: a length, that many octets, and perhaps one descriptor.

The worker opens no file: the descriptor of what it inspects comes with the job (SCM_RIGHTS).
Both sides are ours, but a worker may have been taken over by what it read, so the parent bounds
a frame and decodes it into exactly the expected type.
"""

import array
import os
import socket
import struct
from typing import Literal

import msgspec

from inspection.limits import Limits
from policies.exact_match.header import Header
from policies.fingerprint.header import RegisterHeader
from policies.model import Selection

FRAME_MAX = 16 << 20  # octets
LENGTH = struct.Struct("!I")
_DESCRIPTOR_SPACE = socket.CMSG_SPACE(4) if hasattr(socket, "CMSG_SPACE") else 0


class Begin(msgspec.Struct, frozen=True):
    """What a fork server is told once. A descriptor beside it holds what an earlier one compiled, if one did."""


class Loaded(msgspec.Struct, frozen=True):
    """A fork server's first word: its code is loaded."""

    compiled: bytes = b""  # of the search for values, for later servers; empty if this one was given it


class Fork(msgspec.Struct, frozen=True):
    """Asks a fork server for a worker; the descriptor beside it is the worker's end of its channel."""


class Forked(msgspec.Struct, frozen=True):
    """The answer to `Fork`."""

    pid: int


class Setup(msgspec.Struct, frozen=True):
    """What a worker is told once, before it fences itself in."""

    limits: Limits
    hash_key: bytes
    lists: int = 0  # how many `ListFile` and `RegisterFile` follow
    terms: bool = False  # whether a `TermsFile` follows them
    pictures: bool = False  # whether to load what reads the text of pictures


class ListFile(msgspec.Struct, frozen=True, tag="index"):
    """An exact-match index; its descriptor travels beside the frame, its body begins at octet `start`."""

    header: Header
    start: int
    proof_key: bytes = b""  # the console's raw X25519 key, to which what an edge form says is sealed


class RegisterFile(msgspec.Struct, frozen=True, tag="register"):
    """The register of documents; its descriptor travels beside the frame, its body begins at octet `start`."""

    header: RegisterHeader
    start: int


class TermsFile(msgspec.Struct, frozen=True):
    """House terms, an array of `HouseTerm` in the file whose descriptor travels beside the frame.

    In the frame itself they might not fit the socket's buffer, and then the parent would have to wait until
    the new worker has loaded its code.
    """


class Ready(msgspec.Struct, frozen=True):
    """A worker's first word: the fences that stand around it."""

    fences: tuple[str, ...]


class Job(msgspec.Struct, frozen=True):
    """One file to inspect; its descriptor travels beside the frame.

    With `masks` it is a message to redact: the answer is a `Redaction` of what they select.
    """

    name: str
    kind: Literal["message", "file"]
    size: int  # octets, as the parent saw it
    passwords: tuple[str, ...] = ()
    masks: tuple[Selection, ...] = ()


class ChannelClosed(Exception):
    """The other side has gone away, or does not keep to the frame."""


def send(channel: socket.socket, payload: msgspec.Struct, fd: int | None = None) -> None:
    """Send one frame, with a descriptor if given. Blocks until the socket has taken it."""
    octets = msgspec.msgpack.encode(payload)
    frame = LENGTH.pack(len(octets)) + octets
    rights = [] if fd is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))]
    sent = channel.sendmsg([frame], rights)
    if sent < len(frame):  # an empty send fails when the other side has answered and gone
        channel.sendall(frame[sent:])


def receive(channel: socket.socket) -> tuple[bytes, int | None]:
    """Return the next frame and its descriptor, which the caller closes.

    Raises:
        ChannelClosed: end of stream, or a frame larger than `FRAME_MAX`.
    """
    head, ancillary, _, _ = channel.recvmsg(LENGTH.size, _DESCRIPTOR_SPACE)
    fds = [fd for level, kind, data in ancillary if kind == socket.SCM_RIGHTS for fd in _descriptors(data)]
    head += _exactly(channel, LENGTH.size - len(head))
    for extra in fds[1:]:
        os.close(extra)
    return _exactly(channel, checked(LENGTH.unpack(head)[0])), fds[0] if fds else None


def _descriptors(data: bytes) -> "array.array[int]":
    fds = array.array("i")
    fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
    return fds


def checked(length: int) -> int:
    """Return a frame's length if it is bearable.

    Raises:
        ChannelClosed: it is larger than `FRAME_MAX`.
    """
    if length > FRAME_MAX:
        raise ChannelClosed("frame too large")
    return length


def _exactly(channel: socket.socket, count: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < count:
        piece = channel.recv(min(count - len(pieces), 1 << 20))
        if not piece:
            raise ChannelClosed("end of stream")
        pieces += piece
    return bytes(pieces)
