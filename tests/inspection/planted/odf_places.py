"""OpenDocument packages and flat files with a number in one place, built from ISO/IEC 26300."""

# ruff: noqa: E501  # a template is one line, however long

import base64
from collections.abc import Callable

from tests.inspection.planted import opc
from tests.inspection.planted.numbers import Places, filled
from tests.inspection.samples import pdf

_NAMES = "office text table draw style meta form script presentation svg number dc xlink chart"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES.split()
)
_TYPE = "application/vnd.oasis.opendocument."
_ROOT = (
    f"<?xml version='1.0' encoding='UTF-8'?><office:{{0}} {_SPACES} office:version='1.3'>{{1}}</office:{{0}}>"
)
_MANIFEST = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>{}</manifest:manifest>"
_DELETED = (
    "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info><dc:creator>x</dc:creator>"
    "<dc:date>2024-01-01</dc:date></office:change-info><text:p>{}</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes>"
)
_SPLIT = "<text:span>{a}</text:span>{b}"

_TEXT_BODY = {
    "paragraph": "<text:p>证号 {n}</text:p>",
    "heading": "<text:h>{n}</text:h>",
    "spans": f"<text:p>{_SPLIT}</text:p>",
    "text around a span": "<text:p>{a}<text:span>{b}</text:span></text:p>",
    "link in a word": "<text:p>{a}<text:a xlink:href='x'>{b}</text:a></text:p>",
    "page break in a word": "<text:p>{a}<text:soft-page-break/>{b}</text:p>",
    "bookmark in a word": "<text:p>{a}<text:bookmark text:name='x'/>{b}</text:p>",
    "comment in a word": "<text:p>{a}<office:annotation><dc:creator>x</dc:creator><text:p>y</text:p></office:annotation>{b}</text:p>",
    "note in a word": "<text:p>{a}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>y</text:p></text:note-body></text:note>{b}</text:p>",
    "comment": f"<text:p>x<office:annotation><text:p>{_SPLIT}</text:p></office:annotation></text:p>",
    "comment author": "<text:p>x<office:annotation><dc:creator>{n}</dc:creator></office:annotation></text:p>",
    "footnote": f"<text:p>x<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{_SPLIT}</text:p></text:note-body></text:note></text:p>",
    "deletion": _DELETED.format(_SPLIT) + "<text:p>x</text:p>",
    "half deleted": _DELETED.format("{b}") + "<text:p>{a}<text:change text:change-id='c1'/></text:p>",
    "around a deletion": _DELETED.format("999") + "<text:p>{a}<text:change text:change-id='c1'/>{b}</text:p>",
    "hidden text": "<text:p><text:hidden-text text:condition='1' text:string-value='{n}'/></text:p>",
    "hidden paragraph": "<text:p><text:hidden-paragraph text:condition='1'/>{n}</text:p>",
    "variable": "<text:user-field-decls><text:user-field-decl text:name='x' office:string-value='{n}'/></text:user-field-decls>",
    "field": "<text:p>{a}<text:user-field-get text:name='x'>{b}</text:user-field-get></text:p>",
    "text box": f"<text:p>y<draw:frame><draw:text-box><text:p>{_SPLIT}</text:p></draw:text-box></draw:frame></text:p>",
    "alternate text": "<text:p>y<draw:frame><svg:desc>{n}</svg:desc></draw:frame></text:p>",
    "alternate title": "<text:p>{a}<draw:frame><svg:title>y</svg:title></draw:frame>{b}</text:p>",
    "ruby base": "<text:p>{a}<text:ruby><text:ruby-base>{b}</text:ruby-base><text:ruby-text>y</text:ruby-text></text:ruby></text:p>",
    "ruby text": "<text:p>y<text:ruby><text:ruby-base>y</text:ruby-base><text:ruby-text>{n}</text:ruby-text></text:ruby></text:p>",
    "list": f"<text:list><text:list-item><text:p>{_SPLIT}</text:p></text:list-item></text:list>",
    "table": "<table:table><table:table-row><table:table-cell><text:p>身份证号</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:table-cell><text:p>{n}</text:p></table:table-cell></table:table-row></table:table>",
    "form value": "<office:forms><form:form><form:text form:name='x' form:current-value='{n}'/></form:form></office:forms>",
    "link target": "<text:p><text:a xlink:href='https://example.com/{n}'>x</text:a></text:p>",
    "bookmark name": "<text:p><text:bookmark text:name='_{n}'/></text:p>",
    "script": "<office:scripts><office:script>x = {n}</office:script></office:scripts>",
    "placeholder": "<text:p><text:placeholder text:placeholder-type='text'>&lt;{n}&gt;</text:placeholder></text:p>",
    "XML comment": "<text:p>x<!-- {n} --></text:p>",
    "blanks between digits": "<text:p>{a}<text:s/>{b}</text:p>",
}  # fmt: skip
_CELL = "<table:table table:name='s'><table:table-row>{}</table:table-row></table:table>"
_SHEET_BODY = {
    "cell": _CELL.format("<table:table-cell office:value-type='string'><text:p>{n}</text:p></table:table-cell>"),
    "stored number": _CELL.format("<table:table-cell office:value-type='float' office:value='{n}'><text:p>1.1E+017</text:p></table:table-cell>"),
    "formula": _CELL.format("<table:table-cell table:formula='of:=\"{n}\"'><text:p>y</text:p></table:table-cell>"),
    "cell comment": _CELL.format(f"<table:table-cell><office:annotation><text:p>{_SPLIT}</text:p></office:annotation><text:p>y</text:p></table:table-cell>"),
    "covered cell": _CELL.format("<table:covered-table-cell><text:p>{n}</text:p></table:covered-table-cell>"),
    "repeated cells": _CELL.format("<table:table-cell table:number-columns-repeated='16384'/><table:table-cell><text:p>{n}</text:p></table:table-cell>"),
    "hidden sheet": "<table:table table:name='s' table:display='false'><table:table-row><table:table-cell><text:p>{n}</text:p></table:table-cell></table:table-row></table:table>",
    "sheet name": "<table:table table:name='{n}'/>",
    "validation": "<table:content-validations><table:content-validation table:condition='of:cell-content-is-in-list(\"{n}\")'/></table:content-validations>",
    "named expression": "<table:named-expressions><table:named-expression table:name='x' table:expression='\"{n}\"'/></table:named-expressions>",
    "filter": "<table:database-ranges><table:filter-condition table:value='{n}'/></table:database-ranges>",
    "cell over spans": _CELL.format(f"<table:table-cell><text:p>{_SPLIT}</text:p></table:table-cell>"),
}  # fmt: skip
_SLIDE_BODY = {
    "slide": f"<draw:page draw:name='x'><draw:frame><draw:text-box><text:p>{_SPLIT}</text:p></draw:text-box></draw:frame></draw:page>",
    "notes": f"<draw:page><presentation:notes><draw:frame><draw:text-box><text:p>{_SPLIT}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>",
    "slide name": "<draw:page draw:name='{n}'/>",
    "shape": f"<draw:page><draw:custom-shape><text:p>{_SPLIT}</text:p></draw:custom-shape></draw:page>",
    "slide comment": f"<draw:page><office:annotation><text:p>{_SPLIT}</text:p></office:annotation></draw:page>",
    "footer declaration": "<presentation:footer-decl presentation:name='f'>{n}</presentation:footer-decl><draw:page/>",
}  # fmt: skip
_PARTS = {
    "page header": ("styles.xml", _ROOT.format("document-styles", f"<office:master-styles><style:master-page><style:header><text:p>{_SPLIT}</text:p></style:header></style:master-page></office:master-styles>")),
    "page footer": ("styles.xml", _ROOT.format("document-styles", f"<office:master-styles><style:master-page><style:footer><text:p>{_SPLIT}</text:p></style:footer></style:master-page></office:master-styles>")),
    "title": ("meta.xml", _ROOT.format("document-meta", "<office:meta><dc:title>{n}</dc:title></office:meta>")),
    "user defined property": ("meta.xml", _ROOT.format("document-meta", "<office:meta><meta:user-defined meta:name='x'>{n}</meta:user-defined></office:meta>")),
    "settings": ("settings.xml", _ROOT.format("document-settings", "<office:settings><config>{n}</config></office:settings>")),
    "embedded chart": ("Object 1/content.xml", _ROOT.format("document-content", f"<office:body><office:chart><chart:title><text:p>{_SPLIT}</text:p></chart:title></office:chart></office:body>")),
    "program": ("Basic/Standard/Module1.xml", "<script:module xmlns:script='http://openoffice.org/2000/script'>x = {n}</script:module>"),
    "configuration": ("Configurations2/menubar/menubar.xml", "<menu label='{n}'/>"),
    "RDF": ("manifest.rdf", "<rdf:RDF xmlns:rdf='r'><x>{n}</x></rdf:RDF>"),
}  # fmt: skip


