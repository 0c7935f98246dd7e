"""Named properties of a message file ([MS-OXMSG] 2.2.3): which name stands behind an identifier.

One storage at the root serves the whole file: entries of eight octets, and the names, each with
its length before it. Names are free text, so they are read as text too.
"""

import struct
from collections.abc import Iterator

from inspection.readers.compound.ole_compound import Compound, Storage
from inspection.readers.mail import mapi
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step

STORAGE = "__nameid_version1.0"
_ENTRIES, _NAMES = "__substg1.0_00030102", "__substg1.0_00040102"
_ENTRY = struct.Struct("<IHH")  # offset of the name or a number; kind and set; number of the property


def read(storage: Storage, place: Place) -> Iterator[Segment]:
    """Yield all names, and runs of text in the other streams, whose content only programs need."""
    for name in storage.names:
        data = storage.take(name)
        if name == _NAMES:
            texts = [text for _, text in _texts(data)]
            yield Segment(place, "\n".join(texts), "utf-16-le", "metadata")
        yield from text_runs.both(data, step(place, "stream", name))


def names(compound: Compound) -> dict[int, str]:
    """Return the names of the named properties by identifier, numbers as `0x8503`."""
    known = compound.names((STORAGE,))
    if _ENTRIES not in known:
        return {}
    entries = compound.read((STORAGE, _ENTRIES))
    texts = dict(_texts(compound.read((STORAGE, _NAMES)))) if _NAMES in known else {}
    found: dict[int, str] = {}
    for value, kind, number in _ENTRY.iter_unpack(entries[: len(entries) // _ENTRY.size * _ENTRY.size]):
        found[mapi.NAMED_FROM + number] = texts.get(value, "") if kind & 1 else f"0x{value:04x}"
    return found


def _texts(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each name; they are padded to four octets."""
    position = 0
    while position + 4 <= len(data):
        (length,) = struct.unpack_from("<I", data, position)
        raw = data[position + 4 : position + 4 + length]
        yield position, raw.decode("utf-16-le", "replace")
        position += 4 + (length + 3 & ~3)
