"""Excel workbooks with a number in one place: by openpyxl and XlsxWriter where they can."""

# ruff: noqa: E501  # a template is one line, however long

import io
from collections.abc import Callable
from functools import cache

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.inspection.planted import opc
from tests.inspection.planted.numbers import Places, halves
from tests.inspection.samples import saved, word

_SHEET = "<worksheet><sheetData>{}</sheetData>{}</worksheet>"
_RICH = "<r><t>{a}</t></r><r><rPr><b/></rPr><t>{b}</t></r>"
_CELLS = {
    "inline string": "<c t='inlineStr'><is><t>{n}</t></is></c>",
    "inline rich string": f"<c t='inlineStr'><is>{_RICH}</is></c>",
    "cached string result": "<c t='str'><f>A1</f><v>{n}</v></c>",
    "number as written": "<c><v>{n}</v></c>",
    "number with exponent": "<c><v>{n}E0</v></c>",
    "formula over references": '<c><f>"{n}"&amp;A1</f></c>',
    "shared formula": "<c><f t='shared' si='0'>MID(\"{n}\",1,6)</f><v>1</v></c>",
    "cell with a comment in the markup": "<c t='str'><v>{a}<!-- 9 -->{b}</v></c>",
    "cell in character references": "<c t='inlineStr'><is><t>&#49;&#49;{m}</t></is></c>",
}
_BESIDE = {
    "filter": "<autoFilter ref='A1'><filterColumn colId='0'><filters><filter val='{n}'/></filters></filterColumn></autoFilter>",
    "scenario": "<scenarios><scenario name='x'><inputCells r='A1' val='{n}'/></scenario></scenarios>",
    "protected range": "<protectedRanges><protectedRange name='_{n}' sqref='A1'/></protectedRanges>",
    "conditional format": '<conditionalFormatting><cfRule><formula>A1="{n}"</formula></cfRule></conditionalFormatting>',
    "link tip": "<hyperlinks><hyperlink ref='A1' tooltip='{n}'/></hyperlinks>",
    "link place": "<hyperlinks><hyperlink ref='A1' location='{n}'/></hyperlinks>",
    "extension": "<extLst><ext><x14:dataValidation xmlns:x14='x'><xm:f xmlns:xm='y'>\"{n}\"</xm:f></x14:dataValidation></ext></extLst>",
    "custom view header": "<customSheetViews><customSheetView><headerFooter><oddHeader>{n}</oddHeader></headerFooter></customSheetView></customSheetViews>",
}
_PARTS = {
    "rich shared string": ("xl/sharedStrings.xml", f"<sst><si>{_RICH}</si></sst>"),
    "phonetic text": ("xl/sharedStrings.xml", "<sst><si><t>x</t><rPh sb='0' eb='1'><t>{n}</t></rPh></si></sst>"),
    "pivot cache": ("xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition><sharedItems><s v='{n}'/></sharedItems></pivotCacheDefinition>"),
    "pivot record": ("xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords><r><n v='{n}'/></r></pivotCacheRecords>"),
    "external link cache": ("xl/externalLinks/externalLink1.xml", "<externalLink><sheetDataSet><sheetData><row><cell t='str'><v>{n}</v></cell></row></sheetData></sheetDataSet></externalLink>"),
    "threaded comment": ("xl/threadedComments/threadedComment1.xml", "<ThreadedComments><threadedComment><text>{n}</text></threadedComment></ThreadedComments>"),
    "old comment over runs": ("xl/comments1.xml", f"<comments><commentList><comment><text>{_RICH}</text></comment></commentList></comments>"),
    "comment author": ("xl/comments1.xml", "<comments><authors><author>{n}</author></authors></comments>"),
    "drawing text": ("xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr='x' xmlns:a='a'><xdr:txBody><a:p><a:r><a:t>{a}</a:t></a:r><a:r><a:t>{b}</a:t></a:r></a:p></xdr:txBody></xdr:wsDr>"),
    "alternate text": ("xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr='x'><xdr:cNvPr id='2' name='x' descr='{n}'/></xdr:wsDr>"),
    "VML drawing": ("xl/drawings/vmlDrawing1.vml", "<xml><v:shape xmlns:v='v'><v:textbox><div><font>{a}</font><b>{b}</b></div></v:textbox></v:shape></xml>"),
    "connection": ("xl/connections.xml", "<connections><connection name='x'><dbPr command='SELECT {n}'/></connection></connections>"),
    "query table": ("xl/queryTables/queryTable1.xml", "<queryTable name='{n}'/>"),
    "chart cache": ("xl/charts/chart1.xml", "<c:chart xmlns:c='c'><c:strCache><c:pt><c:v>{n}</c:v></c:pt></c:strCache></c:chart>"),
    "table column": ("xl/tables/table1.xml", "<table><tableColumns><tableColumn name='{n}'/></tableColumns></table>"),
    "custom XML": ("customXml/item1.xml", "<a>{n}</a>"),
    "link target": ("xl/worksheets/_rels/sheet1.xml.rels", "<Relationships><Relationship Id='r' Type='t' Target='mailto:a@example.com?subject={n}'/></Relationships>"),
    "revision log": ("xl/revisions/revisionLog1.xml", "<revisions><rcc><oc t='inlineStr'><is><t>{n}</t></is></oc></rcc></revisions>"),
    "printer settings": ("xl/printerSettings/printerSettings1.bin", "\x00\x01\x02 Printer {n}\x00\x01"),
    "cell style name": ("xl/styles.xml", "<styleSheet><cellStyles><cellStyle name='{n}'/></cellStyles></styleSheet>"),
    "number format": ("xl/styles.xml", "<styleSheet><numFmts><numFmt formatCode='&quot;{n}&quot;'/></numFmts></styleSheet>"),
}  # fmt: skip


