"""The register of documents in a worker: loaded before the fences stand, and asked for every file."""

import mmap
from collections.abc import Callable

import msgspec

from inspection import channel
from inspection.segment import Place, Segment
from policies.fingerprint import codec
from policies.fingerprint.header import key_of
from policies.fingerprint.register import Register, Registered, assemble
from policies.fingerprint.search import DocumentSearch
from policies.fingerprint.winnow import grams
from policies.inspected import DocumentMatch

ROOM = 6  # times its body a register takes in memory, at most
# A place ends with pages, sheets, paragraphs … of one text; these steps are where another text begins.
_TEXTS = frozenset(
    {"attachment", "body", "decrypted", "embedded", "member", "message", "object", "package", "signed"}
)


class DocumentLook:
    """The registered documents of which parts stand in one file, gathered segment by segment.

    `shown` makes a place one that may leave the worker. Without a register nothing can be said.
    """

    def __init__(self, register: Register | None, shown: Callable[[Place], Place]) -> None:
        self._search = None if register is None else DocumentSearch(register)
        self._shown = shown

    def take(self, segment: Segment) -> None:
        """Look at one segment."""
        if self._search is not None and is_prose(segment):
            self._search.take(part_of(segment.place), segment.text)

    def matches(self) -> tuple[DocumentMatch, ...] | None:
        """Return what was met, None if there is no register."""
        if self._search is None:
            return None
        return tuple(
            msgspec.structs.replace(match, place=self._shown(match.place)) for match in self._search.matches()
        )


def loaded(file: channel.RegisterFile, body: mmap.mmap, hash_key: bytes) -> Register:
    """Return the register in a mapped file.

    Raises:
        RegisterInvalid: built with another key, or damaged.
    """
    key = key_of(file.header.salt, hash_key, edge=file.header.edge)
    register = codec.load(body[file.start :], key)
    _use_once(key)
    return register


def _use_once(key: bytes) -> None:
    """Find a document, so that what is made or loaded at first use is there: behind the fences nothing can be."""
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    assemble({Registered("a"): grams(text)}, key).look_up(text)


def is_prose(segment: Segment) -> bool:
    """Say whether a segment is text of a document: no name, no property, and no second reading."""
    return segment.origin in {"text", "ocr"} and not segment.alternate


def part_of(place: Place) -> Place:
    """Return the place of the text that a segment is a page, a paragraph or a cell of."""
    last = max((number for number, step in enumerate(place, 1) if step.kind in _TEXTS), default=0)
    return place[:last]
