"""Text objects of an OFD page (GB/T 33190-2016, 11) put back into the lines that a person reads.

A writer may make an object of every character. Each `TextCode` has a start and the steps from
glyph to glyph; what stands on one base line is one line, read from left to right, and a gap wider
than a character is the edge of a column.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from operator import attrgetter

import msgspec

from inspection.readers.markup.xml_events import Element

_BLANK, _COLUMN = 0.35, 1.2  # gaps in em that are read as a blank and as the edge of a column
_SAME_LINE = 0.5  # em between base lines
_SIZE = 3.5  # mm, about 10 point, of an object that does not say
_REPEATS_MAX = 10_000


class Word(msgspec.Struct, frozen=True):
    """One `TextCode`: its text, where it starts and about where it ends, its base line, its size; in mm."""

    text: str
    left: float
    right: float
    base: float
    size: float


class TextObject(msgspec.Struct, frozen=True):
    """One object with the identity by which tags refer to it."""

    identity: str
    words: list[Word]

    @property
    def text(self) -> str:
        """Its whole text."""
        return "".join(word.text for word in self.words)


def text_object(element: Element) -> TextObject:
    """Read one `TextObject` element."""
    box = _numbers(element.get("Boundary", ""))
    size = next(iter(_numbers(element.get("Size", ""))), _SIZE) or _SIZE
    matrix = _numbers(element.get("CTM", ""))
    words: list[Word] = []
    x = y = 0.0
    for code in element.iter("{*}TextCode", "TextCode"):
        x = next(iter(_numbers(code.get("X", ""))), x)
        y = next(iter(_numbers(code.get("Y", ""))), y)
        steps = sum(_numbers(code.get("DeltaX", "")))
        words.append(_word(code.text or "", (x, y, steps), size, box, matrix))
    return TextObject(str(element.get("ID", "")), words)


def lines(objects: Iterable[TextObject]) -> str:
    """Return the text in lines from top to bottom, columns separated by tabs."""
    words = sorted((word for each in objects for word in each.words if word.text), key=attrgetter("base"))
    rows: list[list[Word]] = []
    for word in words:
        if rows and word.base - rows[-1][-1].base < word.size * _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return "\n".join("".join(_line(sorted(row, key=attrgetter("left")))) for row in rows)


def in_order(objects: Iterable[TextObject]) -> str:
    """Return the text as it stands in the file; single characters that follow each other are one line."""
    pieces: list[str] = []
    single = False
    for each in objects:
        text = each.text
        pieces.append(text if single and len(text) == 1 else f"\n{text}")
        single = len(text) == 1
    return "".join(pieces)


def _word(
    text: str, position: tuple[float, float, float], size: float, box: list[float], matrix: list[float]
) -> Word:
    x, y, steps = position
    left, top = (box[0], box[1]) if len(box) > 1 else (0.0, 0.0)
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # noqa: PLR2004
    start, base = left + a * x + c * y + e, top + b * x + d * y + f
    width = (steps + size * _ems(text[-1:])) if steps else size * sum(map(_ems, text))
    return Word(text, start, start + width * abs(a or 1.0), base, size * abs(d or a or 1.0))


def _ems(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character or "x") in "WF" else 0.5


def _line(words: list[Word]) -> Iterator[str]:
    before: Word | None = None
    for word in words:
        if before is not None:
            gap = (word.left - before.right) / word.size
            if word.left - before.left < (before.right - before.left) * 0.5:  # printed over each other
                if word.text == before.text:
                    continue
                yield " "
            elif gap > _BLANK:
                yield "\t" if gap > _COLUMN else " "
        yield word.text
        before = word


def _numbers(written: object) -> list[float]:
    """Read a list of numbers in which `g 3 5.2` stands for three times 5.2."""
    found: list[float] = []
    words = iter(str(written).split())
    for word in words:
        try:
            if word == "g":
                count, value = int(next(words, "0")), float(next(words, "0"))
                found += [value] * min(max(count, 0), _REPEATS_MAX)
            else:
                found.append(float(word))
        except ValueError:
            found.append(0.0)
    return found
