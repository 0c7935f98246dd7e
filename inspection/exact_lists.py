"""Exact-match indexes on their way into a worker: open in the parent, mapped before the fences stand."""

import mmap
import os
import socket
from collections.abc import Iterable

import msgspec

from inspection import channel
from inspection.limits import Limits
from policies.exact_match.edge import EdgeIndex
from policies.exact_match.index import Index
from policies.exact_match.match import AnyIndex


def receive(link: socket.socket, setup: channel.Setup) -> tuple[AnyIndex, ...]:
    """Return the indexes that follow `setup`, mapped read-only; workers share their pages.

    Raises:
        ChannelClosed: a frame is missing or has no descriptor.
        IndexInvalid: one was built with another key, or is cut off.
    """
    return tuple(_mapped(link, setup.hash_key) for _ in range(setup.lists))


def with_room(limits: Limits, indexes: Iterable[AnyIndex]) -> Limits:
    """Return limits whose address space holds the maps of the indexes, too."""
    octets = sum(index.header.body_size for index in indexes)
    return msgspec.structs.replace(limits, address_space=limits.address_space + octets)


def _mapped(link: socket.socket, hash_key: bytes) -> AnyIndex:
    frame, fd = channel.receive(link)
    file = msgspec.msgpack.decode(frame, type=channel.ListFile)
    if fd is None:
        raise channel.ChannelClosed("an index without its descriptor")
    try:
        body = mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(fd)
    if file.header.edge:
        return EdgeIndex(file.header, body, file.start)
    return Index(file.header, body, hash_key, file.start)
