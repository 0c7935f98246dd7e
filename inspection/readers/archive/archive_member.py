"""One member of any container: its names as best they can be read, and its content piece by piece.

A member is held whole, as most formats need it, within `Limits.held`. Plain text needs no more
than some windows of itself, so a large text is read while it is being unpacked, whatever its size.
"""

from collections.abc import Iterator

from inspection import sniff
from inspection.content import Content, Gathering
from inspection.errors import BudgetSpent, Unreadable
from inspection.readers.archive import archive_text
from inspection.readers.text import plain_text, unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_TEXTS = frozenset({"text", "csv", "json"})
_NAME_CHARSETS = ("utf-8", "gb18030")


class Meter:
    """What one archive or stream of `packed` octets has given so far, against ratio and budget."""

    def __init__(self, packed: int, walk: Walk) -> None:
        self.walk = walk
        self._packed = packed
        self._given = 0

    def bounded(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield pieces as long as budget and ratio allow.

        Raises:
            Unreadable: `limit:ratio`.
            BudgetSpent: the walk's output is used up.
        """
        limits = self.walk.limits
        for piece in pieces:
            self._given += len(piece)
            self.walk.spend(len(piece))
            if self._given > limits.ratio_floor and self._given > self._packed * limits.ratio:
                raise Unreadable("limit:ratio")
            yield piece


def name_of(raw: bytes) -> str:
    """Return a stored name as text: UTF-8, else GB18030, which Chinese tools write without saying so."""
    for codec in _NAME_CHARSETS:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def names(place: Place, *texts: str) -> Iterator[Segment]:
    """Yield each distinct name or link target; it is text here, never followed and never written to."""
    for text in dict.fromkeys(filter(None, texts)):
        yield Segment(place, text, origin="name")


def comment(raw: bytes, place: Place, form: str) -> Iterator[Segment]:
    """Yield an archive's or member's comment in its likeliest charset."""
    if raw:
        yield from plain_text.readings(raw, step(place, "comment", form), origin="metadata")


def or_strings(
    segments: Iterator[Segment], content: Content, place: Place, form: str, walk: Walk
) -> Iterator[Segment]:
    """Yield the segments of an archive; where its reader gives up, the strings of the whole as well."""
    try:
        yield from segments
    except BudgetSpent:
        raise
    except Unreadable as error:
        walk.refuse(error.reason)
        yield from unknown.strings(content, step(place, "strings", form))


def stray(content: Content, start: int, end: int, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what the octets from `start` to `end`, which belong to no member, are: a file of their own."""
    if end - start > walk.room:
        walk.refuse("limit:held")
        end = start + min(walk.room, walk.limits.strings)
    octets = bytes(content[start:end])
    if octets != bytes(len(octets)):
        with walk.holding(len(octets)):
            yield from walk.descend(octets, step(place, "stray", f"{start}-{end}"))


def inspect(pieces: Iterator[bytes], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the segments of a member that is unpacked while it is read.

    What was unpacked before a failure is inspected too; the failure is written down first.

    Raises:
        BudgetSpent: while unpacking.
    """
    pieces = _told(pieces, walk)
    gathered = Gathering()
    if _gather(gathered, pieces, archive_text.STREAM_FROM * walk.limits.window):
        head = gathered.content()
        if sniff.formats(head)[0] in _TEXTS:
            yield from archive_text.read(head, pieces, place, walk)
            return
        _gather(gathered, pieces, walk.room)
    content = gathered.content()
    if gathered.size > walk.room:
        walk.refuse("limit:held")
        yield from unknown.strings(content, place)
        return
    with walk.holding(gathered.size):
        yield from walk.descend(content, place)


def _gather(gathered: Gathering, pieces: Iterator[bytes], room: int) -> bool:
    """Gather pieces up to the first beyond `room` octets; say whether there was one."""
    while gathered.size <= room:
        piece = next(pieces, None)
        if piece is None:
            return False
        gathered.add(piece)
    return True


def _told(pieces: Iterator[bytes], walk: Walk) -> Iterator[bytes]:
    """Yield pieces to their end or to a failure, which is written down."""
    try:
        yield from pieces
    except BudgetSpent:
        raise
    except Unreadable as error:
        walk.refuse(error.reason)
