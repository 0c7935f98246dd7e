"""Octets of mail to text, as mail is really written: labelled wrongly, or not at all.

Chinese mail says `gb2312` and means GBK or GB18030; old programs put raw octets where RFC 2047 asks
for encoded words. Decoding here never fails: what fits no charset is shown with replacement marks,
and the sealed container holds the original beside it.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final

_WIDER: Final = {
    **dict.fromkeys(("gb2312", "gbk", "cp936", "x-gbk", "gb_2312-80", "hz-gb"), "gb18030"),
    "big5": "cp950",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
_NO_CHARSET: Final = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def to_text(data: bytes, charset: str) -> str:
    """Return `data` as text: by the named charset, else UTF-8, else GB18030, else with marks."""
    name = charset.strip().strip("'\"").lower()
    named = _WIDER.get(name, name)
    for one in (named, "utf-8", "gb18030"):
        try:
            if one not in _NO_CHARSET:
                return data.decode(one).removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def header_text(raw: bytes) -> str:
    """Return the octets of a header block as text; encoded words stay as they are."""
    return to_text(raw, "utf-8")


def decode_words(value: str) -> str:
    """Return an unstructured field value with its encoded words decoded (RFC 2047), on one line."""
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", value).strip()
    try:
        parts = decode_header(unfolded)
    except (HeaderParseError, ValueError):
        return one_line(unfolded)
    return one_line("".join(_word(data, charset) for data, charset in parts)) or one_line(unfolded)


def one_line(text: str) -> str:
    """Return `text` without control, invisible and direction-changing characters."""
    return _UNSAFE.sub("", re.sub(r"\s+", " ", text)).strip()


def _word(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        return data
    if charset is None:  # what stood between encoded words, as `decode_header` hands it back
        return data.decode("raw_unicode_escape", "replace")
    return to_text(data, charset)
