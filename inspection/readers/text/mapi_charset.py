"""Windows code pages and font charsets of Outlook's formats, as charset names that `charset` knows."""

_PAGES = {
    936: "gb18030", 54936: "gb18030", 20936: "gb18030", 51936: "gb18030", 52936: "hz", 50227: "gb18030",
    10008: "gb18030", 950: "cp950", 10002: "cp950", 20000: "big5", 1200: "utf-16le", 1201: "utf-16be",
    12000: "utf-32le", 12001: "utf-32be", 65000: "utf-7", 65001: "utf-8", 20127: "us-ascii",
    1252: "windows-1252", 28591: "iso-8859-1", 28605: "iso-8859-15", 1251: "windows-1251",
    20866: "koi8-r", 932: "cp932", 51932: "euc-jp", 50220: "iso-2022-jp", 50221: "iso-2022-jp",
    50222: "iso-2022-jp", 949: "cp949", 51949: "euc-kr", 50225: "iso-2022-kr", 37: "cp037", 500: "cp500",
}  # fmt: skip
_FONT_CHARSETS = {0: 1252, 128: 932, 129: 949, 134: 936, 136: 950, 204: 1251}  # [MS-WMF] 2.1.1.5


def of_page(page: int) -> str:
    """Return the charset of a code page, empty where it is unknown and has to be guessed."""
    return _PAGES.get(page, "")


def of_font(number: int) -> str:
    """Return the charset that a font's charset number means, empty if it is unknown."""
    return of_page(_FONT_CHARSETS.get(number, 0))
