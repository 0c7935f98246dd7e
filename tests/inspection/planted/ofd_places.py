"""OFD packages with a number in one place, built from GB/T 33190-2016."""

# ruff: noqa: E501  # a template is one line, however long

from collections.abc import Callable

from tests.inspection.planted import opc
from tests.inspection.planted.numbers import Places, filled
from tests.inspection.planted.polyglots import png
from tests.inspection.samples import pdf

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_OBJECT = "<ofd:TextObject ID='{0}' Boundary='{1} {2} 60 5' Font='1' Size='3.5'><ofd:TextCode X='0' Y='4'{3}>{4}</ofd:TextCode></ofd:TextObject>"
_PAGE = f"<ofd:Page {_NS}>{{1}}<ofd:Content><ofd:Layer ID='2'>{{0}}</ofd:Layer></ofd:Content></ofd:Page>"
_DOCUMENT = (
    f"<ofd:Document {_NS}><ofd:CommonData><ofd:TemplatePage ID='9' BaseLoc='Tpls/Tpl_0/Content.xml'/></ofd:CommonData>"
    "<ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages>{}</ofd:Document>"
)
_ROOT = f"<ofd:OFD {_NS} Version='1.0'><ofd:DocBody><ofd:DocInfo>{{}}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


def _text(text: str, *, identity: int = 10, x: float = 10, y: float = 10, steps: str = "") -> str:
    return _OBJECT.format(identity, x, y, f" DeltaX='{steps}'" if steps else "", text)


def _glyphs(number: str, *, advance: float = 1.75) -> str:
    return "".join(_text(digit, identity=20 + at, x=10 + at * advance) for at, digit in enumerate(number))


def _tumbled(number: str) -> str:
    """One object for each glyph, in no order."""
    pieces = [_text(digit, identity=20 + at, x=10 + at * 1.75) for at, digit in enumerate(number)]
    return "".join(pieces[1::2] + pieces[::2])


def _upright(number: str) -> str:
    return "".join(_text(digit, identity=20 + at, y=10 + at * 4) for at, digit in enumerate(number))


def _codes(number: str) -> str:
    codes = "".join(
        f"<ofd:TextCode X='{at * 1.75}' Y='4'>{digit}</ofd:TextCode>" for at, digit in enumerate(number)
    )
    return f"<ofd:TextObject ID='3' Boundary='10 10 60 5' Size='3.5'>{codes}</ofd:TextObject>"


def _transformed(number: str) -> str:
    return "".join(
        f"<ofd:TextObject ID='{at}' Boundary='10 10 60 5' CTM='0.5 0 0 0.5 {at * 1.75} 2' Size='7'>"
        f"<ofd:TextCode X='0' Y='4'>{digit}</ofd:TextCode></ofd:TextObject>"
        for at, digit in enumerate(number)
    )


def _row(number: str) -> str:
    return _text("身份证号", x=10) + _text("张三", x=60, y=20) + _text(number, x=10, y=20)


def paper(page: str = _text("x"), *, template: str = "", info: str = "", **parts: bytes) -> bytes:
    """A package with this page, over this template, with this document information and these parts."""
    below = "<ofd:Template TemplateID='9'/>" if template else ""
    members = {
        "OFD.xml": _ROOT.format(info).encode(),
        "Doc_0/Document.xml": _DOCUMENT.format("").encode(),
        "Doc_0/PublicRes.xml": f"<ofd:Res {_NS} BaseLoc='Res'/>".encode(),
        "Doc_0/Pages/Page_0/Content.xml": _PAGE.format(page, below).encode(),
        **parts,
    }
    if template:
        members["Doc_0/Tpls/Tpl_0/Content.xml"] = _PAGE.format(template, "").encode()
    return opc.package(members)


def _part(name: str, template: str) -> Callable[[str], bytes]:
    return lambda number: paper(**{name: filled(template, number)})