@cache
def _base() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "x"
    return saved(book.save)


def _sheet(cells: str = "", beside: str = "") -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        first, second = halves(number)
        text = _SHEET.format(f"<row>{cells}</row>", beside)
        for name, value in (("{n}", number), ("{a}", first), ("{b}", second), ("{m}", number[2:])):
            text = text.replace(name, value)
        return opc.with_parts(_base(), {"xl/worksheets/sheet2.xml": text.encode()})

    return make


def _written(write: Callable[[openpyxl.Workbook, str], None]) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        book = openpyxl.Workbook()
        write(book, number)
        return saved(book.save)

    return make


def _put(book, number: str, *, state: str = "visible") -> None:
    sheet = book.create_sheet("other")
    sheet.sheet_state = state
    sheet["C3"] = number


def _hidden_column(book, number: str) -> None:
    book.active["D4"] = number
    book.active.column_dimensions["D"].hidden = True
    book.active.row_dimensions[4].hidden = True


def _validation(book, number: str) -> None:
    rule = DataValidation(type="list", formula1=f'"{number},x"')
    book.active.add_data_validation(rule)
    rule.add("A1")


def _prompt(book, number: str) -> None:
    rule = DataValidation(type="whole", formula1="1", prompt=number)
    book.active.add_data_validation(rule)
    rule.add("A1")


def _defined_name(book, number: str) -> None:
    book.defined_names["x"] = DefinedName("x", attr_text=f'"{number}"')


def _comment(book, number: str) -> None:
    book.active["A1"].comment = Comment(number, "x")


def _header(book, number: str) -> None:
    book.active.oddHeader.center.text = number


def _formula(book, number: str) -> None:
    book.active["A1"] = f'=CONCATENATE("{number}","x")'


def _title(book, number: str) -> None:
    book.properties.title = number


def _sheet_name(book, number: str) -> None:
    book.active.title = number


def _streamed(write: Callable[[xlsxwriter.Workbook, str], None], **options: object) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
            write(book, number)
        return buffer.getvalue()

    return make


def _rich(book, number: str) -> None:
    first, second = halves(number)
    book.add_worksheet().write_rich_string("A1", first, book.add_format({"bold": True}), second)


def _text_box(book, number: str) -> None:
    book.add_worksheet().insert_textbox("A1", number)


def _chart_title(book, number: str) -> None:
    sheet = book.add_worksheet()
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
    chart.set_title({"name": number})
    sheet.insert_chart("A1", chart)


def _custom_property(book, number: str) -> None:
    book.add_worksheet()
    book.set_custom_property("x", number)


def _link(book, number: str) -> None:
    book.add_worksheet().write_url("A1", f"https://example.com/{number}", string="x")


def _column(book, number: str) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "证件号码"])
    sheet.write_row(1, 0, ["张三", number])


PLACES: Places = {
    **{name: _sheet(cells=cell) for name, cell in _CELLS.items()},
    **{name: _sheet(beside=beside) for name, beside in _BESIDE.items()},
    **{name: opc.parts_of(_base, part, template) for name, (part, template) in _PARTS.items()},
    "cell": _written(_put),
    "hidden sheet": _written(lambda book, number: _put(book, number, state="hidden")),
    "very hidden sheet": _written(lambda book, number: _put(book, number, state="veryHidden")),
    "hidden row and column": _written(_hidden_column),
    "validation list": _written(_validation),
    "validation prompt": _written(_prompt),
    "defined name": _written(_defined_name),
    "comment": _written(_comment),
    "header": _written(_header),
    "formula": _written(_formula),
    "title": _written(_title),
    "sheet name": _written(_sheet_name),
    "rich string": _streamed(_rich),
    "text box": _streamed(_text_box),
    "chart title": _streamed(_chart_title),
    "custom property": _streamed(_custom_property),
    "link": _streamed(_link),
    "column of a table": _streamed(_column),
    "constant memory": _streamed(_column, constant_memory=True),
    "embedded document": lambda number: opc.with_parts(_base(), {"xl/embeddings/oleObject1.bin": word(number)}),
}  # fmt: skip
