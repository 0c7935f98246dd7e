"""Entities that an XML document declares for itself (XML 1.0, 4), put in their places within a bound.

Only texts in the document are taken: what stands in another file or is a parameter of the declarations is
refused, and so is an expansion that grows as bombs do. Names of HTML (`&nbsp;`) are known without a
declaration, since pages in XML refer to a document type that nobody fetches.
"""

import re
from html.entities import html5

from inspection.errors import Unreadable

REFUSED = "limit:entities"
_GROWTH_MAX = 1 << 20  # octets, all references together: ten levels of ten are a hundred times more
_DEPTH_MAX = 8
_TYPE = re.compile(rb"(<!DOCTYPE[^>\[]*)\[(.*?)\]\s*>", re.DOTALL)
_DECLARATION = re.compile(
    rb"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s%\"'>]+)\s+"
    rb"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<foreign>(?:SYSTEM|PUBLIC)\s[^>]*))\s*>"
)
_REFERENCE = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([^\s#&;<]{1,100});", re.DOTALL)
_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def resolved(octets: bytes) -> bytes:
    """Return a document in UTF-8 without declarations of its own and without references to them.

    Raises:
        Unreadable: `limit:entities`, for one that no text in the document stands for, or too much of it.
    """
    declared = _declared(octets)
    entities = _Entities(declared[2] if declared else b"")
    if declared:
        octets = octets[: declared.start()] + declared[1] + b">" + octets[declared.end() :]
    return _REFERENCE.sub(lambda found: found[0] if found[1] is None else entities.text(found[1]), octets)


def declarations(octets: bytes) -> bytes:
    """Return what stands in the document type of a document in UTF-8: defaults of attributes, entities, remarks."""
    declared = _declared(octets)
    return declared[2] if declared else b""


def _declared(octets: bytes) -> re.Match[bytes] | None:
    start = octets.find(b"<!DOCTYPE")  # there is one; looking for the end of each would cost a square
    return _TYPE.match(octets, start) if start >= 0 else None


class _Entities:
    """The entities of one document, and how much was put in for references so far."""

    def __init__(self, declarations: bytes) -> None:
        self._texts: dict[bytes, bytes] = {}
        self._grown = 0
        for found in _DECLARATION.finditer(declarations):
            if found["parameter"]:
                raise Unreadable(REFUSED)
            if not found["foreign"]:
                self._texts.setdefault(found["name"], found["double"] or found["single"] or b"")
        if _DECLARATION.sub(b"", declarations).find(b"<!ENTITY") >= 0:
            raise Unreadable(REFUSED)

    def text(self, name: bytes, depth: int = 0) -> bytes:
        """Return what stands for a reference, references in it resolved."""
        if name in _OWN:
            return b"&" + name + b";"
        if name not in self._texts:
            return self._of_html(name)
        if depth > _DEPTH_MAX:
            raise Unreadable(REFUSED)
        inner = self._texts[name]
        self._grown += len(inner) + 1
        if self._grown > _GROWTH_MAX:
            raise Unreadable(REFUSED)
        return _REFERENCE.sub(
            lambda found: found[0] if found[1] is None else self.text(found[1], depth + 1), inner
        )

    def _of_html(self, name: bytes) -> bytes:
        characters = html5.get(name.decode("ascii", "replace") + ";")
        if characters is None:
            raise Unreadable(REFUSED)
        return "".join(f"&#{ord(each)};" for each in characters).encode()
