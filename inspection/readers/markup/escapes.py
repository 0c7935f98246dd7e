r"""Characters written as codes in data and programs: `\u0031`, `\u{31}`, `\x31` and `%31`."""

import re
from urllib.parse import unquote

_CODE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2}))")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}){3}")
_UNICODE_END = 0x10FFFF


def resolved(text: str) -> str:
    r"""Return the text with every such code as the character it stands for; empty if there is none.

    Two codes that are halves of one character are joined, a lone half is replaced (ECMA-262, 12.9.4).
    Percent codes (RFC 3986, 2.1) count from three in a row, and are UTF-8 or else GB18030.

    >>> resolved(r"\u0031\x32 %E5%BC%A0"), resolved("100%")
    ('12 张', '')
    """
    if "\\" not in text and "%" not in text:
        return ""
    plain = _CODE.sub(_character, text) if "\\" in text else text
    if plain != text:
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
