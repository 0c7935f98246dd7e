"""PDF files with a number in one place: by reportlab and pikepdf."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen import canvas

from tests.inspection.planted.numbers import Places, halves
from tests.inspection.samples import pdf, word

_TEXT = b"BT /F1 12 Tf 72 700 Td %s ET"


def _drawn(draw: Callable[[canvas.Canvas, str], None]) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        buffer = io.BytesIO()
        page = canvas.Canvas(buffer)
        page.drawString(72, 600, "y")
        draw(page, number)
        page.save()
        return buffer.getvalue()

    return make


def _edited(edit: Callable[[pikepdf.Pdf, str], None], **options: object) -> Callable[[str], bytes]:
    def make(number: str) -> bytes:
        with pikepdf.open(io.BytesIO(pdf("x"))) as document:
            edit(document, number)
            buffer = io.BytesIO()
            document.save(buffer, static_id=True, **options)
        return buffer.getvalue()

    return make


def _page_content(template: str) -> Callable[[str], bytes]:
    """A page whose content stream is given, its number in hexadecimal where the template says `{h}`."""

    def edit(document: pikepdf.Pdf, number: str) -> None:
        first, second = halves(number)
        text = template
        for name, value in (("{n}", number), ("{a}", first), ("{b}", second), ("{h}", number.encode().hex())):
            text = text.replace(name, value)
        document.pages[0].Contents = document.make_stream(text.encode())

    return _edited(edit)


def _text(page, number: str) -> None:
    page.drawString(72, 700, f"ID {number}")


def _glyphs(page, number: str) -> None:
    for at, digit in enumerate(number):
        page.drawString(72 + at * 6.67, 700, digit)


def _tumbled(page, number: str) -> None:
    for at in [*range(1, len(number), 2), *range(0, len(number), 2)]:
        page.drawString(72 + at * 6.67, 700, number[at])


def _invisible(page, number: str) -> None:
    text = page.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLine(number)
    page.drawText(text)


def _outside(page, number: str) -> None:
    page.drawString(5000, -300, number)


def _white(page, number: str) -> None:
    page.setFillColorRGB(1, 1, 1)
    page.setFontSize(0.1)
    page.drawString(72, 700, number)


def _turned(page, number: str) -> None:
    page.rotate(90)
    page.drawString(72, -300, number)


def _form(page, number: str) -> None:
    page.acroForm.textfield(name="x", value=number)


def _field_name(page, number: str) -> None:
    page.acroForm.textfield(name=number, value="x")


def _field_tip(page, number: str) -> None:
    page.acroForm.textfield(name="x", tooltip=number, value="x")


def _choice(page, number: str) -> None:
    page.acroForm.choice(name="x", value="y", options=["y", number])


def _note(page, number: str) -> None:
    page.textAnnotation(number, Rect=[0, 0, 50, 50])


def _link(page, number: str) -> None:
    page.linkURL(f"https://example.com/{number}", (0, 0, 50, 50))


def _outline(page, number: str) -> None:
    page.bookmarkPage("p")
    page.addOutlineEntry(number, "p")


def _reusable(page, number: str) -> None:
    page.beginForm("x")
    page.drawString(72, 700, number)
    page.endForm()
    page.doForm("x")


def _unused(page, number: str) -> None:
    page.beginForm("x")
    page.drawString(72, 700, number)
    page.endForm()
    page.drawString(72, 700, "y")


def _title(document: pikepdf.Pdf, number: str) -> None:
    document.docinfo["/Title"] = String(f"客户 {number}")


def _own_entry(document: pikepdf.Pdf, number: str) -> None:
    document.docinfo["/Client"] = String(number)


def _xmp(document: pikepdf.Pdf, number: str) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:description"] = number


def _attached(document: pikepdf.Pdf, number: str) -> None:
    document.attachments["a.docx"] = pikepdf.AttachedFileSpec(document, word(number))


def _attached_name(document: pikepdf.Pdf, number: str) -> None:
    document.attachments[f"{number}.txt"] = pikepdf.AttachedFileSpec(document, b"x")


def _attached_note(document: pikepdf.Pdf, number: str) -> None:
    document.attachments["a.txt"] = pikepdf.AttachedFileSpec(document, b"x", description=number)


def _annotation(document: pikepdf.Pdf, number: str, **entries: object) -> None:
    rectangle = Array([0, 0, 50, 50])
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=rectangle, **entries)
    document.pages[0].Annots = Array([document.make_indirect(note)])


def _script(document: pikepdf.Pdf, number: str) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{number}')"))


def _script_stream(document: pikepdf.Pdf, number: str) -> None:
    document.Root.OpenAction = Dictionary(
        S=Name.JavaScript, JS=document.make_stream(f"app.alert('{number}')".encode())
    )


def _xfa(document: pikepdf.Pdf, number: str) -> None:
    data = f"<xfa:data xmlns:xfa='x'><id>{number}</id></xfa:data>".encode()
    document.Root.AcroForm = Dictionary(
        Fields=Array(), XFA=Array([String("datasets"), document.make_stream(data)])
    )


def _label(document: pikepdf.Pdf, number: str) -> None:
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(number))]))


def _layer(document: pikepdf.Pdf, number: str) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String(number)))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())


def _destination(document: pikepdf.Pdf, number: str) -> None:
    names = Array([String(number), Array([document.pages[0].obj, Name.Fit])])
    document.Root.Names = Dictionary(Dests=Dictionary(Names=names))


def _structure(document: pikepdf.Pdf, number: str, **entries: object) -> None:
    document.Root.StructTreeRoot = document.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Figure, **entries))
    )


def _piece(document: pikepdf.Pdf, number: str) -> None:
    document.Root.PieceInfo = Dictionary(x=Dictionary(Private=String(number)))


def _second_page_deleted(document: pikepdf.Pdf, number: str) -> None:
    document.add_blank_page()
    page = document.pages[1]
    page.Resources = document.pages[0].Resources
    page.Contents = document.make_stream(_TEXT % f"({number}) Tj".encode())
    document.Root.Extra = page.obj  # still in the file, in no page tree
    del document.pages[1]


def _updated(number: str) -> bytes:
    """An earlier revision says the number, the later one no more."""
    old = pdf(number, compressed=False)
    start = old.rindex(b"startxref")
    at = old.index(b"stream", old.index(number.encode()) - 200)
    head = old.rfind(b" 0 obj", 0, at)
    name = old[old.rfind(b"\n", 0, head) + 1 : head]
    body = b"%s 0 obj\n<< /Length 30 >>\nstream\nBT /F1 12 Tf 72 700 Td (x) Tj\nendstream\nendobj\n" % name
    table = b"xref\n%s 1\n%010d 00000 n \n" % (name, len(old))
    trailer = b"trailer\n<< /Size 20 /Root %s /Prev %s >>\n" % (_root(old), old[start + 10 :].split()[0])
    return old + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(old) + len(body))


def _root(content: bytes) -> bytes:
    return b" ".join(content[content.rindex(b"/Root") + 5 :].split()[:3])


PLACES: Places = {
    "text": _drawn(_text),
    "an object for each glyph": _drawn(_glyphs),
    "glyphs in no order": _drawn(_tumbled),
    "invisible": _drawn(_invisible),
    "outside of the page": _drawn(_outside),
    "white and tiny": _drawn(_white),
    "turned": _drawn(_turned),
    "embedded font": lambda number: pdf(number, embedded_font=True),
    "form value": _drawn(_form),
    "field name": _drawn(_field_name),
    "field tip": _drawn(_field_tip),
    "choice": _drawn(_choice),
    "note": _drawn(_note),
    "link": _drawn(_link),
    "outline": _drawn(_outline),
    "destination": _edited(_destination),
    "form object": _drawn(_reusable),
    "form object that is not used": _drawn(_unused),
    "kerned": _page_content("BT /F1 12 Tf 72 700 Td [({a}) -20 ({b})] TJ ET"),
    "two strings": _page_content("BT /F1 12 Tf 72 700 Td ({a}) Tj ({b}) Tj ET"),
    "hexadecimal string": _page_content("BT /F1 12 Tf 72 700 Td <{h}> Tj ET"),
    "actual text": _page_content("/Span <</ActualText ({n})>> BDC BT /F1 12 Tf 72 700 Td (x) Tj ET EMC"),
    "comment in the content": _page_content("% {n}\nBT /F1 12 Tf 72 700 Td (x) Tj ET"),
    "clipped away": _page_content("0 0 1 1 re W n BT /F1 12 Tf 72 700 Td ({n}) Tj ET"),
    "title": _edited(_title),
    "own entry": _edited(_own_entry),
    "title in an object stream": _edited(_title, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "XMP": _edited(_xmp),
    "attached document": _edited(_attached),
    "name of an attachment": _edited(_attached_name),
    "description of an attachment": _edited(_attached_note),
    "popup": _edited(lambda document, number: _annotation(document, number, Contents=String(number))),
    "author of a note": _edited(lambda document, number: _annotation(document, number, T=String(number))),
    "rich text of a note": _edited(
        lambda document, number: _annotation(document, number, RC=String(f"<p>{number}</p>"))
    ),
    "script": _edited(_script),
    "script in a stream": _edited(_script_stream),
    "XFA": _edited(_xfa),
    "page label": _edited(_label),
    "layer": _edited(_layer),
    "alternate text": _edited(lambda document, number: _structure(document, number, Alt=String(number))),
    "replacement text": _edited(
        lambda document, number: _structure(document, number, ActualText=String(number))
    ),
    "private data": _edited(_piece),
    "deleted page": _edited(_second_page_deleted),
    "earlier revision": _updated,
    "before the head": lambda number: f"证号 {number}\n".encode() + pdf("x"),
    "behind the end": lambda number: pdf("x") + f"\n证号 {number}\n".encode(),
    "comment between objects": lambda number: pdf("x").replace(b"\nxref", f"\n% {number}\nxref".encode(), 1),
    "linearized": _edited(_title, linearize=True),
    "restricted": _edited(_title, encryption=pikepdf.Encryption(user="", owner="o", R=6)),
}
