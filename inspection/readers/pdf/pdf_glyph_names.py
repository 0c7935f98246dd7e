"""What the names of glyphs say (Adobe Glyph List Specification 2), where a font says nothing else.

Of the list's names those that numbers and Latin words are made of: other scripts are named by code (`uni8BC1`).
"""

import re
from collections.abc import Iterator

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SIGNS = {
    "space": " ", "hyphen": "-", "minus": "-", "period": ".", "comma": ",", "colon": ":", "slash": "/",
    "parenleft": "(", "parenright": ")", "at": "@", "underscore": "_", "equal": "=", "plus": "+", "yen": "¥",
}  # fmt: skip
_NAMES = {name: str(digit) for digit, name in enumerate(_DIGITS)} | _SIGNS
_CODE = re.compile(r"(?:uni|u)([0-9A-F]{4,6})")
_UNICODE_END = 0x10FFFF
_DIFFERENCES = re.compile(rb"/Differences\s*\[([^\]]*)\]")
_ENTRY = re.compile(rb"(\d+)|/([^\s/\[\]<>()]+)")


def character(name: str) -> str:
    """Return the character of a glyph, empty if its name says none.

    >>> character("five"), character("X"), character("uni8BC1"), character("five.oldstyle"), character("g17")
    ('5', 'X', '证', '5', '')
    """
    base = name.partition(".")[0]
    if len(base) == 1:
        return base
    if code := _CODE.fullmatch(base):
        return chr(point) if (point := int(code[1], 16)) <= _UNICODE_END else ""
    return _NAMES.get(base, "")


def tables(objects: bytes) -> Iterator[dict[int, str]]:
    """Yield code → text of each encoding that names its glyphs in `objects` (ISO 32000-2, 9.6.5)."""
    for listed in _DIFFERENCES.findall(objects):
        table: dict[int, str] = {}
        code = 0
        for number, name in _ENTRY.findall(listed):
            if number:
                code = int(number)
                continue
            if text := character(name.decode("latin-1")):
                table[code] = text
            code += 1
        if table:
            yield table
