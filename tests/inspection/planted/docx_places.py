"""Word documents with a number in one place: by python-docx where it can, else by editing the package."""

# ruff: noqa: E501  # a template is one line, however long

import io
import zipfile
from collections.abc import Callable
from functools import cache

import docx

from tests.inspection.planted import opc
from tests.inspection.planted.numbers import Places, filled, halves
from tests.inspection.samples import excel, mail, pdf, saved

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_A, _B = "<w:r><w:t>{a}</w:t></w:r>", "<w:r><w:t>{b}</w:t></w:r>"
_RUN = "<w:r><w:t>{n}</w:t></w:r>"
_DELETED = "<w:del w:id='1'><w:r><w:delText>{}</w:delText></w:r></w:del>"
_FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
_BOX = f"<w:txbxContent><w:p>{_A}{_B}</w:p></w:txbxContent>"

# Inside one paragraph of the body.
_IN_LINE = {
    "runs": f"{_A}{_B}",
    "spelling marks": f"{_A}<w:proofErr w:type='spellStart'/>{_B}<w:proofErr w:type='spellEnd'/>",
    "bookmarks": f"{_A}<w:bookmarkStart w:id='0' w:name='b'/>{_B}<w:bookmarkEnd w:id='0'/>",
    "smart tag": f"<w:smartTag w:element='x'>{_A}</w:smartTag>{_B}",
    "rendered page break": "<w:r><w:t>{a}</w:t><w:lastRenderedPageBreak/><w:t>{b}</w:t></w:r>",
    "comment marks": f"{_A}<w:commentRangeStart w:id='1'/>{_B}<w:commentRangeEnd w:id='1'/>",
    "soft hyphen": "<w:r><w:t>{a}</w:t><w:softHyphen/><w:t>{b}</w:t></w:r>",
    "ruby base": f"<w:r><w:ruby><w:rt><w:r><w:t> 某 </w:t></w:r></w:rt><w:rubyBase>{_A}</w:rubyBase></w:ruby></w:r>{_B}",
    "ruby text": f"<w:r><w:ruby><w:rt>{_RUN}</w:rt><w:rubyBase><w:r><w:t> 某 </w:t></w:r></w:rubyBase></w:ruby></w:r>",
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{n}</w:t></w:r>",
    "insertion": f"<w:ins w:id='1'>{_A}</w:ins>{_B}",
    "deletion": _DELETED.format("{n}"),
    "half deleted": f"{_A}{_DELETED.format('{b}')}",
    "around a deletion": f"{_A}{_DELETED.format('999')}{_B}",
    "moved from": "<w:moveFrom w:id='1'><w:r><w:delText>{n}</w:delText></w:r></w:moveFrom>",
    "moved to": f"<w:moveTo w:id='1'>{_RUN}</w:moveTo>",
    "field code": f"{_FIELD.format('begin')}<w:r><w:instrText>QUOTE {{a}}</w:instrText></w:r>"
    f"<w:r><w:instrText>{{b}}</w:instrText></w:r>{_FIELD.format('end')}",
    "deleted field code": "<w:del w:id='1'><w:r><w:delInstrText>QUOTE {n}</w:delInstrText></w:r></w:del>",
    "field result": f"{_FIELD.format('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{_FIELD.format('separate')}"
    f"{_A}{_B}{_FIELD.format('end')}",
    "text before a field": f"{_A}{_FIELD.format('begin')}<w:r><w:instrText> QUOTE x </w:instrText></w:r>"
    f"{_FIELD.format('separate')}{_B}{_FIELD.format('end')}",
    "simple field code": "<w:fldSimple w:instr='QUOTE {n}'><w:r><w:t>x</w:t></w:r></w:fldSimple>",
    "simple field result": f"<w:fldSimple w:instr='DATE'>{_A}</w:fldSimple>{_B}",
    "form field default": "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:textInput><w:default w:val='{n}'/>"
    "</w:textInput></w:ffData></w:fldChar></w:r>",
    "VML text box": f"<w:r><w:pict><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict></w:r>",
    "VML text path": "<w:r><w:pict><v:shape><v:textpath string='{n}'/></v:shape></w:pict></w:r>",
    "drawing text box": f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{_BOX}</wps:txbx>"
    f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>",
    "text in a fallback only": f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    "alternate text": "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='p' descr='card {n}'/></wp:inline></w:drawing></w:r>",
    "alternate title": "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='p' title='{n}'/></wp:inline></w:drawing></w:r>",
    "content control": f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{_A}</w:sdtContent></w:sdt>{_B}",
    "content control name": "<w:sdt><w:sdtPr><w:alias w:val='{n}'/></w:sdtPr><w:sdtContent/></w:sdt>",
    "content control list": "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='x' w:value='{n}'/></w:dropDownList>"
    "</w:sdtPr><w:sdtContent/></w:sdt>",
    "formula": "<m:oMath><m:r><m:t>{a}</m:t></m:r><m:r><m:t>{b}</m:t></m:r></m:oMath>",
    "bookmark name": "<w:bookmarkStart w:id='9' w:name='_{n}'/><w:bookmarkEnd w:id='9'/>",
    "author of a change": "<w:ins w:id='1' w:author='{n}'><w:r><w:t>x</w:t></w:r></w:ins>",
}  # fmt: skip
_NOTES = "<w:{0}s {1}><w:{0} w:id='1'><w:p>{2}{3}</w:p></w:{0}></w:{0}s>"
_PARTS = {
    "header": ("word/header7.xml", f"<w:hdr {_W}><w:p>{_A}{_B}</w:p></w:hdr>"),
    "footnote": ("word/footnotes.xml", _NOTES.format("footnote", _W, _A, _B)),
    "endnote": ("word/endnotes.xml", _NOTES.format("endnote", _W, _A, _B)),
    "old comment": ("word/comments.xml", _NOTES.format("comment", _W, _A, _B)),
    "author of a comment": ("word/people.xml", "<w15:people xmlns:w15='w'><w15:person w15:author='{n}'/></w15:people>"),
    "glossary": ("word/glossary/document.xml", f"<w:glossaryDocument {_W}><w:p>{_A}{_B}</w:p></w:glossaryDocument>"),
    "SmartArt": (
        "word/diagrams/data1.xml",
        "<dgm:dataModel xmlns:dgm='d' xmlns:a='a'><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{a}</a:t></a:r><a:r><a:t>{b}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>",
    ),
    "chart cache": (
        "word/charts/chart1.xml",
        "<c:chartSpace xmlns:c='c'><c:cat><c:strRef><c:f>Sheet1!A1</c:f><c:strCache><c:pt idx='0'><c:v>{n}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>",
    ),
    "chart title": ("word/charts/chart2.xml", "<c:title xmlns:c='c' xmlns:a='a'><a:p><a:r><a:t>{a}</a:t></a:r><a:r><a:t>{b}</a:t></a:r></a:p></c:title>"),
    "custom property": (
        "docProps/custom.xml",
        "<Properties xmlns:vt='v'><property pid='2' name='x'><vt:lpwstr>{n}</vt:lpwstr></property></Properties>",
    ),
    "custom property name": ("docProps/custom.xml", "<Properties><property pid='2' name='{n}'/></Properties>"),
    "application property": ("docProps/app.xml", "<Properties><Company>{n}</Company></Properties>"),
    "custom XML": ("customXml/item1.xml", "<client><id>{n}</id></client>"),
    "custom XML over tags": ("customXml/item1.xml", "<client>{a}<b>{b}</b></client>"),
    "custom XML attribute": ("customXml/item1.xml", "<client id='{n}'/>"),
    "mail merge source": ("word/settings.xml", f"<w:settings {_W}><w:mailMerge><w:query w:val='SELECT {{n}}'/></w:mailMerge></w:settings>"),
    "document variable": ("word/settings.xml", f"<w:settings {_W}><w:docVars><w:docVar w:name='x' w:val='{{n}}'/></w:docVars></w:settings>"),
    "link target": (
        "word/_rels/document2.xml.rels",
        "<Relationships><Relationship Id='r1' Type='t' Target='https://example.com/?id={n}' TargetMode='External'/></Relationships>",
    ),
    "style name": ("word/styles2.xml", f"<w:styles {_W}><w:style><w:name w:val='{{n}}'/></w:style></w:styles>"),
    "numbering text": ("word/numbering.xml", f"<w:numbering {_W}><w:lvl><w:lvlText w:val='{{n}}'/></w:lvl></w:numbering>"),
    "web page inside": ("word/afchunk.htm", "<html><body><p>{a}<b>{b}</b></p></body></html>"),
    "rich text inside": ("word/afchunk.rtf", r"{\rtf1\ansi {n}}"),
    "text inside": ("word/afchunk.txt", "{n}"),
    "XML comment": ("word/extra.xml", "<a><!-- {n} --></a>"),
    "cached bibliography": ("customXml/item3.xml", "<b:Sources xmlns:b='b'><b:Source><b:Title>{n}</b:Title></b:Source></b:Sources>"),
}  # fmt: skip


