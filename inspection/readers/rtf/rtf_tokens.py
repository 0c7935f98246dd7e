r"""Tokens of Rich Text Format 1.9.1: groups, control words, control symbols, text, and `\bin` data."""

import re
from collections.abc import Callable, Iterator, Mapping

# Words that format and that Word writes by the dozen in front of every run; a series of them is one token.
_FORMATS = (
    b"rtlch|ltrch|fcs|af|afs|ab|ai|alang|insrsid|charrsid|pararsid|loch|hich|dbch|fs|lang|langnp|langfe|langfenp"
    b"|kerning|cf|b|i|ul|ulnone|widctlpar|nowidctlpar|wrapdefault|ql|qj|qr|qc|li|ri|lin|rin|fi|sl|slmult|sb|sa"
    b"|itap|aspalpha|aspnum|faauto|adjustright|cgrid|noproof|ltrpar|s|cs|expnd|expndtw|hyphpar"
)
# A character in UTF-16, and the octets or the mark behind it that stand for it in old readers.
_FALLBACK = rb"(?:\\'[0-9a-fA-F][0-9a-fA-F])++|\?"
_TOKEN = re.compile(
    rb"(?P<text>[^\\{}]++)|(?P<brace>[{}])"
    rb"|(?P<characters>(?:\\u-?[0-9]{1,10}+[ ]?+(?:" + _FALLBACK + rb")?+)++)"
    rb"|(?P<series>(?:\\(?:" + _FORMATS + rb")(?![a-zA-Z])(?:-?[0-9]{1,10}+)?+[ ]?+)++)"
    rb"|(?P<octets>(?:\\'[0-9a-fA-F][0-9a-fA-F])++)"
    rb"|\\(?:(?P<word>[a-zA-Z]{1,32}+)(?P<number>-?[0-9]{1,10}+)?+[ ]?+|(?P<symbol>[^a-zA-Z]))",
    re.DOTALL,
)
_CHARACTER = re.compile(rb"\\u(-?[0-9]+)[ ]?(" + _FALLBACK + rb")?")
TEXT, OCTETS, CHARACTERS, BRACE, SYMBOL = "text", "octets", "characters", "brace", "symbol"
WORD, BINARY = "word", "binary"
_SERIES = b"formatting"  # no word of RTF
_LINE_ENDS = b"\r\n\0"  # stand for nothing between tokens

# Where it starts, its kind, its octets, and the number behind a word (None without one). Octets are those of the
# text, written as it stands or as two digits each, of a series of `\u` as it stands, of what follows `\bin`, of a word
# without its backslash.
Token = tuple[int, str, bytes, int | None]


def tokens(content: bytes, known: frozenset[bytes]) -> Iterator[Token]:
    r"""Yield the tokens that matter: words in `known`, any word behind `\*` or `\u`, and all that is no word.

    An octet that begins no token, such as a backslash at the very end, is passed over.
    """
    position, starred, counted = 0, False, False
    while position < len(content):
        for match in _TOKEN.finditer(content, position):
            kind, data = match.lastgroup or "", match[0]
            if kind in _READ:
                if data := _READ[kind](data):
                    starred = data == b"\\*" if kind in _MARKS else starred and kind != CHARACTERS
                    counted = (
                        counted if kind in _MARKS else kind == CHARACTERS and not _ends_in_fallback(data)
                    )
                    yield match.start(), kind, data, None
            else:
                word, number = match["word"] or _SERIES, match["number"]
                if word == b"bin" and number and int(number) > 0:
                    position, starred = match.end() + int(number), False
                    yield match.start(), BINARY, content[match.end() : position], None
                    break
                if starred or counted or word in known:
                    yield match.start(), WORD, word, int(number) if number else None
                starred, counted = False, counted or word == b"u"
        else:
            return


def characters(series: bytes) -> tuple[list[int], list[bytes]]:
    r"""Return the units of UTF-16 in a series of `\u`, and what stands for each in old readers, as it is written."""
    found = _CHARACTER.findall(series)
    return [int(number) & 0xFFFF for number, _ in found], [written for _, written in found]


def from_octets(written: bytes) -> bytes:
    r"""Return octets written as `\'xx` each; a mark stands for itself."""
    return bytes.fromhex(written.replace(b"\\'", b"").decode("ascii")) if len(written) > 1 else written


def _without_line_ends(text: bytes) -> bytes:
    return text.translate(None, _LINE_ENDS)


def _ends_in_fallback(series: bytes) -> bool:
    return series.endswith(b"?") or series[-4:-2] == b"\\'"


_MARKS = frozenset({BRACE, SYMBOL})
_READ: Mapping[str, Callable[[bytes], bytes]] = {
    TEXT: _without_line_ends, OCTETS: from_octets, CHARACTERS: bytes, BRACE: bytes, SYMBOL: bytes,
}  # fmt: skip
