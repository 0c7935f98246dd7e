"""Text of mainframes, by its octets alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import charset_ebcdic
from tests.inspection.samples import ID, Reading

LIST = f"CUSTOMER LI MING       ID {ID}  BALANCE 1,250.00\n" * 3


@pytest.mark.parametrize("page", ["cp037", "cp500", "cp1140"])
@pytest.mark.parametrize("line_end", [b"\x15", b"\x25", b"\r\x25", b""])
def test_a_list_in_each_page(page: str, line_end: bytes) -> None:
    content = b"".join(line.encode(page) + line_end for line in LIST.splitlines())
    assert ID in charset_ebcdic.text(content)
    assert ID in Reading(content).primary


def test_chinese_between_single_octets_is_left_out() -> None:
    content = f"ID {ID}".encode("cp037") + b"\x0e\x4c\x41\x59\x88\x0f" + " OPEN".encode("cp037")
    assert charset_ebcdic.text(content) == f"ID {ID}  OPEN"


@pytest.mark.parametrize("name", ["gb18030", "big5", "utf-8", "cp932", "cp949", "cp1251"])
def test_other_charsets_are_none(name: str) -> None:
    words = {"cp949": "신분증 번호 ", "cp1251": "паспорт гражданина ", "cp932": "身分証番号です "}
    assert charset_ebcdic.text((words.get(name, "客戶 張三 ") * 20).encode(name)) == ""


@given(content=st.binary(max_size=200))
def test_any_octets_are_looked_at_without_failing(content: bytes) -> None:
    charset_ebcdic.text(content)
