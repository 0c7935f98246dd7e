"""Drawings made of shapes (SVG 2): barcodes and letters that stand in a document as squares, paths and curves.

Their text is nowhere in the file; they are drawn, and read as the pictures they are. An icon has too few
shapes for a code or a line of letters. The size of the drawing is set here, so that no document chooses it.
"""

import re
from collections.abc import Iterator

from inspection.readers.picture import ocr
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_DATA = re.compile(rb"""\sd\s*=\s*["']([^"']+)""")
_SHAPES = (b"<rect", b"<use", b"<polygon", b":rect", b":use", b":polygon")
_MOVE = re.compile(b"[Mm]")  # with which each shape of a path begins
_SHAPES_MIN = 30  # bars of a short code, curves of a number; squares of a QR code are more
_ROOT = re.compile(r"<(?:[\w.-]+:)?svg\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_INLINE = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL)
_SPACE = "http://www.w3.org/2000/svg"
_SIZE = re.compile(r"""\s(width|height)\s*=\s*["']\s*([0-9]*\.?[0-9]+)([a-z%]*)[^"']*["']""")
_NUMBER = r"[\s,]+([0-9]*\.?[0-9]+)"
_VIEW = re.compile(rf"""\sviewBox\s*=\s*["']\s*[0-9.e-]+[\s,]+[0-9.e-]+{_NUMBER}{_NUMBER}""")
_UNITS = {
    "in": 96.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "pt": 96 / 72,
    "pc": 16.0,
}  # pixels (CSS Values 3, 6.2)
_LARGEST = 1 << 20  # octets, which take up to ten seconds
_LAYERS = re.compile("filter|mask")  # which hide nothing that is read here and may take for ever
_SIDE = 1200  # pixels
_RATIO_MAX = 20


def segments(svg: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is seen in the shapes of an SVG document, or mark it as an unread image."""
    curves = sum(len(_MOVE.findall(data)) for data in _DATA.findall(svg))
    if curves + sum(map(svg.count, _SHAPES)) < _SHAPES_MIN:
        return
    pixels = ocr.pixel_reader()
    ocr.pass_over(walk, "image")
    if pixels is None:
        return
    if len(svg) > _LARGEST:
        walk.unread.add("image")
    else:
        yield from walk.guard("svg", pixels.of_drawing(sized(svg.decode("utf-8", "replace")), place, walk))


def inline(page: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is seen in the drawings that stand in a page (HTML)."""
    if "<svg" in page:
        for number, found in enumerate(dict.fromkeys(_INLINE.findall(page))):
            root = "<svg" if _SPACE in found else f'<svg xmlns="{_SPACE}"'
            svg = root + found.removeprefix("<svg")
            yield from segments(svg.encode("utf-8", "replace"), step(place, "embedded", str(number)), walk)


def sized(svg: str) -> str:
    """Return the document with a longer side of 1,200 pixels; empty if it has no size, or is a mere line."""
    svg = _LAYERS.sub("x", svg)
    root = _ROOT.search(svg)
    if root is None:
        return ""
    found = _SIZE.findall(root[1])
    told = {name: float(number) * _UNITS.get(unit, 1.0) for name, number, unit in found if unit != "%"}
    view = _VIEW.search(root[1])
    box = [*map(float, view.groups())] if view else [told.get("width", 0.0), told.get("height", 0.0)]
    width, height = box
    if min(box) <= 0 or max(box) / min(box) > _RATIO_MAX:
        return ""
    scale = _SIDE / max(box)
    own = _SIZE.sub("", root[1]) + ("" if view else f' viewBox="0 0 {width} {height}"')
    size = f' width="{width * scale:.0f}" height="{height * scale:.0f}"'
    return f"{svg[: root.start(1)]}{own}{size}{svg[root.end(1) :]}"
