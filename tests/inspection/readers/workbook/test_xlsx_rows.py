"""Rows of a sheet: read by expression where it is written as usual, and by the parser where it is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.workbook.xlsx_rows import by_expression, by_parser, plain_number
from inspection.readers.workbook.xlsx_strings import SharedStrings


def sheet(rows: str) -> bytes:
    return f"<worksheet xmlns:x='x'><sheetData>{rows}</sheetData></worksheet>".encode()


def strings() -> SharedStrings:
    shared = SharedStrings()
    shared.texts = ["zero", "one"]
    return shared


def parsed(rows: str) -> tuple[list[str], list[str]]:
    formulas: list[str] = []
    return list(by_parser(sheet(rows), strings(), extractor.new_walk(Limits()), formulas)), formulas


def expressed(rows: str) -> tuple[list[str], list[str]] | None:
    return by_expression(sheet(rows), strings(), extractor.new_walk(Limits()))


USUAL = [
    '<c r="A1" s="1" t="s"><v>1</v></c>',
    '<c r="C1"><v>1.38E10</v></c>',
    '<c r="D1" t="n"><v>12.50</v></c>',
    '<c r="E1" t="str"><f>"x"&amp;A1</f><v>a&lt;b</v></c>',
    '<c r="F1" t="inlineStr"><is><t xml:space="preserve">a&#49;</t></is></c>',
    '<c r="G1" s="2"/>',
    '<c r="H1"><f t="shared" si="0"/><v>3</v></c>',
    '<c t="b"><v>1</v></c>',
    '<c r="K1" t="e"><v>#N/A</v></c>',
    '<c r="L1" s="1"><v/></c>',
    "<c></c>",
]
UNUSUAL = [
    "<c r='A1' t='str'><v>a</v></c>",
    '<c s="1" r="B1" t="str"><v>a</v></c>',
    '<c r="A1" t="str"><v>a<!-- 9 -->b</v></c>',
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
    '<c r="A1" t="str"><v>a</v><extLst><ext>b</ext></extLst></c>',
    '<x:c r="A1" t="str"><x:v>a</x:v></x:c>',
    '<c r="A1" t="str"><v><![CDATA[a]]></v></c>',
    'between<c r="A1" t="str"><v>a</v></c>',
]


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(USUAL), max_size=5), max_size=4))
def test_both_ways_read_a_usual_sheet_alike(rows: list[list[str]]) -> None:
    written = "".join(f'<row r="{number}">{"".join(cells)}</row>\n' for number, cells in enumerate(rows, 1))
    assert expressed(written) == parsed(written)


@pytest.mark.parametrize("cell", UNUSUAL)
def test_an_unusual_cell_is_left_to_the_parser(cell: str) -> None:
    assert expressed(f"<row>{USUAL[0]}</row><row>{cell}</row>") is None
    assert "a" in "".join(parsed(f"<row>{cell}</row>")[0])


@pytest.mark.parametrize(
    "rows", ["<row/>", "<row>", "<row></row>x", "</sheetData><sheetData>", "<row><row></row></row>"]
)
def test_unusual_rows_are_left_to_the_parser(rows: str) -> None:
    assert expressed(rows) is None


def test_columns_keep_their_places() -> None:
    assert parsed(f"<row>{USUAL[0]}{USUAL[1]}</row>")[0] == ["one\t\t13800000000"]
    assert len(parsed('<row><c r="XFD1" t="str"><v>a</v></c></row>')[0][0]) < 100


def test_formulas_stand_aside() -> None:
    assert parsed(f"<row>{USUAL[3]}</row>") == (["\t\t\t\ta<b"], ['"x"&A1'])


def test_a_broken_sheet_gives_the_rows_before() -> None:
    rows = by_parser(sheet(f"<row>{USUAL[2]}</row><row>")[:-20], strings(), extractor.new_walk(Limits()), [])
    assert next(rows) == "\t\t\t12.50"
    with pytest.raises(Unreadable):
        next(rows)


@settings(max_examples=20)
@given(st.integers(0, 10**18))
def test_an_exponent_is_written_out(number: int) -> None:
    assert plain_number(f"{number}E0") == str(number)
    assert plain_number(f"{number / 1e3:.17E}").isascii()
