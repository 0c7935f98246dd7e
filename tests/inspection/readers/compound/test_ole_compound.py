"""Streams of a compound file, and what no stream accounts for."""

import pytest

from inspection import extractor
from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers.compound.ole_compound import Compound, Storage
from tests.inspection.readers.compound import compound_files
from tests.inspection.readers.compound.storages import storages

LARGE = b"large" * 1000
TREE = {"a": b"small", "b": LARGE, "in": {"c": b"inner", "deep": {"d": b"deepest"}}}


def opened(content: bytes, limits: Limits | None = None) -> Compound:
    return Compound(content, extractor.new_walk(limits or Limits()))


def test_streams_by_storage() -> None:
    compound = opened(storages(TREE))
    assert compound.storages == [(), ("in",), ("in", "deep")]
    assert sorted(compound.names(())) == ["a", "b"]
    assert compound.read(("in", "deep", "d")) == b"deepest"
    assert compound.read(("b",)) == LARGE
    assert not compound.is_damaged


def test_a_stream_is_accounted_for_once_it_is_taken() -> None:
    storage = Storage(opened(storages(TREE)), ("in",))
    assert (storage.take("c"), storage.take("missing")) == (b"inner", b"")
    assert storage.taken == {"c": b"inner"}


def test_property_sets_are_still_to_be_read_where_all_else_is_encrypted() -> None:
    storage = Storage(opened(storages({"a": b"small", "\5props": b"clear"})), ())
    storage.take_encrypted()
    assert storage.taken == {"a": b"small"}


def test_unused_octets_are_those_of_no_stream() -> None:
    content = bytearray(storages(TREE))
    end = content.find(LARGE) + len(LARGE)
    content[end : end + 6] = b"rested"
    compound = opened(bytes(content) + b"behind the file")
    compound.read(("a",))
    unused = compound.unused()
    assert b"rested" in unused
    assert b"behind the file" in unused
    assert b"large" not in unused
    assert b"small" not in unused


def test_all_streams_together_are_bounded() -> None:
    compound = opened(storages(TREE), Limits(output=6000))
    compound.read(("b",))
    with pytest.raises(BudgetSpent):
        compound.read(("b",))


def test_storages_count_as_members() -> None:
    with pytest.raises(BudgetSpent):
        opened(storages(TREE), Limits(members=2))


def test_a_chain_that_leaves_the_file_is_damage() -> None:
    content = storages(TREE)
    table = content[-512:].replace((2).to_bytes(4, "little"), (0xFFFF).to_bytes(4, "little"), 1)
    compound = opened(content[:-512] + table)
    compound.read(("b",))
    assert compound.is_damaged


def test_an_entry_to_which_nothing_leads_is_damage() -> None:
    content = storages({"a": b"first", "b": b"second"})
    entry = content.find("a".encode("utf-16-le") + bytes(60))
    lost = content[: entry + 72] + b"\xff" * 4 + content[entry + 76 :]  # its right neighbour
    compound = opened(lost)
    assert compound.names(()) == ["a"]
    assert compound.is_damaged


def test_entries_that_were_never_used_are_no_damage() -> None:
    unused = compound_files.entry("", 0) * 2
    content = compound_files.compound({"a": b"small"})
    assert content.endswith(unused)
    compound = opened(content[: -len(unused)] + b"\xff" * len(unused))
    assert (compound.names(()), compound.is_damaged) == (["a"], False)


def test_a_directory_that_is_a_list_instead_of_a_tree() -> None:
    compound = opened(storages({f"stream {number}": b"x" for number in range(2000)}))
    assert len(compound.names(())) == 2000
