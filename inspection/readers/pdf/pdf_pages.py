"""The text that pdfium shows of each page.

By the library's own calls: the objects that its wrapper makes of every page cost a sixth of the time.
"""

import ctypes
import re

import pypdfium2
from pypdfium2 import raw

# U+FFFE and U+0002 stand for a hyphen at a line's end, which is no part of the word.
_HYPHEN = re.compile("[\ufffe\x02]\r?\n?")
_ROOM = 1 << 14  # characters of nearly all pages
# One for all pages of this process, which reads one after the other: to make an array of a new size is to make a type.
_BUFFER = (ctypes.c_ushort * _ROOM)()


def text_of(document: pypdfium2.PdfDocument, number: int) -> str | None:
    """Return the text of a page by its index, None if pdfium cannot tell it."""
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return None
        try:
            text = _shown(text_page)
        finally:
            raw.FPDFText_ClosePage(text_page)
    finally:
        raw.FPDF_ClosePage(page)
    return text and _HYPHEN.sub("", text)


def _shown(text_page: object) -> str | None:
    """Return all characters but those that are left out of the text, None if the count of them is not kept to.

    The range must begin and end with characters that are shown, or more is written than was asked for
    (https://crbug.com/pdfium/2079).
    """
    first, last = 0, raw.FPDFText_CountChars(text_page) - 1
    while first <= last and (start := raw.FPDFText_GetTextIndexFromCharIndex(text_page, first)) < 0:
        first += 1
    while first <= last and (end := raw.FPDFText_GetTextIndexFromCharIndex(text_page, last)) < 0:
        last -= 1
    if first > last:
        return ""
    room = end + 2 - start  # with a NUL at the end
    buffer = _BUFFER if room <= _ROOM else (ctypes.c_ushort * room)()
    written = raw.FPDFText_GetText(text_page, first, last + 1 - first, buffer)
    if not 0 < written <= room:
        return None
    return ctypes.string_at(buffer, 2 * (written - 1)).decode("utf-16-le", "ignore")
