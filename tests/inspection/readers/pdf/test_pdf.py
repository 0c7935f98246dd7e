"""PDF by reportlab and pikepdf: pages, and all that stands beside them."""

import io

import pikepdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from inspection import extractor
from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.readers.pdf import glyph_codes
from tests.inspection.samples import FONT, ID, OTHER_ID, Reading, archive, pdf, word


def drawn(draw: object, **options: object) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, **options)
    assert callable(draw)
    draw(page)
    page.save()
    return buffer.getvalue()


@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize("compressed", [False, True])
def test_page_text(embedded: bool, compressed: bool) -> None:
    reading = Reading(pdf(ID, embedded_font=embedded, compressed=compressed))
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert reading.kinds_of(ID) >= {"page"}


def test_everything_beside_the_pages() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.setTitle("in-title")
        page.setKeywords("in-keywords")
        page.drawString(72, 700, "x")
        page.bookmarkPage("p")
        page.addOutlineEntry("in-outline", "p")
        page.textAnnotation("in-annotation", Rect=[0, 0, 50, 50])
        page.linkURL("https://example.com/in-link", (0, 0, 50, 50))
        page.acroForm.textfield(name="in-field-name", tooltip="in-tooltip", value="in-value")

    text = Reading(drawn(draw)).primary
    for value in ("title", "keywords", "outline", "annotation", "link", "field-name", "tooltip", "value"):
        assert f"in-{value}" in text


def test_embedded_files_and_xmp() -> None:
    document = pikepdf.open(io.BytesIO(pdf("x")))
    document.attachments["clients.txt"] = pikepdf.AttachedFileSpec(document, f"身份证 {ID}".encode())
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "in-xmp"
    buffer = io.BytesIO()
    document.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    reading = Reading(buffer.getvalue())
    assert f"身份证 {ID}" in reading.primary
    assert "in-xmp" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize(("revision", "strength"), [(3, "weak"), (6, "strong")])
def test_a_password_makes_it_encrypted(revision: int, strength: str) -> None:
    document = pikepdf.open(io.BytesIO(pdf(ID)))
    buffer = io.BytesIO()
    encryption = pikepdf.Encryption(user="u", owner="o", R=revision, aes=revision > 3, metadata=revision > 3)
    document.save(buffer, encryption=encryption)
    reading = Reading(buffer.getvalue())
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("pdf", strength)]
    assert reading.walk.reason == "encrypted:pdf"


def test_a_given_password_opens_it() -> None:
    content = drawn(
        lambda page: page.drawString(72, 700, ID), encrypt=StandardEncryption("secret", strength=128)
    )
    walk = extractor.new_walk(Limits(), passwords=("wrong", "secret"))
    assert any(ID in segment.text for segment in extractor.extract(content, walk))
    assert [part.unlocked for part in walk.encrypted] == [True]


def test_only_restricted_is_read_in_full() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawString(72, 700, ID)
        page.setTitle("in-title")

    reading = Reading(drawn(draw, encrypt=StandardEncryption("", ownerPassword="o", canCopy=0, strength=128)))
    assert ID in reading.primary
    assert "in-title" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_picture_is_named_as_unread() -> None:
    document = pikepdf.open(io.BytesIO(pdf("x")))
    image = pikepdf.Stream(document, bytes(300))
    image.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 10, "/Height": 10})
    document.Root.Extra = document.make_indirect(image)
    buffer = io.BytesIO()
    document.save(buffer)
    assert "image" in Reading(buffer.getvalue()).walk.unread


def test_outlines_without_text_are_named_as_unread() -> None:
    reading = Reading(drawn(lambda page: page.circle(100, 100, 50)))
    assert reading.walk.unread == {"drawing"}


def test_a_page_that_the_tree_lost_is_still_read() -> None:
    broken = pdf(ID, embedded_font=True).replace(b"/Kids [", b"/Kidz [")
    assert Reading(broken).found_or_told(ID)


