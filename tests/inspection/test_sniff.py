"""What a file is by its bytes: every signature, text that looks like something, files that are two things."""

import gzip
import io
import mmap
import sqlite3
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.sniff import formats, is_binary
from tests.inspection.readers.archive.test_tar_archive import tar
from tests.inspection.samples import ID, archive, excel, mail, pdf, raw_mail, word

PAD = bytes(600)
SIGNATURES = {
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + PAD,
    "image:png": b"\x89PNG\r\n\x1a\n" + PAD,
    "image:jpeg": b"\xff\xd8\xff\xe0" + PAD,
    "image:gif": b"GIF89a" + PAD,
    "image:tiff": b"II*\0" + PAD,
    "image:bmp": b"BM\x00\x01\x00\x00\0\0\0\0" + PAD,
    "image:webp": b"RIFF\x00\x01\x00\x00WEBP" + PAD,
    "image:heic": b"\0\0\0\x18ftypheic" + PAD,
    "image:jp2": b"\0\0\0\x0cjP  \r\n\x87\n" + PAD,
    "image:psd": b"8BPS\0\1" + PAD,
    "image:xpm": b"/* XPM */\nstatic char *a[] = {",
    "image:pnm": b"P6\n# x\n64 32 255\n" + PAD,
    "video": b"\0\0\0\x18ftypisom" + PAD,
    "gzip": gzip.compress(b"x" * 100),
    "bzip2": b"BZh91AY&SY" + PAD,
    "xz": b"\xfd7zXZ\0" + PAD,
    "zstd": b"\x28\xb5\x2f\xfd" + PAD,
    "zlib": zlib.compress(b"hello hello"),
    "7z": b"7z\xbc\xaf\x27\x1c" + PAD,
    "rar": b"Rar!\x1a\x07\x01\0" + PAD,
    "cab": b"MSCF\0\0\0\0" + PAD,
    "rtf": b"{\\rtf1\\ansi x}",
    "executable": b"MZ\x90\0" + PAD,
    "tnef": b"x\x9f\x3e\x22" + PAD,
    "applefile": b"\0\x05\x16\x07" + PAD,
    "activemime": b"ActiveMime\0\0" + PAD,
    "pst": b"!BDN" + PAD,
    "dbx": b"\xcf\xad\x12\xfe" + PAD,
    "openpgp": b"-----BEGIN PGP MESSAGE-----\n\nabc",
    "pdf": b"%PDF-1.7\n",
    "empty": b"",
    "blank": PAD,
    "font": b"OTTO\0\x01" + PAD,
    "der": b"\x30\x06\x02\x01\x01\x0c\x01x",
    "unknown": bytes(range(1, 32)) * 20,
}
PACKAGES = {
    "docx": {"[Content_Types].xml": b"", "word/document.xml": b""},
    "xlsx": {"[Content_Types].xml": b"", "xl/workbook.xml": b""},
    "xlsb": {"[Content_Types].xml": b"", "xl/workbook.bin": b""},
    "pptx": {"[Content_Types].xml": b"", "ppt/presentation.xml": b""},
    "ofd": {"OFD.xml": b"", "Doc_0/Document.xml": b""},
    "odt": {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""},
    "epub": {"mimetype": b"application/epub+zip", "META-INF/container.xml": b""},
    "zip": {"word/document.xml": b"", "a.txt": b""},
}
TEXTS = {
    "text": "客户的身份证号码",
    "csv": "姓名,身份证号\r\n张三,1\r\n李四,2\r\n",
    "json": '{"a": 1}',
    "html": "<!DOCTYPE html><p>x",
    "xml": "<?xml version='1.0'?><a>x</a>",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_signature(name: str) -> None:
    assert formats(SIGNATURES[name]) == (name,)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_told_by_its_members(name: str) -> None:
    assert formats(archive(PACKAGES[name])) == (name,)


@pytest.mark.parametrize(
    ("content", "name"), [(word(), "docx"), (excel(), "xlsx"), (pdf(), "pdf"), (mail().as_bytes(), "message")]
)
def test_what_real_writers_make(content: bytes, name: str) -> None:
    assert formats(content) == (name,)
    mapping = mmap.mmap(-1, len(content))
    mapping.write(content)
    assert formats(mapping) == (name,)


def test_a_tar_and_a_database(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as package:
        package.addfile(tarfile.TarInfo("a"))
    assert formats(buffer.getvalue()) == ("tar",)
    assert formats(tar({"first.pdf": pdf(), "second.xlsx": b"x"})) == ("tar",)
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    assert formats((tmp_path / "a.db").read_bytes()) == ("sqlite",)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("name", TEXTS)
def test_texts_in_any_charset(name: str, codec: str) -> None:
    assert formats(TEXTS[name].encode(codec)) == (name,)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (raw_mail("Subject: x", "From: a@example.com", "", "y"), "message"),
        (raw_mail("", "Received: by x", "Date: y"), "message"),
        (raw_mail("garbage", "From: a", "To: b", "Subject: c", "Date: d", "", "y"), "message"),
        (raw_mail("Subject: a letter about something", "", "y"), "text"),
        (raw_mail("Note: x", "", "From: a", "To: b"), "text"),
        (b"From a@example.com Mon Jan  1 00:00:00 2024\nFrom: a@example.com\n\nx\n", "mbox"),
        (b"From a@example.com Mon Jan  1 00:00:00 2024\nFrom: a\nTo: b\nDate: c\nSubject: d\n\nx\n", "mbox"),
        (raw_mail("Subject: x", "From: a@example.com", "", "y").decode().encode("utf-16"), "message"),
        (raw_mail("Content-Type: multipart/mixed;", " boundary=B", "", "--B"), "message"),
        (raw_mail("Content-Type: text/plain", "", "y"), "text"),
        (raw_mail("BEGIN:VCALENDAR", "X-WR-CALNAME:x", "X-WR-TIMEZONE:y"), "icalendar"),
        ("\ufeffbegin:vcard\r\nFN:x\r\n".encode("utf-16-le"), "vcard"),
        (b"From here on nothing is known", "text"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        (b"<note>x</note>", "xml"),
        (b"<!-- made by hand -->\n<note id='1'>x</note>", "xml"),
        (b"<!-- licence -->\n\n* [About](about.md)\n<hr class='l'/>", "text"),
        (b"<https://www.example.com/manual>\n", "text"),
        (b"<DRAFT!>\nHow to make keys", "text"),
        (b"[1, 2]", "json"),
        (b"[see below] and more", "text"),
        (b"a;b;c\n1;2;3\n", "csv"),
        (b"one, two\nthree\n", "text"),
    ],
)
def test_texts_that_look_alike(content: bytes, name: str) -> None:
    assert formats(content) == (name,)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03" + PAD, "cms"),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + PAD, "cms"),
        (b"\x30\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01" + PAD, "cms"),
        (b"\x85\x01\x0c\x03" + bytes(range(100, 200)), "openpgp"),
        (b"\xc1\x40\x03" + bytes(range(100, 200)), "openpgp"),
        (b"\x8c\x0d\x04\x09" + bytes(range(100, 200)), "openpgp"),
    ],
)
def test_what_has_a_structure_and_no_signature(content: bytes, name: str) -> None:
    assert formats(content) == (name,)


