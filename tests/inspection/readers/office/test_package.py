"""Parts of a package beside its main text: each is read as what it is, whatever its name says."""

import io
import zipfile

import pytest
import pyzipper

from inspection.content import Content
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.office import package
from inspection.segment import Place
from inspection.walker import Walk
from policies.inspected import InspectionVerdict
from tests.inspection.planted.polyglots import png
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, archive, excel, pdf

BINARY = bytes(range(1, 9)) * 50
PNG = png()


def parts(content: Content, place: Place, walk: Walk):
    container = ZipContainer(content, walk)
    for member in container.members:
        yield from package.part(container, member, place, walk)


def surroundings(content: Content, place: Place, walk: Walk):
    return package.surroundings(content, ZipContainer(content, walk), place, walk)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("word/document.xml", f"<d><p><t>{ID[:6]}</t><t>{ID[6:]}</t></p></d>".encode(), "part"),
        ("word/no-extension", f"\ufeff<?xml version='1.0'?><d><p><t>{ID}</t></p></d>".encode(), "part"),
        ("word/wide.xml", f"<?xml version='1.0'?><d><p><t>{ID}</t></p></d>".encode("utf-16"), "part"),
        ("word/wide.xml", f"<?xml version='1.0'?><d><p><t>{ID}</t></p></d>".encode("utf-16-be"), "part"),
        ("word/afchunk.dat", f"<html><body><p>{ID[:6]}<b>{ID[6:]}</b></p></body></html>".encode(), "part"),
        ("word/afchunk.htm", f"<!DOCTYPE html><p>{ID[:6]}<b>{ID[6:]}</b></p>".encode(), "part"),
        ("word/embeddings/a.bin", excel(ID), "sheet"),
        ("word/media/image1.png", pdf(ID), "page"),
        ("customXml/notes.txt", f"身份证 {ID}".encode("gbk"), "part"),
        ("xl/printerSettings/printerSettings1.bin", BINARY + ID.encode("utf-16-le"), "part"),
        ("layout-cache", BINARY + ID.encode(), "part"),
        ("word/folder/", f"<d><p><t>{ID}</t></p></d>".encode(), "part"),
    ],
)  # fmt: skip
def test_a_part_is_read_by_its_content(name: str, data: bytes, kind: str) -> None:
    reading = Alone(parts, archive({name: data}))
    assert kind in reading.kinds_of(ID)
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert name in [step.name for segment in reading.segments for step in segment.place]


@pytest.mark.parametrize(
    ("name", "data", "unread"),
    [
        ("word/fonts/font1.odttf", BINARY, "font"),
        ("ppt/fonts/font1.FNTDATA", BINARY, "font"),
        ("word/media/a", PNG, "image"),
    ],
)
def test_what_has_no_text_is_named(name: str, data: bytes, unread: str) -> None:
    reading = Alone(parts, archive({name: data}))
    assert (reading.walk.unread, reading.walk.reason) == ({unread}, "")


def test_unknown_bytes_are_told() -> None:
    assert Alone(parts, archive({"word/activeX.bin": BINARY})).walk.reason == "unknown-format"


def test_a_broken_part_is_told_and_its_siblings_are_read() -> None:
    reading = Alone(parts, archive({"a.xml": b"<a><b>x</a>", "b.xml": f"<p><t>{ID}</t></p>".encode()}))
    assert reading.walk.reason == "malformed:xml"
    assert ID in reading.primary


def test_a_font_that_is_text_is_read() -> None:
    assert ID in Alone(parts, archive({"word/fonts/font1.odttf": f"证号 {ID}".encode()})).text


def test_an_encrypted_part_is_told_with_its_name() -> None:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as target:
        target.setpassword(b"secret")
        target.writestr("word/document.xml", ID)
    reading = Alone(parts, buffer.getvalue())
    assert [(part.place[-1].name, part.strength) for part in reading.walk.encrypted] == [
        ("word/document.xml", "strong")
    ]


def test_names_comment_and_stray_octets_surround_the_parts() -> None:
    buffer = io.BytesIO(f"前面 {ID}\n".encode() + archive({"word/客户.xml": b"<a/>"}))
    with zipfile.ZipFile(buffer, "a") as target:
        target.comment = "备注 in-comment".encode("gbk")
    reading = Alone(surroundings, buffer.getvalue())
    assert reading.kinds_of("word/客户.xml") == {"parts"}
    assert reading.kinds_of("备注 in-comment") == {"comment"}
    assert reading.kinds_of(f"前面 {ID}") == {"stray"}


@pytest.mark.parametrize("data", [b"<a/>", b" \r\n<a/>", b"\xef\xbb\xbf<a/>", "<a/>".encode("utf-16")])
def test_xml_is_known_by_its_first_character(data: bytes) -> None:
    assert package.is_xml(data)
    assert not package.is_xml(b"a" + data)
