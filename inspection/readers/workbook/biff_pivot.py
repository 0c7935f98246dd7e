"""Caches of pivot tables ([MS-XLS] 2.1.7.20.3): the source rows that the file still holds, deleted or not."""

import struct
from collections.abc import Iterator

from inspection.readers.compound.ole_compound import Storage
from inspection.readers.text import text_runs
from inspection.readers.workbook import biff_strings, sheet_rows
from inspection.readers.workbook.biff_records import records
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_STRING, _NUMBER = 0x00CD, 0x00C9  # SXString, SXNum


def read(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the items of each cache, an item a line, and runs of text in everything else."""
    for name in storage.names:
        lines, rest = [], bytearray()
        for record in records(storage.take(name), walk):
            data = record.whole
            if record.kind == _STRING:
                lines.append(biff_strings.flagged(data, 2, int.from_bytes(data[:2], "little"))[0])
            elif record.kind == _NUMBER and len(data) == 8:  # noqa: PLR2004  # a double
                lines.append(sheet_rows.number(struct.unpack("<d", data)[0]))
            else:
                rest += data + b"\0\0"
        walk.spend(sum(map(len, lines)))
        inner = step(place, "cache", name)
        if lines:
            yield Segment(inner, "\n".join(lines))
        yield from text_runs.both(bytes(rest), inner)
