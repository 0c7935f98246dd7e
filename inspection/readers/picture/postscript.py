"""PostScript and EPS (PostScript Language Reference, 3rd edition): the program, and the strings that it shows.

Writers move single letters, so that a number may stand in several strings; those of a line are given joined, and
once more all of them, for a writer may end a line of its program anywhere. Codes that only a font of the file
can tell are refused. What is drawn is seen by nobody here and is named as unread.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers.pdf import pdf_glyph_names as glyph_names
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment
from inspection.walker import Walk

_ANY = r"(?:\(((?:\\.|[^\\()])*+)\)|(?<!<)<([0-9A-Fa-f\s]+)>)"
_STRING = re.compile(_ANY + r"|/([A-Za-z]+) glyphshow\b")
_SHOWN = re.compile(_ANY + r"[^()<>{}/]{0,80}?(?:T[jJ]|show)\b")
_MARKS = ("(", "<", "glyphshow")
_CODES = re.compile("[\x00-\x08\x0e-\x1f]")  # no font's own characters, but for one that numbers its glyphs
_CODES_SHARE = 0.2
_CONTINUED = re.compile(r"\\\r?\n")
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the program, and after each window of it the strings in it, line by line."""
    walk.unread.add("drawing")
    for segment in plain_text.read(content, place, walk):
        yield segment
        if not segment.alternate and any(mark in segment.text for mark in _MARKS):
            lines = _CONTINUED.sub("", segment.text).splitlines()
            shown = [*filter(None, map(_joined, lines))]
            _refuse_codes(segment.text, walk)
            for whole in ("\n".join(shown), "".join(shown)):
                yield msgspec.structs.replace(segment, text=whole, alternate=True)


def _joined(line: str) -> str:
    return "".join(map(_string, _STRING.finditer(line)))


def _refuse_codes(program: str, walk: Walk) -> None:
    shown = "".join(map(_string, _SHOWN.finditer(program)))
    if len(_CODES.findall(shown)) > len(shown) * _CODES_SHARE:
        walk.refuse("unsupported:postscript-font")


def _string(found: re.Match[str]) -> str:
    if found.re is _STRING and found[3] is not None:
        return glyph_names.character(found[3])
    if found[2] is not None:
        digits = "".join(found[2].split())
        return bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("latin-1")
    return _ESCAPE.sub(_character, found[1]) if "\\" in found[1] else found[1]


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 8) & 0xFF) if match[1][0] in "01234567" else match[1]
