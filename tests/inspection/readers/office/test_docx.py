"""Word and PowerPoint packages: one number in each place, made by python-docx or added as a part."""

import io
import zipfile

import docx
import pytest

from policies.inspected import InspectionVerdict
from tests.inspection.planted.polyglots import png
from tests.inspection.samples import ID, Reading, archive, excel, saved, word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_part(name: str, content: str | bytes, package: bytes | None = None) -> bytes:
    """A package with one more part, as other programs write them."""
    members = {}
    with zipfile.ZipFile(io.BytesIO(package or word("x"))) as source:
        members = {info.filename: source.read(info) for info in source.infolist()}
    members[name] = content.encode() if isinstance(content, str) else content
    return archive(members)


def test_a_value_split_over_runs_is_one_value() -> None:
    reading = Reading(word(ID))
    assert f"身份证号 {ID}" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert reading.walk.format == "docx"


def test_headers_footers_tables_and_properties() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "in-header"
    section.footer.paragraphs[0].text = "in-footer"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "in-first-header"
    table = document.add_table(2, 2)
    for cell, text in zip(table.row_cells(1), ("in-cell-a", "in-cell-b"), strict=True):
        cell.text = text
    document.core_properties.title = "in-title"
    document.core_properties.comments = "in-comments"
    text = Reading(saved(document.save)).primary
    for value in (
        "in-header",
        "in-footer",
        "in-first-header",
        "in-cell-a\tin-cell-b",
        "in-title",
        "in-comments",
    ):
        assert value in text


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/comments.xml", f"<w:comments {W}><w:comment w:id='1'><w:p><w:r><w:t>{ID}</w:t></w:r></w:p></w:comment></w:comments>"),  # noqa: E501
        ("word/footnotes.xml", f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>{ID[:4]}</w:t></w:r><w:r><w:t>{ID[4:]}</w:t></w:r></w:p></w:footnote></w:footnotes>"),  # noqa: E501
        ("word/unlinked.xml", f"<w:x {W}><w:p><w:r><w:t>{ID}</w:t></w:r></w:p></w:x>"),
        ("customXml/item9.xml", f"<client><id>{ID}</id></client>"),
        ("customXml/item8.xml", f"<client id='{ID}'/>"),
        ("docProps/custom.xml", f"<Properties><property name='x'><lpwstr>{ID}</lpwstr></property></Properties>"),
        ("word/_rels/extra.xml.rels", f"<Relationships><Relationship Target='https://example.com/{ID}'/></Relationships>"),
        ("word/hidden.xml", f"<w:x {W}><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{ID}</w:t></w:r></w:p></w:x>"),
        ("word/field.xml", f"<w:x {W}><w:p><w:r><w:instrText>HYPERLINK {ID}</w:instrText></w:r></w:p></w:x>"),
        ("word/alt.xml", f"<w:x {W}><docPr descr='card {ID}'/></w:x>"),
        ("word/gbk.xml", f"<?xml version='1.0' encoding='gb2312'?><a>身份证 {ID}</a>".encode("gbk")),
        ("word/wide.xml", f"<?xml version='1.0' encoding='utf-16'?><a>身份证 {ID}</a>".encode("utf-16")),
    ],
)  # fmt: skip
def test_every_part_counts(name: str, part: str | bytes) -> None:
    reading = Reading(with_part(name, part))
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_deleted_number_and_the_number_around_a_deletion() -> None:
    body = (
        f"<w:x {W}><w:p><w:r><w:t>{ID[:6]}</w:t></w:r><w:del><w:r><w:delText>999</w:delText></w:r></w:del>"
        f"<w:r><w:t>{ID[6:]}</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>gone {ID}</w:delText></w:r></w:del></w:p></w:x>"  # noqa: E501
    )
    reading = Reading(with_part("word/deleted.xml", body))
    assert ID in reading.primary
    assert f"gone {ID}" in reading.text


def test_embedded_workbooks_are_read() -> None:
    assert ID in Reading(with_part("word/embeddings/sheet1.xlsx", excel(ID))).primary


def test_powerpoint_slides_and_notes() -> None:
    slide = (
        "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
    )
    package = archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "ppt/slides/slide1.xml": slide.format(ID[:5], ID[5:]).encode(),
            "ppt/notesSlides/notesSlide1.xml": slide.format("in-", "notes").encode(),
        }
    )
    reading = Reading(package)
    assert reading.walk.format == "pptx"
    assert ID in reading.primary
    assert "in-notes" in reading.primary


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("<!DOCTYPE x [<!ENTITY a '1'>]><x>&a;</x>", "limit:entities"),
        ("<!DOCTYPE x SYSTEM 'http://example.com/x.dtd'><x/>", "limit:entities"),
        ("<x><y>x</x>", "malformed:xml"),
        ("<x>" * 3000 + "x" + "</x>" * 3000, "limit:markup-depth"),
    ],
)
def test_a_part_that_is_no_clean_xml_is_told(part: str, reason: str) -> None:
    reading = Reading(with_part("word/odd.xml", part + f"<!-- {ID} -->"))
    assert reading.walk.reason == reason


def test_an_entity_bomb_ends_at_once() -> None:
    tenfold = {n: f"&l{n - 1};" * 10 for n in range(1, 10)}
    levels = "".join(f"<!ENTITY l{n} '{value}'>" for n, value in tenfold.items())
    bomb = f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY l0 '{ID}'>{levels}]><x>&l9;</x>"
    reading = Reading(with_part("word/document.xml", bomb))
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE


def test_a_picture_is_named_as_unread() -> None:
    reading = Reading(with_part("word/media/image1.png", png()))
    assert "image" in reading.walk.unread
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_part_of_unknown_bytes_is_told() -> None:
    reading = Reading(with_part("word/activeX/activeX1.bin", bytes(range(256)) * 4))
    assert reading.walk.reason == "unknown-format"