def test_a_stream_that_does_not_inflate_is_told() -> None:
    content = bytearray(pdf(ID, embedded_font=True))
    content[content.index(b"stream") + 40] ^= 0x20
    reading = Reading(bytes(content))
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE or ID in reading.text


def test_a_truncated_file_is_told_or_read() -> None:
    content = pdf(ID, embedded_font=True)
    for share in (0.3, 0.6, 0.9):
        assert Reading(content[: int(len(content) * share)]).found_or_told(ID)


def test_a_file_that_is_only_a_header_is_malformed() -> None:
    assert Reading(b"%PDF-1.7\nnothing").walk.reason == "malformed:pdf"


def test_a_stream_bomb_ends_at_the_ratio() -> None:
    document = pikepdf.open(io.BytesIO(pdf("x")))
    document.Root.Extra = document.make_indirect(pikepdf.Stream(document, bytes(40 << 20)))
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=True)
    reading = Reading(buffer.getvalue(), limits=Limits(pdf_ratio=200))
    assert reading.walk.reason == "limit:ratio"


def test_too_many_pages_are_told() -> None:
    def draw(page: canvas.Canvas) -> None:
        for _ in range(5):
            page.drawString(1, 1, "x")
            page.showPage()

    assert Reading(drawn(draw), limits=Limits(pages=3)).walk.reason == "limit:pages"


def test_the_font_used_here_is_installed() -> None:
    with open(FONT, "rb") as font:  # noqa: PTH123
        assert font.read(4) == b"\0\1\0\0"


def with_stream(data: bytes, **entries: object) -> bytes:
    document = pikepdf.open(io.BytesIO(pdf("x")))
    stream = pikepdf.Stream(document, data)
    stream.update({f"/{key}": value for key, value in entries.items()})
    document.Root.Extra = document.make_indirect(stream)
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=True)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"前面 {ID}\n".encode() + pdf("x"), "stray"),
        (pdf("x") + f"后面 {ID}\n".encode(), "stray"),
        (pdf("x").replace(b"endobj", f"endobj % {ID}\n".encode(), 1), "metadata"),
        (with_stream(f"身份证 {ID}".encode()), "embedded"),
        (with_stream(word(ID)), "part"),
        (with_stream(f"身份证 {ID}".encode(), Type=pikepdf.Name.EmbeddedFile), "embedded"),
        (with_stream(f"<a><b>{ID}</b></a>".encode()), "embedded"),
    ],
)
def test_text_where_no_viewer_shows_it(content: bytes, kind: str) -> None:
    reading = Reading(content)
    assert kind in reading.kinds_of(ID)
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize("table", [bytes(range(256)), bytes(300), b"\0\1\0\0 font" + bytes(50)])
def test_tables_and_fonts_have_no_text(table: bytes) -> None:
    reading = Reading(with_stream(table))
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert reading.kinds_of("") <= {"page", "metadata", "streams"}


def test_an_attachment_that_nobody_can_read_is_told() -> None:
    unreadable = with_stream(bytes(range(1, 9)) * 40, Type=pikepdf.Name.EmbeddedFile)
    assert Reading(unreadable).walk.reason == "unknown-format"


@pytest.mark.parametrize(
    "damage", [(b"\nstream", b"\nstrexm"), (b"\nstream", b"Jstream"), (b"endstream", b"endstreax")]
)
def test_a_damaged_word_around_a_stream_is_told(damage: tuple[bytes, bytes]) -> None:
    assert Reading(pdf(ID).replace(*damage)).found_or_told(ID)


@pytest.mark.parametrize(
    ("content", "value"),
    [(pdf("x") + archive({"a.txt": ID.encode()}), ID), (f"{ID}\n".encode() + pdf("x"), ID)],
)
def test_what_stands_around_the_file_is_read_once(content: bytes, value: str) -> None:
    reading = Reading(content)
    assert (value in reading.text, reading.walk.reason) == (True, "")


