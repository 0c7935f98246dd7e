"""Headers of RAR 5, field by field."""

import pytest

from inspection.readers.archive import archive_rar5
from tests.inspection.readers.archive.rar import Part, comment, rar5

MEMBER = Part("客户.txt".encode(), b"text" * 100)


def test_headers_in_their_order_and_with_their_data() -> None:
    content = rar5(comment(b"words"), MEMBER)
    blocks = list(archive_rar5.blocks(content, 0))
    assert [block.role for block in blocks] == ["main", "service", "member", "end"]
    assert [content[block.data : block.end] for block in blocks] == [b"", b"words", b"text" * 100, b""]
    assert [block.name for block in blocks[1:3]] == [b"CMT", "客户.txt".encode()]
    assert all(block.is_right for block in blocks)
    assert blocks[-1].end == len(content)


def test_a_member_is_encrypted_by_a_record_of_its_header() -> None:
    [_, one, other, _] = archive_rar5.blocks(rar5(MEMBER._replace(encrypted=True), MEMBER), 0)
    assert (one.strength, other.strength) == ("strong", "")


def test_behind_encrypted_headers_nothing_is_read() -> None:
    [block] = archive_rar5.blocks(rar5(hidden=True), 0)
    assert (block.role, block.strength) == ("encryption", "strong")


@pytest.mark.parametrize(
    "content", [b"\xff" * 40, bytes(40), b"\0\0\0\0\x80\x80\x80\x80", b"\0\0\0\0\x03\xff\xff\xff"]
)
def test_numbers_without_an_end_and_sizes_without_sense_end_the_headers(content: bytes) -> None:
    assert list(archive_rar5.blocks(archive_rar5.SIGNATURE + content, 0)) == []


def test_a_service_block_becomes_an_archive_of_one_member() -> None:
    content = rar5(comment(b"words"), MEMBER)
    service = list(archive_rar5.blocks(content, 0))[1]
    [_, block] = archive_rar5.blocks(archive_rar5.as_archive(content, 0, service), 0)
    assert (block.role, block.is_right) == ("member", True)
