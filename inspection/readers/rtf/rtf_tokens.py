r"""Tokens of Rich Text Format 1.9.1: groups, control words, control symbols, text, and `\bin` data."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

TEXT, OCTETS, CHARACTERS, BRACE, SYMBOL = "text", "octets", "characters", "brace", "symbol"
WORD, BINARY = "word", "binary"
# A whole group of nothing but words of no interest, and then text or a series of `\u`, or neither.
GROUP = "group"
_SERIES = b"formatting"  # no word of RTF
_LINE_ENDS = b"\r\n\0"  # stand for nothing between tokens
_NUMBER = rb"(?:-?[0-9]{1,10}+)?+"
# A character in UTF-16, and the octets or the mark behind it that stand for it in old readers.
_FALLBACK = rb"(?:\\'[0-9a-fA-F][0-9a-fA-F])++|\?"
_CHARACTERS = rb"(?:\\u-?[0-9]{1,10}+[ ]?+(?:" + _FALLBACK + rb")?+)++"
_CHARACTER = re.compile(rb"\\u(-?[0-9]+)[ ]?(" + _FALLBACK + rb")?")
_UNIT, _LONG_FALLBACK = re.compile(rb"u(-?[0-9]++)"), re.compile(rb"\\'..\\'")

# Where it starts, its kind, its octets, and the number behind a word (None without one). Octets are those of the
# text, written as it stands or as two digits each, of a series of `\u` as it stands, of what follows `\bin`, of a word
# without its backslash, of a group its text or its series of `\u`.
Token = tuple[int, str, bytes, int | None]


class Tokenizer:
    r"""Cuts RTF into the tokens that matter: words in `known`, any word behind `\*` or `\u`, and all that is no word.

    Words of no interest are written by the dozen in front of every run; a series of them is one token. `destinations`
    are words that matter only behind `\*`.
    """

    def __init__(self, known: Iterable[bytes], destinations: Iterable[bytes] = ()) -> None:
        self._known = frozenset(known)
        told = _any_of([word for word in (*self._known, *destinations, b"bin") if word.isalpha()])
        word = rb"\\(?!" + told + rb"(?![a-zA-Z]))[a-zA-Z]{1,32}+" + _NUMBER + rb"[ ]?+[\r\n\0]*+"
        self._token = re.compile(
            rb"(?P<text>[^\\{}]++)"
            rb"|\{(?:" + word + rb")*+(?P<group>[^\\{}]++|" + _CHARACTERS + rb"|)\}"
            rb"|(?P<brace>[{}])(?:(?<=\{)[\r\n\0]++)?+"  # behind the last brace stands what is no RTF
            rb"|(?P<characters>" + _CHARACTERS + rb")"
            rb"|(?P<series>(?:" + word + rb")++)"
            rb"|(?P<octets>(?:\\'[0-9a-fA-F][0-9a-fA-F])++)"
            rb"|\\(?P<word>[a-zA-Z]{1,32}+)(?P<number>-?[0-9]{1,10}+)?+[ ]?+"
            rb"|(?P<symbol>\\[^a-zA-Z])",
            re.DOTALL,
        )

    def tokens(self, content: bytes) -> Iterator[Token]:
        """Yield the tokens; an octet that begins none, such as a backslash at the very end, is passed over."""
        position, starred, counted = 0, False, False
        while position < len(content):
            for match in self._token.finditer(content, position):
                kind = match.lastgroup or ""
                if kind in _READ:
                    data = _READ[kind](match[kind])
                    if data or kind == GROUP:
                        starred = data == b"\\*" if kind in _MARKS else starred and kind not in _SPELT
                        counted = _counts(kind, data) if data and kind not in _MARKS else counted
                        yield match.start(), kind, data, None
                else:
                    word, number = match["word"] or _SERIES, match["number"]
                    if word == b"bin" and number and int(number) > 0:
                        position, starred = match.end() + int(number), False
                        yield match.start(), BINARY, content[match.end() : position], None
                        break
                    if starred or counted or word in self._known:
                        yield match.start(), WORD, word, int(number) if number else None
                    starred, counted = False, counted or word == b"u"
            else:
                return


def characters(series: bytes) -> list[tuple[int, bytes]]:
    r"""Return the units of UTF-16 in a series of `\u`, and what stands for each in old readers, as it is written."""
    return [(int(number) & 0xFFFF, written) for number, written in _CHARACTER.findall(series)]


def text_of(series: bytes) -> str:
    r"""Return the text of a series of `\u`; halves of a surrogate pair may stand alone, NUL stands for nothing."""
    return "".join([chr(int(number) & 0xFFFF) for number in _UNIT.findall(series)]).replace("\0", "")


def has_long_fallback(series: bytes) -> bool:
    """Say whether more than one octet stands for a character in old readers."""
    return _LONG_FALLBACK.search(series) is not None


def ends_in_fallback(series: bytes) -> bool:
    """Say whether something stands for the last character in old readers."""
    return series.endswith(b"?") or series[-4:-2] == b"\\'"


def from_octets(written: bytes) -> bytes:
    r"""Return octets written as `\'xx` each; a mark stands for itself."""
    return bytes.fromhex(written.replace(b"\\'", b"").decode("ascii")) if len(written) > 1 else written


def _any_of(words: Iterable[bytes]) -> bytes:
    """Return an expression for these words, by their first letters: most others are told apart by that alone."""
    rests = defaultdict(list)
    for word in sorted(words):
        rests[word[:1]].append(word[1:])
    return (
        b"(?:"
        + b"|".join(first + b"(?:" + b"|".join(all_of) + b")" for first, all_of in rests.items())
        + b")"
    )


def _without_line_ends(text: bytes) -> bytes:
    return text.translate(None, _LINE_ENDS)


def _counts(kind: str, data: bytes) -> bool:
    r"""Say whether a word behind it counts as a character to be passed over: its last `\u` has nothing else."""
    return kind in _SPELT and data[:1] == b"\\" and not ends_in_fallback(data)


_MARKS = frozenset({BRACE, SYMBOL})
_SPELT = frozenset({CHARACTERS, GROUP})
_READ: Mapping[str, Callable[[bytes], bytes]] = {
    TEXT: _without_line_ends, OCTETS: from_octets, CHARACTERS: bytes, BRACE: bytes, SYMBOL: bytes,
    GROUP: _without_line_ends,
}  # fmt: skip
