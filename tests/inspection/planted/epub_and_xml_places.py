"""Books (EPUB), drawings (Visio) and the XML of Office 2003 with a number in one place."""

# ruff: noqa: E501  # a template is one line, however long

import base64
from collections.abc import Callable

from tests.inspection.planted import opc
from tests.inspection.planted.numbers import Places, filled
from tests.inspection.samples import pdf

_CONTAINER = b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>"
_XHTML = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title>{}</head><body>{}</body></html>"
_EPUB = {
    "page": ("OEBPS/a.xhtml", _XHTML.format("", "<p>{a}<b>{b}</b></p>")),
    "hidden text": ("OEBPS/a.xhtml", _XHTML.format("", "<p hidden='hidden'>{n}</p>")),
    "attribute": ("OEBPS/a.xhtml", _XHTML.format("", "<p data-x='{n}'>x</p>")),
    "page comment": ("OEBPS/a.xhtml", _XHTML.format("", "<!-- {n} -->")),
    "metadata": ("OEBPS/content.opf", "<package><metadata><dc:title xmlns:dc='d'>{n}</dc:title></metadata></package>"),
    "navigation": ("OEBPS/toc.ncx", "<ncx><navPoint><navLabel><text>{n}</text></navLabel></navPoint></ncx>"),
    "style": ("OEBPS/a.css", "p::after {{ content: '{n}' }}"),
    "script": ("OEBPS/a.js", "var x = '{n}';"),
    "drawing": ("OEBPS/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text><tspan>{a}</tspan><tspan>{b}</tspan></text></svg>"),
}  # fmt: skip


def _book(name: str, template: str) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        members = {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            "OEBPS/content.opf": b"<package/>",
            name: filled(template, number),
        }
        return opc.package(members, stored=("mimetype",))

    return make


_VISIO_TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
_SHAPE = "<PageContents><Shapes><Shape ID='1'>{}</Shape></Shapes></PageContents>"
_VISIO = {
    "shape": ("visio/pages/page1.xml", _SHAPE.format("<Text><cp IX='0'/>{n}</Text>")),
    "runs of a shape": ("visio/pages/page1.xml", _SHAPE.format("<Text>{a}<cp IX='1'/>{b}</Text>")),
    "field of a shape": ("visio/pages/page1.xml", _SHAPE.format("<Text>{a}<fld IX='0'>{b}</fld></Text>")),
    "shape data": ("visio/pages/page1.xml", _SHAPE.format("<Section N='Property'><Row><Cell N='Value' V='{n}'/></Row></Section>")),
    "master": ("visio/masters/master1.xml", "<MasterContents><Shapes><Shape><Text>{a}<pp IX='0'/>{b}</Text></Shape></Shapes></MasterContents>"),
    "page name": ("visio/pages/pages.xml", "<Pages><Page Name='{n}'/></Pages>"),
    "comment": ("visio/comments.xml", "<Comments><CommentEntry>{n}</CommentEntry></Comments>"),
    "data recordset": ("visio/data/recordset1.xml", "<xml><rs:data xmlns:rs='r'><z:row xmlns:z='z' c0='{n}'/></rs:data></xml>"),
    "property": ("docProps/core.xml", "<coreProperties><title>{n}</title></coreProperties>"),
}  # fmt: skip


def _drawing(name: str, template: str) -> Callable[[str], bytes]:
    return lambda number: opc.package(
        {
            "[Content_Types].xml": _VISIO_TYPES,
            "visio/document.xml": b"<VisioDocument/>",
            name: filled(template, number),
        }
    )


_WORD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><?mso-application progid='Word.Document'?>"
    "<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml' xmlns:o='urn:schemas-microsoft-com:office:office'>"
    "{}</w:wordDocument>"
)
_EXCEL = (
    "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>"
    "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"
    "<Worksheet ss:Name='x'><Table>{}</Table></Worksheet></Workbook>"
)
_VDX = "<?xml version='1.0'?><VisioDocument xmlns='http://schemas.microsoft.com/visio/2003/core'>{}</VisioDocument>"
_RUNS = "<w:p><w:r><w:t>{a}</w:t></w:r><w:r><w:t>{b}</w:t></w:r></w:p>"
_XML = {
    "word-xml runs": _WORD.format(f"<w:body>{_RUNS}</w:body>"),
    "word-xml header": _WORD.format(f"<w:body><w:sectPr><w:hdr>{_RUNS}</w:hdr></w:sectPr></w:body>"),
    "word-xml property": _WORD.format("<o:DocumentProperties><o:Title>{n}</o:Title></o:DocumentProperties>"),
    "word-xml table": _WORD.format("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>证号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
    "excel-xml cell": _EXCEL.format("<Row><Cell><Data ss:Type='String'>{n}</Data></Cell></Row>"),
    "excel-xml rich cell": _EXCEL.format("<Row><Cell ss:Index='5'><Data ss:Type='String'>{a}<B xmlns='http://www.w3.org/TR/REC-html40'>{b}</B></Data></Cell></Row>"),
    "excel-xml formula": _EXCEL.format("<Row><Cell ss:Formula='=\"{n}\"'><Data ss:Type='String'>y</Data></Cell></Row>"),
    "excel-xml comment": _EXCEL.format("<Row><Cell><Comment ss:Author='y'><Data>{a}<B xmlns='http://www.w3.org/TR/REC-html40'>{b}</B></Data></Comment></Cell></Row>"),
    "excel-xml sheet name": _EXCEL.replace("ss:Name='x'", "ss:Name='{n}'").replace("{}", ""),
    "visio-xml shape": _VDX.format("<Shape><Text>{a}<cp IX='0'/>{b}</Text></Shape>"),
}  # fmt: skip


def _packed(number: str) -> bytes:
    data = base64.encodebytes(pdf(number)).decode()
    return _WORD.format(
        f"<w:body><w:p><w:r><w:pict><w:binData w:name='wordml://1.bin'>{data}</w:binData></w:pict></w:r></w:p></w:body>"
    ).encode()


PLACES: Places = {
    **{f"epub {name}": _book(part, template) for name, (part, template) in _EPUB.items()},
    **{f"vsdx {name}": _drawing(part, template) for name, (part, template) in _VISIO.items()},
    **{name: (lambda number, template=template: filled(template, number)) for name, template in _XML.items()},
    "word-xml embedded PDF": _packed,
}  # fmt: skip