@pytest.mark.parametrize("first", ["pdf", "image:jpeg", "text", "html"])
def test_an_archive_behind_something_else_is_told_as_well(first: str) -> None:
    content = SIGNATURES.get(first) or TEXTS[first].encode() * 5000
    assert formats(content + archive({"a.txt": b"x"})) == (first, "zip")
    assert formats(content + b"PK\x05\x06") == (first,)


def test_an_archive_comment_does_not_hide_the_archive() -> None:
    buffer = io.BytesIO(b"%PDF-1.4\n")
    buffer.seek(0, io.SEEK_END)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("a.txt", b"x")
        package.comment = b"c" * 65_535
    assert formats(buffer.getvalue()) == ("pdf", "zip")


def test_a_pdf_may_begin_late_but_not_anywhere() -> None:
    assert formats(b"\n" * 1000 + b"%PDF-1.4\n") == ("pdf",)
    assert formats(b"about " * 300 + b"%PDF-1.4\n") == ("text",)


def test_a_damaged_archive_is_still_one() -> None:
    assert formats(archive({"a": b"x"})[:40]) == ("zip",)
    assert formats(word()[:-30]) == ("zip",)


def test_text_with_nul_octets_in_it_is_not_taken_for_text() -> None:
    assert formats(f"{ID} and \0 more text".encode() + b" " * 100) == ("unknown",)


def test_binary_is_what_has_a_signature() -> None:
    assert is_binary(pdf())
    assert is_binary(archive({"a": b"x"}))
    assert not is_binary(mail().as_bytes())
    assert not is_binary(TEXTS["html"].encode())


@given(st.binary(max_size=400))
def test_any_bytes_have_a_format(content: bytes) -> None:
    for begin in (b"", b"PK\x03\x04", b"x\x9c", b"BM", b"\x30\x82"):
        assert all(formats(begin + content))


@pytest.mark.parametrize("first", [b"%PCF-1.4\n", b"", b"\xff" * 9])
def test_a_pdf_whose_first_line_is_damaged_is_one(first: bytes) -> None:
    content = first + pdf(ID).split(b"\n", 1)[1]
    assert formats(content)[0] == "pdf"


@pytest.mark.parametrize("mark", ["\x01", "\x1f"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_columns_apart_by_a_control_character_are_text(mark: str, charset: str) -> None:
    row = mark.join(("张三", ID, "13800138000", "1", "2", "3")) + "\n"
    assert formats((row * 5).encode(charset)) == ("text",)
    assert formats((row * 5 + mark * 40 + row).encode(charset)) == ("text",)  # what follows is not looked at


def test_controls_that_keep_to_no_columns_are_no_text() -> None:
    assert formats(b"ab\x01cd\n\x01\x01\x02ef\n" * 20) == ("unknown",)


def test_long_runs_of_foreign_octets_are_pixels_and_words_are_text() -> None:
    assert formats(b"header\n" + b"\xff" * 3000) == ("unknown",)
    assert formats("Широкая электрификация южных губерний. ".encode("koi8-r") * 40) == ("text",)


@pytest.mark.parametrize("name", ["Path", "person", "table1", "heading", "bank"])
def test_an_element_whose_name_begins_like_one_of_a_page_is_no_page(name: str) -> None:
    assert formats(f"<{name} a='1'><b1/></{name}>".encode()) == ("xml",)
