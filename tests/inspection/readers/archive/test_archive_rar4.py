"""Headers of RAR up to version 4, field by field."""

import pytest

from inspection.readers.archive import archive_rar4
from tests.inspection.readers.archive.rar import Part, comment, rar4

MEMBER = Part("客户.txt".encode(), b"text")


def test_headers_in_their_order_and_with_their_data() -> None:
    content = rar4(comment(b"words"), MEMBER)
    blocks = list(archive_rar4.blocks(content, 0))
    assert [block.role for block in blocks] == ["main", "service", "member", "end"]
    assert [content[block.data : block.end] for block in blocks] == [b"", b"words", b"text", b""]
    assert [block.name for block in blocks[1:3]] == [b"CMT", "客户.txt".encode()]
    assert all(block.is_right for block in blocks)
    assert blocks[-1].end == len(content)


@pytest.mark.parametrize(("version", "strength"), [(29, "strong"), (36, "strong"), (20, "weak")])
def test_the_cipher_by_the_version_that_wrote_it(version: int, strength: str) -> None:
    [_, block, _] = archive_rar4.blocks(rar4(MEMBER._replace(encrypted=True), version=version), 0)
    assert block.strength == strength


def test_behind_encrypted_headers_nothing_is_read() -> None:
    [block] = archive_rar4.blocks(rar4(MEMBER, main_flags=0x80), 0)
    assert (block.role, block.strength) == ("encryption", "strong")


def test_a_first_header_begins_an_archive_and_a_damaged_one_does_not() -> None:
    content = bytearray(rar4(MEMBER))
    assert archive_rar4.begins(content, 0)
    content[10] ^= 0x40
    assert not archive_rar4.begins(content, 0)


def test_a_service_block_becomes_an_archive_of_one_member() -> None:
    content = rar4(comment(b"words"), MEMBER)
    service = list(archive_rar4.blocks(content, 0))[1]
    [_, block] = archive_rar4.blocks(archive_rar4.as_archive(content, 0, service), 0)
    assert (block.role, block.is_right) == ("member", True)