@cache
def _base() -> bytes:
    document = docx.Document()
    document.add_paragraph("x")
    content = saved(document.save)
    parts = opc.members(content)
    # The styles of the template are half a megabyte, which has nothing to say here.
    parts |= {name: b"<w:styles %s/>" % _W.encode() for name in parts if name.startswith("word/styles")}
    body = parts["word/document.xml"].replace(b"<w:document ", f"<w:document {_extra(parts)} ".encode(), 1)
    return opc.package({**parts, "word/document.xml": body})


def _extra(parts: dict[str, bytes]) -> str:
    """Those declarations of name spaces that the document has not."""
    known = parts["word/document.xml"].decode()
    return " ".join(space for space in _SPACES.split(" ") if space.partition("=")[0] + "=" not in known)


def _line(template: str) -> Callable[[str], bytes]:
    return opc.fragments_of(_base, "word/document.xml", b"<w:sectPr", f"<w:p>{template}</w:p>")


def _written(write: Callable[[object, str], None]) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        document = docx.Document()
        write(document, number)
        return saved(document.save)

    return make


def _table(document, number: str) -> None:
    cells = document.add_table(2, 2)
    cells.cell(0, 1).text = "身份证号"
    cells.cell(1, 1).text = number


def _runs(document, number: str) -> None:
    paragraph = document.add_paragraph("证号 ")
    for character in number:
        paragraph.add_run(character).bold = character in "13579"


