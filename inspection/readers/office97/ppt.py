"""PowerPoint presentations in the binary format ([MS-PPT]), of PowerPoint and of Kingsoft Presentation (`.dps`).

The text of a shape is one atom whatever its formatting. Slides, notes, masters and handouts are
containers at the top of the stream; each is one segment, a shape a line, cells that stand side by
side with tabs between. Embedded objects are compressed compound files in atoms of their own;
pictures are in the stream `Pictures`.
"""

from collections.abc import Iterator

import msgspec

from inspection import sniff
from inspection.readers.compound import officeart
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.office97 import ppt_crypt, ppt_records
from inspection.readers.office97.ppt_records import Atom
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_MAIN, _USER = "PowerPoint Document", "Current User"
_ENCRYPTED = 0xF3D1C4DF  # CurrentUserAtom.headerToken, 2.3.2
_TEXT_CHARS, _TEXT_BYTES, _STRING = 0x0FA0, 0x0FA8, 0x0FBA
_CHILD_ANCHOR = 0xF00F  # where a shape stands in its group, [MS-ODRAW] 2.2.39
_OBJECT, _SOUND = 0x1011, 0x07E7  # RT_ExternalOleObjectStg, RT_SoundDataBlob
_OBJECTS = frozenset({_OBJECT, _SOUND})
_READ = _OBJECTS | {_TEXT_CHARS, _TEXT_BYTES, _STRING, _CHILD_ANCHOR}
_PARTS = {0x03E8: "document", 0x03EE: "slide", 0x03F0: "notes", 0x03F8: "master", 0x0FC9: "handout"}


class _Part(msgspec.Struct):
    """Lines of one outermost container, and where the last shape and the one that is read stand."""

    kind: int = 0
    start: int = -1
    lines: list[str] = []
    last_top: bytes = b""
    top: bytes = b""


def read(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield slides, notes, masters, objects and pictures of the presentation."""
    user = storage.take(_USER)
    if int.from_bytes(user[12:16], "little") == _ENCRYPTED or "EncryptedSummary" in storage.names:
        yield from _encrypted(storage, place, walk)
        return
    yield from _readable(storage, place, walk)


def _encrypted(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the presentation if a password opens it; else account for its streams."""
    if not storage.plain:
        yield from ppt_crypt.unlock(storage, _MAIN, _USER, place, walk)
        if storage.plain:
            yield from _readable(storage, place, walk)
            return
    storage.take_encrypted()


def _readable(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    yield from text_runs.both(storage.take(_USER), step(place, "stream", _USER))
    yield from _document(storage.take(_MAIN), place, walk)
    yield from officeart.segments(storage.take("Pictures"), step(place, "stream", "Pictures"), walk)


def _document(stream: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    part, rest = _Part(), bytearray()
    for atom in ppt_records.atoms(stream, walk, _READ, rest):
        if atom.start != part.start:
            yield from _lines(part, place, walk)
            part = _Part(atom.part, atom.start)
        if atom.kind == _CHILD_ANCHOR:
            _move(part, atom)
            rest += atom.data + ppt_records.BETWEEN
        elif atom.kind in _OBJECTS:
            walk.count_member()
            yield from _embedded(atom, step(place, "object", str(atom.start)), walk)
        else:
            _put(part, _text(atom))
    yield from _lines(part, place, walk)
    yield from officeart.segments(bytes(rest), step(place, "stream", _MAIN), walk)


def _text(atom: Atom) -> str:
    narrow = atom.kind == _TEXT_BYTES  # the low octets of UTF-16, 2.9.43
    text = atom.data.decode("latin-1" if narrow else "utf-16-le", "replace")
    return text.replace("\r", "\n").replace("\x0b", "\n").replace("\0", "")


def _move(part: _Part, atom: Atom) -> None:
    """Take note of a shape in a group; one that came without text is an empty cell."""
    if part.top:
        _put(part, "")
    part.top = atom.data[4:8]


def _put(part: _Part, text: str) -> None:
    if part.lines and part.top and part.top == part.last_top:
        part.lines[-1] += f"\t{text}"
    else:
        part.lines.append(text)
    part.last_top, part.top = part.top, b""


def _lines(part: _Part, place: Place, walk: Walk) -> Iterator[Segment]:
    text = "\n".join(part.lines)
    walk.spend(len(text))
    if text.strip():
        yield Segment(step(place, _PARTS.get(part.kind, "part"), str(part.start)), text, "utf-16-le")


def _embedded(atom: Atom, place: Place, walk: Walk) -> Iterator[Segment]:
    """Descend into an embedded document, control or macro project; note a sound as not read."""
    data = atom.data
    if atom.kind == _OBJECT and atom.instance == 1:  # compressed, behind the size it unpacks to (2.10.34)
        data = officeart.inflated(data[4:], walk, "ppt")
    if atom.kind == _SOUND and not sniff.is_binary(data):
        walk.unread.add("audio")
        yield from text_runs.both(data, place)
    else:
        yield from walk.descend(data, place)
