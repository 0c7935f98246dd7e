"""The characters of a Word document's text: special ones ([MS-DOC] 2.4.1) and fields (2.8.25).

A field is instruction and result in one run of text; a person sees the result, in line with what
stands around it, so instructions are taken out and given apart.
"""

import re

_BEGIN, _SEPARATOR, _ = _MARKS = "\x13\x14\x15"
_FIELD = re.compile(f"[{_MARKS}]")
_NESTED = 64  # fields within fields that are followed
_SPECIAL = (
    ("\n", "\x0b\x0c\r\x0e"),
    ("\t", "\x07"),  # end of a cell
    ("-", "\x1e"),
    ("", "\0\x01\x02\x03\x04\x05\x06\x08\x0f\x10\x11\x12\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1f\xad"),
)
_PLAIN = tuple((special, plain) for plain, all_of in _SPECIAL for special in all_of)


def lines(text: str) -> tuple[str, list[str]]:
    """Return the text as a person sees it, and the instructions of its fields."""
    if not any(mark in text for mark in _MARKS):
        return _plain(text), []
    seen, instructions = _without_instructions(text)
    return _plain(seen), [line for instruction in instructions if (line := _plain(instruction).strip())]


def _plain(text: str) -> str:
    """Exchange the special characters, one by one: most are absent, and a table takes ten times as long."""
    for special, plain in _PLAIN:
        if special in text:
            text = text.replace(special, plain)
    return text


def _without_instructions(text: str) -> tuple[str, list[str]]:
    """Follow fields within fields; marks that do not match lose no text."""
    seen: list[str] = []
    instructions: list[str] = []
    open_fields: list[list[str] | None] = []  # pieces of the instruction; None once the result has begun
    position = 0
    for mark in _FIELD.finditer(text):
        _put(text[position : mark.start()], open_fields, seen)
        position = mark.end()
        if mark[0] == _BEGIN:
            if len(open_fields) < _NESTED:
                open_fields.append([])
        elif open_fields:
            pieces = open_fields.pop()
            if pieces:
                instructions.append("".join(pieces))
            if mark[0] == _SEPARATOR:
                open_fields.append(None)
    _put(text[position:], open_fields, seen)
    instructions += ["".join(pieces) for pieces in open_fields if pieces]
    return "".join(seen), instructions


def _put(piece: str, open_fields: list[list[str] | None], seen: list[str]) -> None:
    """Put a piece into the innermost instruction that is open, else into what is seen."""
    target = next((pieces for pieces in reversed(open_fields) if pieces is not None), seen)
    target.append(piece)
