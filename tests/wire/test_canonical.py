"""One value has one byte form (RFC 8785 for what the wire holds)."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from wire.canonical import encode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ASCII_KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(ASCII_KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(VALUES)
def test_it_reads_back_as_the_same_value(value: object) -> None:
    assert json.loads(encode(value)) == value


@given(st.dictionaries(ASCII_KEYS, VALUES, max_size=5))
def test_the_order_of_keys_in_memory_does_not_matter(value: dict[str, object]) -> None:
    assert encode(value) == encode(dict(reversed(value.items())))


@given(VALUES)
def test_it_is_what_the_standard_library_writes_with_sorted_keys(value: object) -> None:
    """Both leave non-ASCII as it is and escape alike, save DEL, which RFC 8785 leaves as it is too."""
    expected = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert encode(value) == expected.encode()


class Pair(msgspec.Struct, tag="pair"):
    b: int
    a: str


def test_fields_of_a_struct_are_sorted_too() -> None:
    assert encode(Pair(1, "x")) == b'{"a":"x","b":1,"type":"pair"}'


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert encode({"b": [1, 2], "a": "封烬"}) == '{"a":"封烬","b":[1,2]}'.encode()
