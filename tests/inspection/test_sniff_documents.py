"""Packages by their members and mimetype, XML by its root, documents behind something else."""

import pytest

from inspection.sniff_documents import behind, xml_kind, zip_kind
from tests.inspection.planted import opc
from tests.inspection.samples import archive, pdf, word

_TYPE = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "docx"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "xlsx"),
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, "xlsb"),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "pptx"),
        ({"[Content_Types].xml": "", "visio/document.xml": ""}, "vsdx"),
        ({"[Content_Types].xml": "", "FixedDocSeq.fdseq": ""}, "xps"),
        ({"[Content_Types].xml": "", "other.xml": ""}, "zip"),
        ({"mimetype": _TYPE + "text", "content.xml": ""}, "odt"),
        ({"mimetype": _TYPE + "text-template", "content.xml": ""}, "odt"),
        ({"mimetype": _TYPE + "spreadsheet\n"}, "ods"),
        ({"mimetype": _TYPE + "presentation"}, "odp"),
        ({"mimetype": _TYPE + "graphics"}, "odg"),
        ({"mimetype": _TYPE + "formula"}, "odf"),
        ({"mimetype": "x", "content.xml": "", "META-INF/manifest.xml": ""}, "odf"),
        ({"content.xml": "", "a.txt": ""}, "zip"),
        ({"mimetype": "application/epub+zip"}, "epub"),
        ({"META-INF/container.xml": ""}, "epub"),
        ({"OFD.xml": "", "Doc_0/Document.xml": ""}, "ofd"),
        ({"word/document.xml": ""}, "zip"),
    ],
)
def test_packages(members: dict[str, str], kind: str) -> None:
    assert zip_kind(opc.package({name: text.encode() for name, text in members.items()})) == kind


def test_a_damaged_package_is_a_plain_archive() -> None:
    assert zip_kind(word()[:-30]) == "zip"
    assert zip_kind(b"PK\x03\x04") == "zip"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>", "odf-xml"),
        ("<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>", "word-xml"),
        ("<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>", "word-xml"),
        ("<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "excel-xml"),
        ("<VisioDocument xmlns='http://schemas.microsoft.com/visio/2003/core'>", "visio-xml"),
        ("<document><title>x</title></document>", "xml"),
        ("<Workbook>", "xml"),
        ("<a xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "xml"),
    ],
)
def test_xml_by_its_root(start: str, kind: str) -> None:
    assert xml_kind(f"<?xml version='1.0'?>\n{start}") == kind


def test_what_stands_behind() -> None:
    picture = b"GIF89a" + bytes(40)
    assert behind(picture + pdf("x"), "image:gif", ()) == ("pdf",)
    assert behind(picture + pdf("x")[:90], "image:bmp", ()) == ("pdf",)
    assert behind(picture, "image:gif", ()) == ()
    assert behind(picture + pdf("x"), "image:png", ()) == ()
    assert behind(b"x" + word(), "text", ("zip",)) == ("docx",)
    assert behind(archive({"a": b"x"}) + pdf("x"), "zip", ()) == ("pdf",)
    assert behind(opc.package({"a.pdf": pdf("x")}, stored=("a.pdf",)), "zip", ()) == ()