def document(kind: str, body: str, number: str, **parts: bytes) -> bytes:
    """A package of this kind (text, spreadsheet, presentation) with this body."""
    content = _ROOT.format(
        "document-content", f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    )
    members = {
        "mimetype": (_TYPE + kind).encode(),
        "content.xml": filled(content, number),
        "META-INF/manifest.xml": _MANIFEST.format("").encode(),
        **parts,
    }
    return opc.package(members, stored=("mimetype",))


def _body(kind: str, body: str) -> Callable[[str], bytes]:
    return lambda number: document(kind, body, number)


def _part(name: str, template: str) -> Callable[[str], bytes]:
    return lambda number: document("text", "<text:p>x</text:p>", number, **{name: filled(template, number)})


def _flat(kind: str, body: str) -> Callable[[str], bytes]:
    root = _ROOT.replace("office:version", f"office:mimetype='{_TYPE}{kind}' office:version")
    return lambda number: filled(
        root.format("document", f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"), number
    )


def _flat_object(number: str) -> bytes:
    data = base64.b64encode(pdf(number)).decode()
    return _flat(
        "text", f"<text:p><draw:object><office:binary-data>{data}</office:binary-data></draw:object></text:p>"
    )(number)


PLACES: Places = {
    **{f"odt {name}": _body("text", body) for name, body in _TEXT_BODY.items()},
    **{f"ods {name}": _body("spreadsheet", body) for name, body in _SHEET_BODY.items()},
    **{f"odp {name}": _body("presentation", body) for name, body in _SLIDE_BODY.items()},
    **{f"odt {name}": _part(name_of_part, template) for name, (name_of_part, template) in _PARTS.items()},
    "odg shape": lambda number: document("drawing", _SLIDE_BODY["shape"], number, mimetype=(_TYPE + "graphics").encode()),
    "odt embedded PDF": lambda number: document("text", "<text:p>x</text:p>", number, **{"ObjectReplacements/Object 1": pdf(number)}),
    "fodt paragraph": _flat("text", _TEXT_BODY["spans"]),
    "fods stored number": _flat("spreadsheet", _SHEET_BODY["stored number"]),
    "fodp notes": _flat("presentation", _SLIDE_BODY["notes"]),
    "fodt embedded PDF": _flat_object,
}  # fmt: skip
