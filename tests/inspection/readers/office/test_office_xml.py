"""Office documents that are one XML file: rows as rows, runs as one word."""

from inspection.readers.office import office_xml
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID

_SS = "xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'"


def test_an_excel_row_has_its_columns_where_they_are() -> None:
    row = "<Row><Cell><Data>a</Data></Cell><Cell ss:Index='4'><Data>b</Data><Comment>c</Comment></Cell></Row>"
    reading = Alone(office_xml.read_excel, f"<Workbook {_SS}><Table>{row}</Table></Workbook>".encode())
    assert reading.shown == "c\na\t\t\tb"


def test_word_runs_are_one_word() -> None:
    runs = f"<w:p><w:r><w:t>{ID[:5]}</w:t></w:r><w:r><w:t>{ID[5:]}</w:t></w:r></w:p>"
    reading = Alone(office_xml.read_word, f"<w:wordDocument xmlns:w='w'>{runs}</w:wordDocument>".encode())
    assert reading.shown == ID
