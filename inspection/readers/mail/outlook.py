"""Outlook message files ([MS-OXMSG]): one storage of a compound file for each message, recipient, attachment.

The reader of compound files goes through all storages and gives each of them here, nested ones
after the one they stand in. An embedded message is a storage like the outer one; an embedded
object is a storage of its program's own format, and no concern of this reader.
"""

import re
from collections.abc import Iterator

from inspection.readers.compound.ole_compound import Path, Storage
from inspection.readers.mail import mapi, mapi_item, outlook_names, outlook_properties
from inspection.readers.mail.mapi import Pages
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_NAMED = re.compile(r"__substg1\.0_[89A-Fa-f]")  # a stream of a property that has a name
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_", "__attach_version1.0_"


def read(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what one storage of a message file says; streams that are no properties are left untaken."""
    if storage.path[-1:] == (outlook_names.STORAGE,):
        yield from outlook_names.read(storage, place)
        return
    named = not _is_part(storage.path) or any(map(_NAMED.match, storage.names))
    names = outlook_names.names(storage.compound) if named else {}
    properties = outlook_properties.of(storage, _header(storage.path), names, walk)
    yield from text_runs.narrow(storage.taken[outlook_properties.TABLE], step(place, "stream", "properties"))
    page = mapi.pages(properties, _outer_pages(storage))
    place = _readable(storage, place)
    last = storage.path[-1] if storage.path else ""
    if last.startswith(_RECIPIENT):
        walk.count_member()
        yield from mapi_item.recipient_segments(properties, step(place, "recipient", last[-8:]), walk, page)
    elif last.startswith(_ATTACHMENT):
        walk.count_member()
        inner = step(place, "attachment", mapi_item.attachment_name(properties, page))
        yield from mapi_item.attachment_segments(properties, inner, walk, page)
    else:
        yield from mapi_item.message_segments(properties, place, walk, page)


def _is_part(path: Path) -> bool:
    return bool(path) and path[-1].startswith((_RECIPIENT, _ATTACHMENT))


def _header(path: Path) -> int:
    if _is_part(path):
        return outlook_properties.HEADER_PART
    return outlook_properties.HEADER_EMBEDDED if path else outlook_properties.HEADER_TOP


def _outer_pages(storage: Storage) -> Pages:
    """Return the charsets that the messages around this storage name; the innermost one counts."""
    page = Pages()
    for path in _around(storage):
        if not _is_part(path):
            page = mapi.pages(outlook_properties.fixed(storage.compound, path, _header(path)), page)
    return page


def _readable(storage: Storage, place: Place) -> Place:
    """Name the attachments around this storage as a person knows them, not by the names of their storages."""
    place = place[:-1] if storage.path else place
    for path in _around(storage):
        if path and path[-1].startswith(_ATTACHMENT):
            named = outlook_properties.strings(storage.compound, path, *mapi.NAMES)
            place = step(place, "attachment", mapi_item.attachment_name(named, Pages()))
    return place


def _around(storage: Storage) -> list[Path]:
    return [storage.path[:depth] for depth in range(len(storage.path))]
