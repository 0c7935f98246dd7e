"""Shared strings: texts over runs, how they are pronounced, and which no cell uses."""

import pytest

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.workbook.xlsx_strings import SharedStrings
from tests.inspection.samples import ID


def loaded(items: str) -> SharedStrings:
    strings = SharedStrings()
    strings.load(f"<?xml version='1.0'?><sst>{items}</sst>".encode(), extractor.new_walk(Limits()))
    return strings


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ("<si><t>a</t></si><si><t xml:space='preserve'> b </t></si>", ["a", " b "]),
        ("<si><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></si>", ["ab"]),
        ("<si><t>&lt;&#x31;</t></si>", ["<1"]),
        ("<si><t/></si><si/><si><t>a</t></si>", ["", "", "a"]),
        ("<si><t>a<!-- 9 -->b</t></si>", ["ab"]),
        ("<x:si xmlns:x='x'><x:t>a</x:t></x:si>", ["a"]),
        ("<si><t>a</t><rPh><t>b</t></rPh></si>", ["a"]),
        ("<si><t>a<b/>c</t></si>", ["ac"]),
        ("<si>a</si>", ["a"]),
        ("", []),
    ],
)
def test_strings_however_they_are_written(items: str, texts: list[str]) -> None:
    assert loaded(items).texts == texts


def test_what_cells_did_not_use_and_what_is_pronounced() -> None:
    strings = loaded("<si><t>a</t></si><si><t>b</t><rPh><t>c</t></rPh></si>")
    assert strings.get("1", extractor.new_walk(Limits())) == "b"
    assert (strings.unused(), strings.spoken) == (["a"], ["c"])


@pytest.mark.parametrize("number", ["7", "-1", "x", ""])
def test_a_number_of_no_string_is_told(number: str) -> None:
    walk = extractor.new_walk(Limits())
    assert (loaded("<si><t>a</t></si>").get(number, walk), walk.reason) == ("", "malformed:xlsx")


def test_a_broken_part_is_told_and_keeps_what_was_read() -> None:
    strings = SharedStrings()
    with pytest.raises(Unreadable):
        strings.load(f"<sst><si><t>{ID}</t></si><si>".encode(), extractor.new_walk(Limits()))
    assert strings.texts == [ID]