_PARTS = {
    "annotation": ("Doc_0/Annots/Page_0/Annotation.xml", f"<ofd:PageAnnot {_NS}><ofd:Annot ID='1' Type='Stamp'><ofd:Appearance>{_text('{n}')}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"),
    "remark of an annotation": ("Doc_0/Annots/Page_0/Annotation.xml", f"<ofd:PageAnnot {_NS}><ofd:Annot><ofd:Remark>{{n}}</ofd:Remark></ofd:Annot></ofd:PageAnnot>"),
    "parameter of an annotation": ("Doc_0/Annots/Page_0/Annotation.xml", f"<ofd:PageAnnot {_NS}><ofd:Annot><ofd:Parameters><ofd:Parameter Name='x'>{{n}}</ofd:Parameter></ofd:Parameters></ofd:Annot></ofd:PageAnnot>"),
    "attachment": ("Doc_0/Attachs/clients.txt", "证号 {n}"),
    "name of an attachment": ("Doc_0/Attachs/Attachments.xml", f"<ofd:Attachments {_NS}><ofd:Attachment ID='1' Name='{{n}}.xlsx'/></ofd:Attachments>"),
    "original invoice": ("Doc_0/Attachs/original_invoice.xml", "<invoice><buyer><taxId>{n}</taxId></buyer></invoice>"),
    "signature": ("Doc_0/Signs/Sign_0/Signature.xml", f"<ofd:Signature {_NS}><ofd:SignedInfo><ofd:Parameter Name='x'>{{n}}</ofd:Parameter></ofd:SignedInfo></ofd:Signature>"),
    "extension": ("Doc_0/Extensions.xml", f"<ofd:Extensions {_NS}><ofd:Extension AppName='x'><ofd:Property Name='y'>{{n}}</ofd:Property></ofd:Extension></ofd:Extensions>"),
    "outline": ("Doc_0/Document.xml", _DOCUMENT.format("<ofd:Outlines><ofd:OutlineElem Title='{n}'/></ofd:Outlines>")),
    "bookmark": ("Doc_0/Document.xml", _DOCUMENT.format("<ofd:Bookmarks><ofd:Bookmark Name='{n}'/></ofd:Bookmarks>")),
    "link": ("Doc_0/Document.xml", _DOCUMENT.format("<ofd:Actions><ofd:Action><ofd:URI URI='https://example.com/{n}'/></ofd:Action></ofd:Actions>")),
    "custom tag": ("Doc_0/Tags/CustomTag.xml", "<eInvoice><BuyerTaxID>{n}</BuyerTaxID></eInvoice>"),
}  # fmt: skip


def _der(tag: int, value: bytes) -> bytes:
    size = len(value)
    header = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + header + value


def seal(number: str) -> bytes:
    """A seal as of GB/T 38540: names and a picture in DER."""
    name = _der(0x0C, f"某银行 {number}".encode())
    picture = _der(0x04, png())
    return _der(0x30, _der(0x30, _der(0x16, b"ES") + _der(0x02, b"\4") + name) + _der(0x30, picture))


def _referred(number: str) -> bytes:
    """The value of a tag is printed in two objects far apart, each with half of the number."""
    page = _text(number[:7], identity=31) + _text("x", y=50) + _text(number[7:], identity=32, y=90)
    tag = "<eInvoice><BuyerTaxID><ofd:ObjectRef PageRef='1'>31</ofd:ObjectRef><ofd:ObjectRef PageRef='1'>32</ofd:ObjectRef></BuyerTaxID></eInvoice>"
    return paper(
        page, **{"Doc_0/Tags/CustomTag.xml": tag.replace("<eInvoice>", f"<eInvoice {_NS}>").encode()}
    )


PLACES: Places = {
    **{name: _part(part, template) for name, (part, template) in _PARTS.items()},
    "text": lambda number: paper(_text(number)),
    "text with steps": lambda number: paper(_text(number, steps="g 17 1.75")),
    "an object for each glyph": lambda number: paper(_glyphs(number)),
    "glyphs in no order": lambda number: paper(_tumbled(number)),
    "glyphs in boxes": lambda number: paper(_glyphs(number, advance=8)),
    "glyphs one below the other": lambda number: paper(_upright(number)),
    "a code for each glyph": lambda number: paper(_codes(number)),
    "glyphs with a matrix": lambda number: paper(_transformed(number)),
    "printed twice for bold": lambda number: paper(_text(number) + _text(number, x=10.1)),
    "row of a table": lambda number: paper(_row(number)),
    "template": lambda number: paper(_text("x"), template=_text(number)),
    "half in a template": lambda number: paper(_text(number[7:], x=22.25), template=_text(number[:7])),
    "title": lambda number: paper(info=f"<ofd:Title>{number}</ofd:Title>"),
    "custom data": lambda number: paper(info=f"<ofd:CustomDatas><ofd:CustomData Name='x'>{number}</ofd:CustomData></ofd:CustomDatas>"),
    "attached PDF": lambda number: paper(**{"Doc_0/Attachs/a.bin": pdf(number)}),
    "seal": lambda number: paper(**{"Doc_0/Signs/Sign_0/SignedValue.dat": seal(number)}),
    "tag by reference": _referred,
}  # fmt: skip
