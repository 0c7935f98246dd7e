r"""Tokens of Rich Text Format 1.9.1: groups, control words, control symbols, text, and `\bin` data."""

import re
from collections.abc import Iterator

import msgspec

# Words that format and that Word writes by the dozen in front of every run; a series of them is one token.
_FORMATS = (
    b"rtlch|ltrch|fcs|af|afs|ab|ai|alang|insrsid|charrsid|pararsid|loch|hich|dbch|fs|lang|langnp|langfe|langfenp"
    b"|kerning|cf|b|i|ul|ulnone|widctlpar|nowidctlpar|wrapdefault|ql|qj|qr|qc|li|ri|lin|rin|fi|sl|slmult|sb|sa"
    b"|itap|aspalpha|aspnum|faauto|adjustright|cgrid|noproof|ltrpar|s|cs|expnd|expndtw|hyphpar"
)
_TOKEN = re.compile(
    rb"((?:\\(?:" + _FORMATS + rb")(?![a-zA-Z])(?:-?[0-9]{1,10})?[ ]?)+)"
    rb"|((?:\\'[0-9a-fA-F]{2})+)|\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|([^a-zA-Z]))|([{}])|([^\\{}]+)",
    re.DOTALL,
)
_WORDS, _OCTETS, _TEXT = frozenset({1, 3, 4}), 2, 7  # groups of the expression
_SERIES = b"formatting"  # no word of RTF
_LINE_ENDS = b"\r\n\0"  # stand for nothing between tokens


class Token(msgspec.Struct, frozen=True, gc=False):
    r"""One token: `word` with its parameter (None without one), `mark` for { } and control symbols, or `data`.

    `data` is text as it stands, octets written as two digits each, or what follows `\bin`.
    """

    start: int
    word: str = ""
    parameter: int | None = None
    mark: str = ""
    data: bytes = b""
    is_binary: bool = False


def tokens(content: bytes, known: frozenset[bytes]) -> Iterator[Token]:
    r"""Yield the tokens that matter: words in `known`, any word behind `\*` or `\u`, and all that is no word.

    An octet that begins no token, such as a backslash at the very end, is passed over.
    """
    position, starred, counted = 0, False, False
    search = _TOKEN.search
    while match := search(content, position):
        start, position = match.span()
        group = match.lastindex
        if group in _WORDS:
            word, parameter = match[3] or _SERIES, match[4]
            number = int(parameter) if parameter else None
            if word == b"bin" and number and number > 0:
                yield Token(start, data=content[position : position + number], is_binary=True)
                position += number
            elif starred or counted or word in known:
                yield Token(start, word.decode("ascii"), number)
            starred, counted = False, counted or word == b"u"
        elif group == _TEXT:
            if plain := match[0].translate(None, _LINE_ENDS):
                counted = False
                yield Token(start, data=plain)
        elif group == _OCTETS:
            counted = False
            yield Token(start, data=bytes.fromhex(match[0].replace(b"\\'", b"").decode("ascii")))
        else:
            starred = match[0] == b"\\*"
            yield Token(start, mark=match[0].decode("latin-1"))
