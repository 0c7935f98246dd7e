"""Values of address books in LDIF (RFC 2849): folded over lines, and in base64 where they are not ASCII."""

import binascii
import re

_FOLD = re.compile(r"\r?\n (?=\S)")
_CODED = re.compile(r"(?m)^([A-Za-z][\w.;-]{0,99}):: {0,8}([A-Za-z0-9+/]{2,}={0,2})[ \t]*$")


def resolved(text: str) -> str:
    r"""Return the text with such values in the clear; empty if there is none.

    >>> resolved("dn:: 5byg5LiJ\nmobile: 138")
    'dn: 张三\nmobile: 138'
    """
    if ":: " not in text:
        return ""
    plain, count = _CODED.subn(_decoded, _FOLD.sub("", text).replace("\r\n", "\n"))
    return plain if count else ""


def _decoded(match: re.Match[str]) -> str:
    try:
        return f"{match[1]}: {binascii.a2b_base64(match[2]).decode()}"
    except (binascii.Error, UnicodeDecodeError):
        return match[0]
