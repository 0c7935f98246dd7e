"""Workbooks by openpyxl, and the forms that other writers use."""

import pytest

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading, archive, excel, excel_with_places

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"


def workbook(rows: str, strings: str = "") -> bytes:
    members = {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": SHEET.format(rows).encode()}
    if strings:
        members["xl/sharedStrings.xml"] = f"<sst>{strings}</sst>".encode()
    return archive(members)


def test_rows_are_lines_and_cells_columns() -> None:
    reading = Reading(excel(ID))
    assert f"姓名\t身份证号\n张三\t{ID}" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert reading.walk.format == "xlsx"


def test_each_place_is_read() -> None:
    reading = Reading(excel_with_places())
    for value in ("in-cell", "in-formula", "in-comment", "in-header", "in-footer", "in-hidden", "in-title",
                  "13800138000", "S-cell-name", "hidden-sheet"):  # fmt: skip
        assert value in reading.primary, value
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize(
    ("cell", "strings", "shown"),
    [
        ('<c t="s"><v>0</v></c>', f"<si><t>{ID}</t></si>", ID),
        (
            '<c t="s"><v>0</v></c>',
            f"<si><r><t>{ID[:9]}</t></r><r><t>{ID[9:]}</t></r><rPh><t>x</t></rPh></si>",
            ID,
        ),
        (f'<c t="inlineStr"><is><r><t>{ID[:9]}</t></r><r><t>{ID[9:]}</t></r></is></c>', "", ID),
        (f'<c t="str"><f>"x"&amp;A1</f><v>{ID}</v></c>', "", ID),
        (f"<c><v>{ID}</v></c>", "", ID),
        ("<c><v>1.3800138E10</v></c>", "", "13800138000"),
        ("<c><v>1.10101199003074E+17</v></c>", "", "110101199003074000"),
        ("<c><v>1.5E-3</v></c>", "", "1.5E-3"),
        ("<c><v>12.50</v></c>", "", "12.50"),
    ],
)
def test_a_cell_of_each_kind(cell: str, strings: str, shown: str) -> None:
    reading = Reading(workbook(f"<row>{cell}</row>", strings))
    sheet = next(
        s for s in reading.segments if s.place and s.place[-1].kind == "sheet" and s.origin == "text"
    )
    assert sheet.text == shown


def test_columns_keep_their_places() -> None:
    row = '<row><c r="A1" t="str"><v>a</v></c><c r="D1" t="str"><v>d</v></c></row>'
    assert "a\t\t\td" in Reading(workbook(row)).primary


def test_shared_strings_that_no_cell_uses_are_read() -> None:
    reading = Reading(workbook("<row/>", f"<si><t>{ID}</t></si>"))
    assert ID in reading.text


def test_an_index_beyond_the_shared_strings_is_told() -> None:
    reading = Reading(workbook('<row><c t="s"><v>7</v></c></row>', f"<si><t>{ID}</t></si>"))
    assert reading.walk.reason == "malformed:xlsx"
    assert ID in reading.text


def test_a_long_sheet_comes_in_windows_under_its_header() -> None:
    rows = "".join(f'<row><c t="str"><v>{text}</v></c></row>' for text in ["证件", *["x" * 50] * 100, ID])
    reading = Reading(workbook(rows), limits=Limits(window=1000))
    windows = [s.text for s in reading.segments if s.origin == "text"]
    assert len(windows) > 3
    assert all(text.startswith("证件") for text in windows)
    assert ID in windows[-1]


def test_a_sheet_without_a_header_repeats_no_row() -> None:
    rows = "".join(f'<row><c t="str"><v>{text}</v></c></row>' for text in [ID, "second", *["x" * 50] * 100])
    reading = Reading(workbook(rows), limits=Limits(window=1000))
    assert reading.text.count("second") == 1


def test_a_broken_sheet_is_told_and_read_as_far_as_it_goes() -> None:
    reading = Reading(workbook(f'<row><c t="str"><v>{ID}</v></c></row></sheetData><row>'))
    assert reading.walk.reason == "malformed:xml"
    assert ID in reading.text


def test_a_bomb_of_empty_columns_stays_small() -> None:
    rows = '<row><c r="XFD1" t="str"><v>x</v></c></row>' * 5000
    assert len(Reading(workbook(rows)).text) < 2_000_000


def test_what_newer_versions_added_and_comments_in_the_markup_are_read() -> None:
    rows = f"<row><c t='str'><v>{ID[:6]}<!-- in-markup -->{ID[6:]}</v></c></row>"
    added = "<ext><x:formula1 xmlns:x='x'><y:f xmlns:y='y'>in-extension</y:f></x:formula1></ext>"
    reading = Reading(workbook(f"{rows}</sheetData><extLst>{added}</extLst><sheetData>"))
    for value in (ID, "in-markup", "in-extension"):
        assert value in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize(
    "written", ["&amp;C{}", "&amp;L&amp;&quot;Arial,Bold&quot;&amp;14 {}&amp;R&amp;P", "&amp;K00FF00{}"]
)
def test_codes_of_headers_are_no_part_of_their_text(written: str) -> None:
    header = f"<headerFooter><oddHeader>{written.format(ID)}</oddHeader></headerFooter>"
    reading = Reading(
        archive(
            {
                "[Content_Types].xml": b"",
                "xl/worksheets/sheet1.xml": (f"<worksheet><sheetData/>{header}</worksheet>").encode(),
            }
        )
    )
    assert ID in [line.strip() for line in reading.primary.split("\n")]


def test_a_string_of_a_cell_is_told_in_its_cell_only() -> None:
    reading = Reading(workbook('<row><c t="s"><v>0</v></c></row>', f"<si><t>{ID}</t></si>"))
    assert len([segment for segment in reading.segments if ID in segment.text]) == 1