def test_large_contents_are_not_read_twice_and_a_hidden_page_is() -> None:
    document = pikepdf.open(io.BytesIO(pdf("shown", embedded_font=True)))
    buffer = io.BytesIO()
    document.save(buffer)
    assert Reading(buffer.getvalue()).kinds_of("shown") == {"page"}
    document.pages[0].obj.Hidden = document.make_stream(f"BT ({ID}) Tj ET".encode())
    document.save(buffer := io.BytesIO())
    assert Reading(buffer.getvalue()).kinds_of(ID) == {"streams"}


@pytest.mark.parametrize("mapped", [frozenset(), frozenset({0}), frozenset({1})])
def test_fonts_that_tell_nothing_are_told_though_others_tell(mapped: frozenset[int]) -> None:
    reading = Reading(glyph_codes.document(ID, "abc 123", mapped=mapped))
    assert (reading.walk.reason, reading.walk.unread) == ("unsupported:pdf-font", {"drawing"})


def test_fonts_that_all_tell_are_read() -> None:
    reading = Reading(glyph_codes.document("abc", ID, mapped=frozenset({0, 1})))
    assert (reading.kinds_of(ID) >= {"page"}, reading.walk.reason, reading.walk.unread) == (True, "", set())


def two_fonts(page: canvas.Canvas) -> None:
    """A page with its number in one of two fonts that each have a map of their own."""
    for name in ("Embedded", "Other"):
        pdfmetrics.registerFont(TTFont(name, FONT))
        page.setFont(name, 12)
        page.drawString(72, 720 if name == "Other" else 600, f"{name} {ID}")


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        (b"/Contents", b"/Bontents"),
        (b"/ToUnicode", b"/TpUnicode"),
        (b"/FontFile2", b"/FomtFile2"),
        (b"/Kids [ ", b"/Kids [6"),
        (b"/Kids", b"/Kidz"),
        (b"/Pages", b"/Qages"),
        (b"/Widths [", b"/Widths [&"),
        (b"/Widths [ ", b"/Widths [\xa0"),
        (b"/Filter [", b"/Filuer ["),
        (b" obj", b" obk"),
    ],
)
def test_damage_by_which_pdfium_loses_text_is_told(whole: bytes, damaged: bytes) -> None:
    content = drawn(two_fonts)
    assert whole in content
    for number in range(content.count(whole)):
        pieces = content.split(whole)
        copy = whole.join(pieces[: number + 1]) + damaged + whole.join(pieces[number + 1 :])
        reading = Reading(copy)
        assert reading.verdict is InspectionVerdict.UNINSPECTABLE or reading.text.count(ID) >= 2


def test_a_damaged_mark_at_the_start_is_mended() -> None:
    reading = Reading(pdf(ID, embedded_font=True).replace(b"%PDF", b"%QDF", 1))
    assert ID in reading.text
    assert reading.kinds_of(ID) == {"page"}


@pytest.mark.parametrize("says", [b"", b"/Type/Metadata", b"/Type/EmbeddedFile", b"/Subtype/Image"])
def test_contents_too_large_for_pdfium_are_told_whatever_they_say(says: bytes) -> None:
    content = drawn(lambda page: [page.drawString(1, 1, ID) for _ in range(100)], pageCompression=0)
    if says:
        content = content.replace(b"/Length ", says + b"/Length ")
    reading = Reading(content, limits=Limits(pdf_stream=1000))
    assert reading.walk.reason == "limit:pdf_stream"
    assert ID in reading.text or says == b"/Subtype/Image"
    assert "page" not in {segment.place[0].kind for segment in reading.segments if segment.place}


def test_a_stream_packed_without_a_word_of_it_is_told() -> None:
    content = with_stream(f"身份证 {ID}".encode()).replace(b"/Filter /FlateDecode", b"/\0ilter \0FlateDecode")
    assert Reading(content).found_or_told(ID)


def test_rich_text_of_an_annotation_is_read_without_its_tags() -> None:
    rich = f"<body><p>{OTHER_ID[:6]}<b>{OTHER_ID[6:]}</b></p></body>"
    content = pdf().replace(
        b"/Type /Page\n", f"/Type /Page /Annots [<</Subtype/FreeText/RC({rich})>>]\n".encode(), 1
    )
    assert OTHER_ID in Reading(content).text
