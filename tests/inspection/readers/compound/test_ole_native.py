"""Packaged files and OLE 1.0 objects."""

import struct

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.compound import ole_native
from tests.inspection.samples import ID, archive


def package(content: bytes, *, size: int | None = None) -> bytes:
    names = b"\2\0" + "证件.txt".encode("gbk") + b"\0C:\\in-path\0" + b"\0\0\3\0"
    names += struct.pack("<I", 8) + b"in-temp\0" + struct.pack("<I", len(content) if size is None else size)
    return struct.pack("<I", len(names + content)) + names + content


def embedded(name: bytes, native: bytes, *, kind: int = 2) -> bytes:
    head = struct.pack("<III", 0x501, kind, len(name) + 1) + name + b"\0" + bytes(8)
    return head + struct.pack("<I", len(native)) + native + b"presentation"


def found(data: bytes, *, rtf: bool = False) -> tuple[str, str]:
    walk = extractor.new_walk(Limits())
    reader = ole_native.read_embedded if rtf else ole_native.read
    return "\n".join(segment.text for segment in reader(data, (), walk)), walk.reason


def test_label_paths_and_file_of_a_package() -> None:
    text, reason = found(package(f"card {ID}".encode()))
    for value in ("证件.txt", "in-path", "in-temp", ID):
        assert value in text
    assert reason == ""


def test_a_package_that_is_cut_off_is_told_and_read() -> None:
    text, reason = found(package(f"card {ID}".encode(), size=500))
    assert ID in text
    assert reason == "malformed:ole"


def test_a_size_that_is_too_small_cuts_no_number() -> None:
    assert ID in found(package(f"card {ID}".encode(), size=12))[0]


@pytest.mark.parametrize("name", [b"Package", b"Word.Document.12"])
def test_an_object_of_rtf(name: bytes) -> None:
    native = package(ID.encode())[4:] if name == b"Package" else archive({"a.txt": ID.encode()})
    text, reason = found(embedded(name, native), rtf=True)
    assert ID in text
    assert "presentation" in text
    assert reason == ""


def test_a_link_has_only_names() -> None:
    text, reason = found(embedded(f"link {ID}".encode(), b"", kind=1), rtf=True)
    assert ID in text
    assert reason == ""


def test_a_broken_header_does_not_hide_what_stands_behind() -> None:
    text, reason = found(b"\xff" * 12 + f"card {ID}".encode(), rtf=True)
    assert ID in text
    assert reason == "malformed:ole"


def test_data_that_only_its_program_reads_is_told() -> None:
    text, reason = found(embedded(b"Equation.3", bytes(range(1, 256)) + ID.encode()), rtf=True)
    assert ID in text
    assert reason == "unsupported:object"
