"""The strings of an Excel workbook that cells refer to by number (ISO/IEC 29500-1, 18.4).

Each is told in the cells that use it; those that no cell uses any more are told by themselves.
"""

import re

from inspection.readers.markup import xml_events
from inspection.readers.markup.xml_events import Element
from inspection.readers.markup.xml_regular import unescaped
from inspection.walker import Walk

_TEXT = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t>")
_LOOSE = re.compile(r">\s*[^<>\s]|^\s*[^<\s]")  # text that is in no `t`


class SharedStrings:
    """Texts in the order of their numbers, how they are pronounced, and which of them cells have used."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.spoken: list[str] = []
        self._used: set[str] = set()

    def load(self, data: bytes, walk: Walk) -> None:
        """Read the part.

        Raises:
            Unreadable: it is not well-formed; what could be read is there.
        """
        octets = xml_events.as_utf8(data)
        plain = _by_expression(octets)
        if plain is not None:
            self.texts = plain
            return
        for event, element in xml_events.events(octets, walk, tags=("si", "rPh")):
            if event == "start":
                continue
            if xml_events.local(element) == "rPh":
                self.spoken.append(text_of(element))
                xml_events.forget(element)
            else:
                self.texts.append(text_of(element))
                element.clear()

    def get(self, number: str, walk: Walk) -> str:
        """Return the string of this number as it is written in a cell; refuse one that there is not."""
        self._used.add(number)
        if number.isdecimal() and int(number) < len(self.texts):
            return self.texts[int(number)]
        walk.refuse("malformed:xlsx")
        return ""

    def unused(self) -> list[str]:
        """Return the strings that no cell has asked for."""
        used = {int(number) for number in self._used if number.isdecimal()}
        return [text for number, text in enumerate(self.texts) if number not in used]


def text_of(element: Element) -> str:
    """Return all text within an element."""
    return "".join(str(text) for text in element.itertext())


def _by_expression(octets: bytes) -> list[str] | None:
    """Return the strings of a part written as all programs write it; nothing if anything else is in it."""
    if any(mark in octets for mark in (b"<!", b"<rPh", b"<si/")) or octets.count(b"<?") > 1:
        return None
    *items, rest = octets.decode("utf-8", "replace").split("</si>")
    if not rest.strip().startswith("</sst"):
        return None
    texts: list[str] = []
    for item in items:
        pieces = _TEXT.split(item)  # markup and texts in turn
        if item.count("<si>") != 1 or _LOOSE.search("".join(pieces[::2])):
            return None
        text = "".join(pieces[1::2])
        texts.append(unescaped(text))
    return texts
