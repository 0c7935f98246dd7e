"""House terms in a worker: compiled before the fences stand, and looked for in every segment."""

import os
import socket
from collections.abc import Callable

import msgspec

from inspection import channel
from inspection.segment import Place, Segment
from policies.house_terms import HouseTerm
from policies.inspected import TermMatch
from policies.terms import Terms

NO_TERMS = Terms(())


class TermSearch:
    """The terms met in one file, gathered segment by segment.

    `shown` makes a place one that may leave the worker. At most `per_term` places of each term are kept.
    """

    def __init__(self, terms: Terms, shown: Callable[[Place], Place], per_term: int) -> None:
        self._terms = terms
        self._shown = shown
        self._per_term = per_term
        self._counts: dict[str, dict[Place, int]] = {}

    def take(self, segment: Segment) -> None:
        """Look for terms in one segment; in a second reading of bytes only for those not met before."""
        for name, count in self._terms.found_in(segment.text):
            if segment.alternate and name in self._counts:
                continue
            places = self._counts.setdefault(name, {})
            if segment.place in places or len(places) < self._per_term:
                places[segment.place] = places.get(segment.place, 0) + count

    def matches(self) -> tuple[TermMatch, ...]:
        """Return one match for each term and place."""
        return tuple(
            TermMatch(name, count, self._shown(place))
            for name, places in self._counts.items()
            for place, count in places.items()
        )


def receive(link: socket.socket, setup: channel.Setup) -> Terms:
    """Return the terms that follow `setup` and its exact-match indexes, compiled.

    Raises:
        ChannelClosed: the frame is missing or has no descriptor.
        re.error: an expression cannot be read; no policy with such a one is accepted.
    """
    if not setup.terms:
        return NO_TERMS
    frame, fd = channel.receive(link)
    msgspec.msgpack.decode(frame, type=channel.TermsFile)
    if fd is None:
        raise channel.ChannelClosed("terms without their descriptor")
    try:
        octets = os.pread(fd, os.fstat(fd).st_size, 0)
    finally:
        os.close(fd)
    terms = Terms(msgspec.msgpack.decode(octets, type=tuple[HouseTerm, ...]))
    for _ in terms.found_in("\u3000"):  # what is loaded at first use is loaded now
        pass
    return terms
