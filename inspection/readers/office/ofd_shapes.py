"""Path objects of an OFD page (GB/T 33190-2016, 9) as one drawing: invoices draw their code square by square."""

import re

from inspection.readers.markup import xml_events
from inspection.readers.markup.xml_events import Element
from inspection.walker import Walk

_COMMANDS = {"S": "M", "B": "C", "C": "Z"}  # other letters mean the same in SVG
_COMMAND = re.compile("[SBC]")
_PATH_MIN, _OBJECTS_MIN = 300, 150  # characters, objects; the lines of a form are fewer
_LINE = "0.353"  # mm, where no width is said


def svg(octets: bytes, walk: Walk) -> bytes:
    """Return a page's paths as an SVG document; empty if they are too few for a code or letters."""
    paths: list[str] = []
    right = bottom = 0.0
    for event, element in xml_events.events(octets, walk, tags=("PathObject",)):
        if event == "end":
            box = [*map(_number, str(element.get("Boundary", "")).split()), 0.0, 0.0, 0.0, 0.0][:4]
            right, bottom = max(right, box[0] + box[2]), max(bottom, box[1] + box[3])
            paths.append(_path(element, box))
            xml_events.forget(element)
    if len(paths) < _OBJECTS_MIN and max(map(len, paths), default=0) < _PATH_MIN:
        return b""
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right:.3f} {bottom:.3f}">'
    return f"{root}{''.join(paths)}</svg>".encode()


def _path(element: Element, box: list[float]) -> str:
    drawn = " ".join(str(each.text) for each in element.iter("{*}AbbreviatedData", "AbbreviatedData"))
    data = _COMMAND.sub(lambda found: _COMMANDS[found[0]], re.sub("[^A-Z0-9 .-]", " ", drawn))
    matrix = [_number(each) for each in str(element.get("CTM", "1 0 0 1 0 0")).split()]
    moved = f"translate({box[0]} {box[1]}) matrix({' '.join(map(str, matrix))})"
    fill = _colour(element, "FillColor") if element.get("Fill") == "true" else "none"
    stroke = "none" if element.get("Stroke") == "false" else _colour(element, "StrokeColor")
    width = _number(str(element.get("LineWidth", _LINE)))
    return f'<path transform="{moved}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" d="{data}"/>'


def _colour(element: Element, name: str) -> str:
    told = next((str(each.get("Value", "")) for each in element.iter(f"{{*}}{name}", name)), "")
    return f"rgb({','.join(f'{_number(each):.0f}' for each in told.split())})" if told else "black"


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
