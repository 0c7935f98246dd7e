"""OFD (GB/T 33190-2016), the format of Chinese electronic invoices and official papers.

A page is read together with its templates, as it is printed: a form's labels are in the template,
what was filled in is on the page. Annotations, attachments, signatures and seals, tags that give a
value by the objects it is printed with, and document data are parts of their own.
"""

import posixpath
from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.markup import markup_text, xml_events, xml_scan
from inspection.readers.markup.xml_events import Element
from inspection.readers.office import ofd_layout, ofd_shapes, package
from inspection.readers.office.ofd_layout import TextObject
from inspection.readers.picture import drawing
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_ENCRYPTED = ("Encryptions.xml", "DecryptSeed.dat", "EntriesMap.dat")  # GM/T 0099
_TAGS = ("TextObject", "Template", "TemplatePage", "ObjectRef")
_DRAWING_TAGS = (*_TAGS, "PathObject")
_DRAWN = frozenset({"TextCode", "AbbreviatedData", "Glyphs", "ObjectRef"})
_DRAWING = frozenset({b"Boundary", b"CTM", b"DeltaX", b"DeltaY", b"PhysicalBox", b"ApplicationBox"})
_UNTOLD_SHARE = 0.3  # of characters that only the font of the file can draw


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield names, then every part, pages with their templates, then values given by reference."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    if any(member.name.endswith(_ENCRYPTED) for member in container.members):
        walk.found_encrypted(place, "ofd", "unknown")
    paper = _Paper()
    yield from package.parts(container, place, walk, "ofd", paper.take)
    if not paper.templates <= {member.name.lstrip("/").lower() for member in container.members}:
        walk.refuse("malformed:ofd")  # half of a page is missing
    yield from paper.printed(place, walk)
    yield from paper.tagged(place)


class _Paper:
    """What the parts of one package draw, and say of each other."""

    def __init__(self) -> None:
        self._drawn: dict[str, list[TextObject]] = {}  # by part
        self._below: dict[str, list[str]] = {}  # part → identities of the templates below it
        self._templates: dict[str, str] = {}  # identity → part
        self._tags: list[tuple[str, list[str]]] = []  # name, identities of the objects that give the value

    def take(self, data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
        """Take what a part draws and refers to; yield what else is in it.

        Raises:
            Unreadable: the part is not well-formed; its rough text was yielded before.
        """
        octets = xml_events.as_utf8(data)
        if not any(tag.encode() in octets for tag in _DRAWING_TAGS):
            yield from markup_text.segments(octets, place, walk)
            return
        found = xml_scan.scan(octets, _DRAWING)
        loose = [*(text for name, text in found.texts if name not in _DRAWN), *found.values]
        loose += xml_events.aside(octets)
        if loose:
            yield Segment(step(place, "attributes", ""), "\n".join(loose), origin="metadata")
        try:
            for event, element in xml_events.events(octets, walk, tags=_TAGS):
                if event == "end":
                    self._take_element(element, place[-1].name)
        except Unreadable:
            yield Segment(place, xml_events.rough_text(octets))
            raise
        if b"PathObject" in octets:
            yield from drawing.segments(ofd_shapes.svg(octets, walk), place, walk)

    def _take_element(self, element: Element, part: str) -> None:
        name = xml_events.local(element)
        if name == "TextObject":
            self._drawn.setdefault(part, []).append(ofd_layout.text_object(element))
            xml_events.forget(element)
        elif name == "Template":
            self._below.setdefault(part, []).append(str(element.get("TemplateID", "")))
        elif name == "TemplatePage":
            location = posixpath.join("/", posixpath.dirname(part), str(element.get("BaseLoc", "")))
            self._templates[str(element.get("ID", ""))] = posixpath.normpath(location).lstrip("/")
        else:
            self._take_reference(element)

    def _take_reference(self, element: Element) -> None:
        parent = element.getparent()
        first = element.getprevious() is None or xml_events.local(element.getprevious()) != "ObjectRef"
        if first:
            self._tags.append((xml_events.local(parent), []))
        self._tags[-1][1].append("".join(str(text) for text in element.itertext()).strip())

    @property
    def templates(self) -> set[str]:
        """The parts, in small letters, that lie below a page; empty for a template that none is."""
        return {self._templates.get(each, "").lower() for listed in self._below.values() for each in listed}

    def printed(self, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield what is drawn, part by part; templates once more by themselves."""
        below = {self._templates.get(each, "") for listed in self._below.values() for each in listed}
        for part, objects in self._drawn.items():
            inner = step(place, "page", part)
            listed = [self._templates.get(each, "") for each in self._below.get(part, ())]
            whole = [each for name in listed for each in self._drawn.get(name, ())] + objects
            text = ofd_layout.lines(whole)
            walk.spend(len(text))
            if sum("\ue000" <= character <= "\uf8ff" for character in text) > len(text) * _UNTOLD_SHARE:
                walk.refuse("unsupported:ofd-font")
            yield Segment(inner, text, alternate=part in below)
            yield Segment(inner, ofd_layout.in_order(objects), alternate=True)

    def tagged(self, place: Place) -> Iterator[Segment]:
        """Yield name and value of each tag whose value is the text of the objects it refers to."""
        texts = {each.identity: each.text for objects in self._drawn.values() for each in objects}
        lines = [f"{name}\t{''.join(texts.get(each, '') for each in listed)}" for name, listed in self._tags]
        if lines:
            yield Segment(step(place, "tags", ""), "\n".join(lines), alternate=True)
