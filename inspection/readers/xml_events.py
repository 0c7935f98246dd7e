"""XML parsed as a stream, without entities, document types or network.

Entity references would be dropped from the text without a word when entities are not resolved,
and can be a bomb when they are: a part with a document type of its own is refused.
"""

import io
import re
from collections.abc import Iterator

from lxml import etree

from inspection import charset
from inspection.errors import Unreadable
from inspection.walker import Walk

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"'][^>]*\?>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY")
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_TAGS = re.compile(r"<[^>]*>")

Element = etree._Element  # noqa: SLF001  # lxml has no public name for its class
Event = tuple[str, Element]


def events(data: bytes, walk: Walk, *, doctype_allowed: bool = False) -> Iterator[Event]:
    """Yield start and end events of elements; the caller may clear an element at its end.

    Raises:
        Unreadable: `malformed:xml`, `limit:entities`, `limit:markup-depth`.
    """
    octets = _as_utf8(data)
    if _SUBSET.search(octets) or (b"<!DOCTYPE" in octets and not doctype_allowed):
        raise Unreadable("limit:entities")
    source = etree.iterparse(
        io.BytesIO(octets), events=("start", "end"), huge_tree=True, resolve_entities=False,
        no_network=True, load_dtd=False, remove_comments=False, remove_pis=True,
    )  # fmt: skip
    depth = 0
    try:
        for event, element in source:
            depth += 1 if event == "start" else -1
            if depth > walk.limits.markup_depth:
                raise Unreadable("limit:markup-depth")
            yield event, element
    except etree.XMLSyntaxError as error:
        raise Unreadable("malformed:xml") from error


def local(element: Element | None) -> str:
    """Return the element's name without its namespace; empty for a comment and for no element."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def rough_text(data: bytes) -> str:
    """Return the text between tags of XML that does not parse."""
    return _TAGS.sub("\n", charset.decode(data)[0].text)


def _as_utf8(data: bytes) -> bytes:
    """Return the document in UTF-8 without its declaration, so that no foreign converter is asked."""
    claimed = _DECLARED.match(data)
    declared = claimed[1].decode("ascii").lower() if claimed else ""
    if declared in _UTF8 and not charset.wide_charset(data[:64]):
        return data
    text = charset.decode(data, declared)[0].text
    return _DECLARATION.sub("", text.lstrip("\ufeff")).encode("utf-8", "replace")
