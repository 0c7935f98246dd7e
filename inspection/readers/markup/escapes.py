r"""Characters written as codes in data and programs: `\u0031`, `\u{31}`, `\x31` and `%31`; colours of a terminal."""

import re
from urllib.parse import unquote

_CODE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2}))")
_PERCENT = re.compile("%[0-9a-fA-F]{2}" * 3)  # in a group its first letter would not be searched for
_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # a control sequence (ECMA-48, 5.4)
_UNICODE_END = 0x10FFFF


def resolved(text: str) -> str:
    r"""Return the text with every such code as the character it stands for; empty if there is none.

    What only colours the text on a terminal is left out.
    Two codes that are halves of one character are joined, a lone half is replaced (ECMA-262, 12.9.4).
    Percent codes (RFC 3986, 2.1) count from three in a row, and are UTF-8 or else GB18030.

    >>> resolved(r"\u0031\x32 %E5%BC%A0"), resolved("100%")
    ('12 张', '')
    """
    if "\\" not in text and "%" not in text and "\x1b" not in text:
        return ""
    bare = _COLOUR.sub("", text) if "\x1b" in text else text
    plain = _CODE.sub(_character, bare) if "\\" in bare else bare
    if plain != bare:
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _PERCENT.search(plain):
        plain = _unquoted(plain)
    return "" if plain == text else plain


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3], 16)
    return chr(code) if code <= _UNICODE_END else match[0]


def _unquoted(text: str) -> str:
    plain = unquote(text, errors="replace")
    return unquote(text, "gb18030", "replace") if "\ufffd" in plain and "\ufffd" not in text else plain
