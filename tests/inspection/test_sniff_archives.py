"""Archives whose signature stands elsewhere than at the start, and archives behind something else."""

import bz2

import pytest

from inspection import sniff_archives
from tests.inspection.readers.archive.test_tar_archive import tar
from tests.inspection.readers.packed import packed
from tests.inspection.samples import archive


def old_tar(order: int = 0) -> bytes:
    content = bytearray(tar({"a": b"x"}))
    content[257:512] = bytes(255)
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % (sum(content[:512]) + order)
    return bytes(content)


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (tar({"a": b"x"}), "tar"),
        (old_tar(), "tar"),
        (old_tar(1), ""),
        (packed("iso9660", {"a": b"x"})[: 1 << 16], "iso"),
        (b"\xc7\x71" + bytes(18) + b"\2\0" + bytes(4) + b"a\0", "cpio"),
        (b"\x71\xc7" + bytes(18) + b"\0\2" + bytes(4) + b"a\0", "cpio"),
        (b"\xc7\x71" + bytes(18) + b"\3\0" + bytes(4) + b"a\0", ""),
        (packed("cpio", {"a": b"x"}), "cpio"),
        (packed("cpio_newc", {"a": b"x"}), "cpio"),
        (b"070701,070702,070707 are numbers of a table", ""),
        (bz2.compress(b"x"), "bzip2"),
        (bz2.compress(b""), "bzip2"),
        (b"BZhang wrote this", ""),
        (b"\x5a\x2a\x4d\x18\0\0\0\0", "zstd"),
        (b"", ""),
    ],
)
def test_signatures_within_the_head(head: bytes, form: str) -> None:
    assert sniff_archives.by_inner_magic(head) == form


def test_a_zip_archive_is_behind_whatever_it_ends() -> None:
    inner = archive({"a": b"x"})
    assert sniff_archives.behind(b"%PDF-" + inner, "pdf") == ("zip",)
    assert sniff_archives.behind(b"%PDF-" + inner + b"trailing", "pdf") == ("zip",)
    assert sniff_archives.behind(b"%PDF-" + inner[:-1], "pdf") == ()


def test_in_a_container_it_is_one_only_with_the_last_octet() -> None:
    inner = archive({"a": b"x"})
    assert sniff_archives.behind(b"first members" + inner, "tar") == ("zip",)
    assert sniff_archives.behind(b"first members" + inner + bytes(1024), "tar") == ()


@pytest.mark.parametrize("carrier", ["executable", "image:jpeg", "video", "unknown"])
def test_other_archives_are_behind_what_people_hide_them_behind(carrier: str) -> None:
    content = b"something else" + packed("7zip", {"a": b"x"})
    assert sniff_archives.behind(content, carrier) == ("7z",)
    assert sniff_archives.behind(content, "text") == ()
