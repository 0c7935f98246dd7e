"""One header after another, until one that ends the archive or cannot be read."""

from inspection.readers.archive.archive_rar_block import Block, blocks, first_is_right


def chain(*roles: str) -> list[Block]:
    table = {at: Block(role, at, at, at + 1) for at, role in enumerate(roles)}  # type: ignore[arg-type]
    return list(blocks(table.get, 0))


def test_headers_end_with_the_end_with_encryption_or_with_what_is_none() -> None:
    assert [block.role for block in chain("main", "member", "end", "member")] == ["main", "member", "end"]
    assert [block.role for block in chain("encryption", "member")] == ["encryption"]
    assert [block.role for block in chain("main", "member")] == ["main", "member"]


def test_an_archive_begins_with_a_right_header_of_two_kinds() -> None:
    main = Block("main", 0, 7, 7)
    assert first_is_right(main)
    assert first_is_right(main._replace(role="encryption"))
    assert not first_is_right(main._replace(is_right=False))
    assert not first_is_right(main._replace(role="member"))
    assert not first_is_right(None)
