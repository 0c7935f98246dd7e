"""The inventory: one entry per file, whatever is done to the file."""

from pathlib import Path

import msgspec

from agent.parts import Parts
from tests.agent.builders import WANG, make_file, make_leftover


def test_a_file_is_known_by_its_path_and_when_moved_by_its_content(parts: Parts, tmp_path: Path) -> None:
    one = make_leftover(parts, make_file(tmp_path))
    known = parts.inventory.known
    assert known(one.path, 1, 1, "other") == one  # replaced in place
    assert known(b"/elsewhere", one.dev, one.inode, one.fingerprint) == one  # moved
    assert known(b"/elsewhere", one.dev, one.inode, "0" * 64) is None  # the inode was given away again
    assert (
        known(b"/elsewhere", one.dev, one.inode + 1, one.fingerprint) is None
    )  # a copy is a file of its own


def test_the_open_ones_come_by_their_deadline(parts: Parts, tmp_path: Path) -> None:
    later = make_leftover(parts, make_file(tmp_path, "a.txt"), deadline="2027-01-01T00:00:00.000000Z")
    sooner = make_leftover(parts, make_file(tmp_path, "b.txt"), deadline="2026-01-01T00:00:00.000000Z")
    make_leftover(parts, make_file(tmp_path, "gone.txt"), status="gone")
    assert parts.inventory.open() == [sooner, later]


def test_settling_closes_an_entry_for_good(parts: Parts, tmp_path: Path) -> None:
    one = make_leftover(parts, make_file(tmp_path))
    with parts.journal.transaction() as connection:
        parts.inventory.settle(connection, one.id, "destroyed")
        parts.inventory.settle(connection, "unknown", "destroyed")
    assert parts.inventory.open() == []
    assert parts.inventory.get(one.id) == msgspec.structs.replace(one, status="destroyed")
    assert parts.inventory.at(one.path) is None
    assert len(parts.inventory.everything()) == 1


def test_what_an_account_left_is_found(parts: Parts, tmp_path: Path) -> None:
    li = msgspec.structs.replace(WANG, account="li")
    make_leftover(parts, make_file(tmp_path, "a.txt"))
    other = make_leftover(parts, make_file(tmp_path, "b.txt"), attribution=li)
    assert parts.inventory.open_of("li") == [other]
    assert parts.inventory.open_of("nobody") == []
