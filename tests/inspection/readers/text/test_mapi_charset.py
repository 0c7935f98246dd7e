"""Code pages as Windows numbers them; what is unknown has to be guessed."""

import pytest

from inspection import charset
from inspection.readers.text import mapi_charset

WORDS = {936: ("身份证号码", "gbk"), 950: ("身份證號碼", "big5"), 65001: ("身份证号码", "utf-8"),
         54936: ("身份证号码", "gb18030"), 932: ("証明", "cp932"), 949: ("증명", "cp949")}  # fmt: skip


@pytest.mark.parametrize("page", WORDS)
def test_a_code_page_reads_its_text(page: int) -> None:
    words, codec = WORDS[page]
    assert charset.decode(words.encode(codec), mapi_charset.of_page(page))[0].text == words


def test_every_code_page_is_a_charset_that_is_loaded() -> None:
    assert [
        page for page in range(65536) if (name := mapi_charset.of_page(page)) and not charset.canonical(name)
    ] == []


def test_fonts_of_chinese_text() -> None:
    assert [mapi_charset.of_font(number) for number in (134, 136, 0, 77)] == [
        "gb18030",
        "cp950",
        "windows-1252",
        "",
    ]
