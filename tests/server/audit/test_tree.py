import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.audit.tree import EMPTY_ROOT, Frontier, leaf_hash


def reference_root(entries: list[bytes]) -> bytes:
    """RFC 9162 section 2.1.1, word by word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    left, right = reference_root(entries[:split]), reference_root(entries[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_frontier_gives_the_root_of_the_standard(entries: list[bytes]) -> None:
    frontier = Frontier()
    for entry in entries:
        frontier.append(leaf_hash(entry))
    assert frontier.root() == reference_root(entries)


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_a_stored_frontier_goes_on_where_it_was(entries: list[bytes], cut: int) -> None:
    first = Frontier()
    for entry in entries[:cut]:
        first.append(leaf_hash(entry))
    again = Frontier.from_bytes(first.size, first.to_bytes())
    for entry in entries[cut:]:
        again.append(leaf_hash(entry))
    assert again.root() == reference_root(entries)


def test_the_empty_tree() -> None:
    assert Frontier().root() == EMPTY_ROOT


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="2 full subtrees"):
        Frontier.from_bytes(3, b"\0" * 32)