def _first_page(document, number: str) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = number


def _footer(document, number: str) -> None:
    for half in halves(number):
        document.sections[0].footer.paragraphs[0].add_run(half)


def _comment(document, number: str) -> None:
    run = document.add_paragraph("x").runs[0]
    document.add_comment(runs=run, text=number, author="x")


def _property(document, number: str) -> None:
    document.core_properties.keywords = number


def _embedded(name: str, content: Callable[[str], bytes]) -> Callable[[str], bytes]:
    return lambda number: opc.with_parts(_base(), {f"word/embeddings/{name}": content(number)})


_FLAT = (
    '<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml">'
    f"<pkg:xmlData><w:document {_W}><w:body><w:p>{_A}{_B}</w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
)


def _commented(number: str) -> bytes:
    buffer = io.BytesIO(_base())
    with zipfile.ZipFile(buffer, "a") as target:
        target.comment = number.encode()
    return buffer.getvalue()


PLACES: Places = {
    **{name: _line(template) for name, template in _IN_LINE.items()},
    **{name: opc.parts_of(_base, part, template) for name, (part, template) in _PARTS.items()},
    "a run for each digit": _written(_runs),
    "table": _written(_table),
    "first page header": _written(_first_page),
    "footer": _written(_footer),
    "comment": _written(_comment),
    "core property": _written(_property),
    "embedded workbook": _embedded("Microsoft_Excel_Sheet1.xlsx", excel),
    "embedded PDF": _embedded("oleObject1.bin", pdf),
    "web archive inside": lambda number: opc.with_parts(
        _base(), {"word/afchunk.mht": mail(f"号码 {number}").as_bytes()}
    ),
    "document inside": lambda number: opc.with_parts(_base(), {"word/afchunk.docx": _line(_RUN)(number)}),
    "part name": lambda number: opc.with_parts(_base(), {f"word/media/{number}.txt": b"x"}),
    "archive comment": _commented,
    "flat package": lambda number: filled(_FLAT, number),
}
