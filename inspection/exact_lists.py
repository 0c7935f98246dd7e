"""Exact-match indexes and the register of documents on their way into a worker.

They are open in the parent, and mapped before the fences stand.

With an edge form comes the console's public key: what such a form says is possible only, and the values leave
the worker sealed to the console, which looks them up in the full index. Nobody in between can read them.
"""

import mmap
import os
import socket
from collections.abc import Callable, Mapping
from itertools import islice
from typing import NamedTuple

import msgspec

from inspection import channel, documents
from inspection.limits import Limits
from policies.exact_match.edge import EdgeIndex
from policies.exact_match.index import Index
from policies.exact_match.match import AnyIndex
from policies.fingerprint.register import Register

Seal = Callable[[Mapping[str, str]], bytes]


class Received(NamedTuple):
    """The indexes of a worker, what seals the values that are only possible, and the register of documents.

    `octets` is what all of them take in memory.
    """

    indexes: tuple[AnyIndex, ...]
    seal: Seal
    register: Register | None = None
    octets: int = 0


def unsealed(_values: Mapping[str, str]) -> bytes:
    """Return nothing: there is no console to confirm anything."""
    return b""


def receive(link: socket.socket, setup: channel.Setup) -> Received:
    """Return the indexes that follow `setup`, mapped read-only; workers share their pages.

    Raises:
        ChannelClosed: a frame is missing or has no descriptor.
        IndexInvalid, RegisterInvalid: one was built with another key, or is cut off.
    """
    seal: Seal = unsealed
    indexes: list[AnyIndex] = []
    register, octets = None, 0
    for _ in range(setup.lists):
        frame, fd = channel.receive(link)
        file = msgspec.msgpack.decode(frame, type=channel.ListFile | channel.RegisterFile)
        body = _mapped(fd)
        octets += file.header.body_size
        if isinstance(file, channel.RegisterFile):
            register = documents.loaded(file, body, setup.hash_key)
            octets += documents.ROOM * file.header.body_size
            continue
        indexes.append(_index(file, body, setup.hash_key))
        if file.proof_key:
            seal = _seal_to(file.proof_key)
    return Received(tuple(indexes), seal, register, octets)


def with_room(limits: Limits, received: Received) -> Limits:
    """Return limits whose address space holds what was received, too."""
    return msgspec.structs.replace(limits, address_space=limits.address_space + received.octets)


def _seal_to(raw_key: bytes) -> Seal:
    """Return what seals to this key; loads and tries all it needs, for behind the fences nothing can be loaded."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey  # noqa: PLC0415 - for these alone

    from policies.exact_match import proof  # noqa: PLC0415

    key = X25519PublicKey.from_public_bytes(raw_key)
    proof.seal({}, key)

    def seal(values: Mapping[str, str]) -> bytes:
        return proof.seal(dict(islice(values.items(), proof.VALUES_MAX)), key) if values else b""

    return seal


def _mapped(fd: int | None) -> mmap.mmap:
    if fd is None:
        raise channel.ChannelClosed("an index without its descriptor")
    try:
        return mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(fd)


def _index(file: channel.ListFile, body: mmap.mmap, hash_key: bytes) -> AnyIndex:
    if file.header.edge:
        return EdgeIndex(file.header, body, file.start)
    return Index(file.header, body, hash_key, file.start)
