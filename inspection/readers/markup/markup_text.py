"""The text of one XML part of an office package: what a person reads as one line is one line.

Word, PowerPoint, and the comments and drawings of Excel cut a sentence into runs wherever the
format, the spelling mark or the author changes; the runs of a paragraph are joined here. The code of
a field is a line of its own. What was deleted or moved away stands in a second reading of its
paragraph: the first is what is seen, the second what is stored.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection.errors import Unreadable
from inspection.readers.markup import xml_events, xml_files, xml_regular, xml_scan, xml_text
from inspection.readers.markup.xml_events import Element
from inspection.readers.markup.xml_scan import Scan
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_GROUPS = frozenset({"p", "si", "is", "text", "rPh", "rt"})  # what is read as one line
_SEEN, _DELETED, _CODE, _DELETED_CODE = "seen", "deleted", "code", "deleted code"
_ONLY_SEEN = frozenset({_SEEN})
_RUNS: dict[str, str] = {
    "t": _SEEN, "delText": _DELETED, "instrText": _CODE, "delInstrText": _DELETED_CODE,
}  # fmt: skip
_SAME_MAX = 16_000  # octets
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BOXES = frozenset({"tr", "tc", "Fallback", "moveFrom", "tabs"})
_CODE_POINT = re.compile(r"""char\s*=\s*["']([^"']*)""")
_WANTED = frozenset({*_GROUPS, *_RUNS, *_BREAKS, *_BOXES, "sym", "fldChar"})
_TAGS = tuple(sorted(_WANTED))
_TAG = re.compile(
    r"<(/?)(?:[\w.-]++:)?+(t(?:[cr]|abs?|ext)?|p(?:tab)?|s(?:i|ym|oftHyphen)|is|r(?:Ph|t)|del(?:Text|InstrText)"
    r"|instrText|br|cr|noBreakHyphen|fldChar|Fallback|moveFrom)(?=[\s/>])([^>]*)>([^<]*)"
)
_TEXT = re.compile(r">\s*+([^<]+)<(/?)")


class _Part(msgspec.Struct):
    """What has been gathered of a part; open groups, rows and cells are stacks."""

    lines: list[str] = []
    with_deletions: list[str] = []
    groups: list[list[tuple[str, str]]] = []
    cells: list[list[str]] = []
    rows: list[list[str]] = []
    fallbacks: int = 0  # open elements that repeat, for old programs, what stands beside them
    moved: int = 0  # open elements of text that was moved away
    stops: int = 0  # open elements that say where tabs stop


class Told(msgspec.Struct):
    """Attributes and loose values of a package's parts: each is told once, however often styles repeat it.

    Those of parts that have nothing else (styles, settings, themes) wait until the end, and are one text.
    """

    seen: set[str] = set()
    waiting: list[str] = []
    parts: set[bytes] = set()  # small ones without text: relations of slides and layouts are mostly the same

    def rest(self, place: Place) -> Iterator[Segment]:
        """Yield what waited; `place` is that of the package."""
        if self.waiting:
            yield Segment(step(place, "attributes", ""), "\n".join(self.waiting), origin="metadata")

    def new(self, values: list[str]) -> list[str]:
        """Return those that were not told yet, each once."""
        values = [value for value in dict.fromkeys(values) if value not in self.seen]
        self.seen.update(values)
        return values


def segments(data: bytes, place: Place, walk: Walk, told: Told | None = None) -> Iterator[Segment]:
    """Yield the text of one XML part, its stored deletions, its attributes and loose values, and its comments.

    Raises:
        Unreadable: the part is not well-formed; what could be gathered was yielded before.
    """
    octets = xml_events.as_utf8(data)
    if told is not None and octets in told.parts:
        return
    body, scan = _looked_through(octets)
    texts = [text for name, text in scan.texts if name not in _RUNS and name not in xml_files.FILES]
    loose = (told or Told()).new([*scan.values, *texts])
    if told is not None and not scan.texts:
        told.waiting += loose
        loose = []
    part = _Part()
    plain = bool(body) or xml_events.is_plain(octets)
    readable = scan.whole and not scan.texts and (plain or b"<!" not in octets)  # nothing in it has an order
    failure = None if readable else _gather(part, body, octets, walk)
    yield from _gathered(part, loose, place)
    aside = [] if plain else xml_events.aside(octets)
    if aside:
        yield Segment(step(place, "markup", "xml"), "\n".join(aside), origin="metadata")
    yield from xml_files.segments(scan.texts, place, walk)
    taken = [*part.lines, *part.with_deletions, *scan.values, *texts, *aside]
    if failure is None and (scan.mixed or xml_scan.lost_digits(octets, taken)):
        for segment in xml_text.read(octets, place, walk):
            yield msgspec.structs.replace(segment, alternate=True)
    elif told is not None and readable and plain and len(octets) <= _SAME_MAX:
        told.parts.add(octets)
    if failure is not None:
        yield Segment(place, xml_events.rough_text(octets), alternate=True)
        raise failure


def _looked_through(octets: bytes) -> tuple[str, Scan]:
    """Return the document if it is regular and has no text beside elements, and what stands in it."""
    if not xml_scan.has_text(octets):
        return "", xml_scan.without_text(octets)
    body = xml_regular.body(octets)
    if body is None:
        return "", xml_scan.scan(octets)
    scan = Scan(values=xml_scan.values_beside_text(octets), whole=True)
    for match in _TEXT.finditer(body):
        tag = body[body.rfind("<", 0, match.start()) + 1 : match.start()]
        if not match[2] or tag[0] == "/" or tag[-1] == "/":
            return "", xml_scan.scan(octets)
        name = tag.split(None, 1)[0].rpartition(":")[2]
        scan.texts.append((name, match[1] if name in _RUNS else xml_regular.unescaped(match[1]).strip()))
    return body, scan


def _gather(part: _Part, body: str, octets: bytes, walk: Walk) -> Unreadable | None:
    """Put the lines of the document into `part`; return what ended it early, if anything did."""
    if body:
        _gather_regular(part, body)
        return None
    try:
        for event, element in xml_events.events(octets, walk, tags=_TAGS):
            name = xml_events.local(element)
            if event == "start":
                _start(part, name)
            else:
                _end(part, name, _symbol(element) if name == "sym" else element.text or "")
                xml_events.forget(element)
    except Unreadable as error:
        return error
    return None


def _gather_regular(part: _Part, body: str) -> None:
    for closing, name, attributes, text in xml_regular.cut(body, _TAG):
        empty = attributes[-1:] == "/"
        if name in _RUNS:
            if not closing:
                _end(part, name, "" if empty else xml_regular.resolved(text))
        elif name == "sym":
            if not closing:
                _end(part, name, _character("".join(_CODE_POINT.findall(attributes))))
        elif closing:
            _end(part, name, "")
        else:
            _start(part, name)
            if empty:
                _end(part, name, "")


def _gathered(part: _Part, loose: list[str], place: Place) -> Iterator[Segment]:
    if part.lines:
        yield Segment(place, "\n".join(part.lines))
    if part.with_deletions:
        yield Segment(step(place, "revision", "deleted"), "\n".join(part.with_deletions), alternate=True)
    if loose:
        yield Segment(step(place, "attributes", ""), "\n".join(loose), origin="metadata")


def _start(part: _Part, name: str) -> None:
    if name in _GROUPS:
        part.groups.append([])
    elif name == "tr":
        part.rows.append([])
    elif name == "tc":
        part.cells.append([])
    elif name == "Fallback":
        part.fallbacks += 1
    elif name == "moveFrom":
        part.moved += 1
    elif name == "tabs":
        part.stops += 1


def _end(part: _Part, name: str, text: str) -> None:
    if name in _RUNS:
        _append(part, text, _DELETED if part.moved else _RUNS[name])
    elif name in _GROUPS:
        _close_group(part)
    elif name == "tc":
        _close_cell(part)
    elif name == "tr":
        _put_line(part, "\t".join(part.rows.pop()))
    elif name == "Fallback":
        part.fallbacks -= 1
    elif name == "moveFrom":
        part.moved -= 1
    elif name == "tabs":
        part.stops -= 1
    else:
        _append(part, *_mark(part, name, text))


def _mark(part: _Part, name: str, text: str) -> tuple[str, str]:
    """Return what an element without text stands for; the end of a field's code is a line end in it."""
    if name == "fldChar":
        return "\n", _CODE
    if name == "sym":
        return text, _SEEN
    return "" if part.stops else _BREAKS[name], _SEEN


def _symbol(element: Element) -> str:
    return _character(next((str(v) for k, v in element.attrib.items() if str(k).endswith("char")), ""))


def _character(code: str) -> str:
    """Return the character of a symbol; those of old symbol fonts are moved to where the font has them."""
    try:
        return chr(int(code, 16) & 0xFFF if code.lower().startswith("f0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _append(part: _Part, text: str, kind: str) -> None:
    if part.groups:
        part.groups[-1].append((text, kind))
    elif text.strip():
        part.lines.append(text)


def _close_group(part: _Part) -> None:
    pieces = part.groups.pop()
    _put_line(part, _joined(pieces, _SEEN))
    if _ONLY_SEEN.issuperset([kind for _, kind in pieces]):
        return
    _put_codes(part.lines, _joined(pieces, _CODE))
    if any(kind == _DELETED for _, kind in pieces):
        part.with_deletions.append(_joined(pieces, _SEEN, _DELETED))
    _put_codes(part.with_deletions, _joined(pieces, _DELETED_CODE))


def _joined(pieces: list[tuple[str, str]], *kinds: str) -> str:
    return "".join(text for text, kind in pieces if kind in kinds)


def _put_codes(lines: list[str], codes: str) -> None:
    lines += [code for code in codes.split("\n") if code.strip()]


def _close_cell(part: _Part) -> None:
    cell = " ".join(part.cells.pop())
    if part.rows:
        part.rows[-1].append(cell)
    else:
        part.lines.append(cell)


def _put_line(part: _Part, line: str) -> None:
    """Put a finished line where it belongs: into the open cell, else into the part."""
    if part.fallbacks:
        part.with_deletions.append(line)
    elif part.cells:
        part.cells[-1].append(line)
    elif line.strip():
        part.lines.append(line)
