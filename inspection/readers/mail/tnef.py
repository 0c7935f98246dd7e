"""TNEF ([MS-OXTNEF]), the `winmail.dat` in which Outlook wraps a message of its own form.

A stream of attributes, older ones of a format of their own and newer ones that hold the properties
of a message file. A wrong checksum is told, and the attribute is read all the same.
"""

from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers.mail import mapi, mapi_item
from inspection.readers.mail import tnef_attributes as attr
from inspection.readers.mail.mapi import Pages, Property
from inspection.readers.mail.tnef_attributes import Attribute
from inspection.readers.mail.tnef_properties import Rows
from inspection.readers.text import mapi_charset, text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_OBJECT_ID = 16  # octets before an embedded object: the interface that it has


class _Attachment(msgspec.Struct):
    """What the attributes between two beginnings say about one attachment."""

    title: str = ""
    attributes: list[Attribute] = []
    properties: list[Property] = []


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield body, properties, recipients and attachments, and whatever follows the last attribute."""
    found = list(attr.attributes(bytes(content)))
    if not all(one.intact and (one.is_known or not one.level) for one in found) or not found:
        walk.refuse("malformed:tnef")
    page = _page(found)
    properties: list[Property] = []
    attachments: list[_Attachment] = []
    for one in found:
        if one.level == attr.MESSAGE:
            yield from _of_message(one, properties, place, walk, page)
        elif one.level == attr.ATTACHMENT:
            yield from _of_attachment(one, attachments, place, walk, page)
        elif one.data.strip(b"\0\r\n"):
            walk.refuse("malformed:tnef")
            yield from text_runs.both(one.data, step(place, "stray", "tnef"))
    page = mapi.pages(properties, page)
    yield from mapi_item.message_segments(properties, place, walk, page)
    for attachment in attachments:
        yield from walk.guard("tnef", _attachment(attachment, place, walk, page))


def _page(found: list[Attribute]) -> Pages:
    numbers = (int.from_bytes(one.data[:4], "little") for one in found if one.id == attr.OEM_CODE_PAGE)
    return Pages(next(map(mapi_charset.of_page, numbers), ""))


def _of_message(
    one: Attribute, properties: list[Property], place: Place, walk: Walk, page: Pages
) -> Iterator[Segment]:
    """Take one attribute of the message; properties are gathered, because a later one may name the charset."""
    if one.id == attr.MAPI_PROPERTIES:
        rows = Rows(one.data)
        for row in rows:
            properties += row
        yield from _unread(rows, place, walk)
    elif one.id == attr.RECIPIENTS:
        rows = Rows(one.data, is_table=True)
        for number, row in enumerate(rows, 1):
            walk.count_member()
            inner = step(place, "recipient", str(number))
            yield from mapi_item.recipient_segments(row, inner, walk, page)
        yield from _unread(rows, place, walk)
    elif one.id == attr.BODY:
        properties.append(Property(mapi.BODY, mapi.STRING8, (one.data,)))
    else:
        yield from _simple(one, place, page)


def _of_attachment(
    one: Attribute, attachments: list[_Attachment], place: Place, walk: Walk, page: Pages
) -> Iterator[Segment]:
    if one.id == attr.ATTACHMENT_BEGINS or not attachments:
        walk.count_member()
        attachments.append(_Attachment())
    current = attachments[-1]
    if one.id == attr.ATTACHMENT_PROPERTIES:
        rows = Rows(one.data)
        for row in rows:
            current.properties += row
        yield from _unread(rows, place, walk)
        return
    if one.id == attr.ATTACHMENT_TITLE:
        current.title = next(mapi.readings(one.data, mapi.STRING8, page.strings)).text
    current.attributes.append(one)


def _attachment(attachment: _Attachment, place: Place, walk: Walk, page: Pages) -> Iterator[Segment]:
    name = mapi_item.attachment_name(attachment.properties, page) or attachment.title
    place = step(place, "attachment", name)
    if attachment.title:
        yield Segment(place, attachment.title, origin="name")
    for one in attachment.attributes:
        if one.id == attr.ATTACHMENT_DATA:
            yield from walk.descend(one.data, place)
        elif one.id == attr.ATTACHMENT_PICTURE:
            yield from text_runs.both(one.data, step(place, "property", "picture"))
        elif one.id != attr.ATTACHMENT_TITLE:
            yield from _simple(one, place, page)
    for value in (v for p in attachment.properties if _is_object(p) for v in p.values):
        yield from walk.descend(value[_OBJECT_ID:], place)
    rest = [p for p in attachment.properties if not _is_object(p)]
    yield from mapi_item.attachment_segments(rest, place, walk, page)


def _is_object(one: Property) -> bool:
    """Say whether this is an embedded message, a TNEF stream again, or an embedded object, a compound file."""
    return one.id == mapi.ATTACH_DATA and one.type == mapi.OBJECT


def _simple(one: Attribute, place: Place, page: Pages) -> Iterator[Segment]:
    """Yield an attribute of the older kind."""
    name = attr.NAMES.get(one.id, f"{one.id:08x}")
    inner = step(place, "header" if name in attr.HEADERS else "property", name)
    if one.id >> 16 in attr.TEXT_TYPES:
        for number, reading in enumerate(mapi.readings(one.data, mapi.STRING8, page.strings)):
            yield Segment(inner, reading.text, reading.charset, "metadata", alternate=number > 0)
    elif not one.is_number:
        yield from text_runs.both(one.data, inner)


def _unread(rows: Rows, place: Place, walk: Walk) -> Iterator[Segment]:
    if rows.damaged:
        walk.refuse("malformed:tnef")
    if rows.rest.strip(b"\0"):
        yield from text_runs.both(rows.rest, step(place, "stray", "properties"))
