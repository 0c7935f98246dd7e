"""Texts of tar headers in the charset they were written in, each told once."""

import tarfile

import pytest

from inspection.readers.archive import tar_text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_stored_name_is_read_in_its_charset(charset: str) -> None:
    stored = "客户表.txt".encode(charset).decode("utf-8", "surrogateescape")
    assert tar_text.text(stored) == "客户表.txt"


def test_what_was_told_once_is_not_told_again_and_numbers_are_not_told() -> None:
    info = tarfile.TarInfo("a")
    info.uname, info.pax_headers = (
        "owner",
        {"comment": "words", "mtime": "1700000000.5", "GNU.sparse.major": "1"},
    )
    told = tar_text.Told()
    assert [segment.text for segment in told.about(info, {}, ())] == ["owner", "comment=words"]
    info.pax_headers = {"comment": "other words"}
    shared = {"comment": "for all"}
    assert [segment.text for segment in told.about(info, shared, ())] == [
        "comment=for all",
        "comment=other words",
    ]
