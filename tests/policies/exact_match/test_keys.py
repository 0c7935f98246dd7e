"""The keys that an index is built and read with."""

import pytest

from policies.exact_match.keys import IndexKey, edge_salt

KEY = b"k" * 32


def test_the_id_tells_two_keys_apart_and_says_nothing_of_either() -> None:
    ids = {IndexKey(key, salt).key_id for key in (KEY, b"l" * 32) for salt in (b"0" * 16, b"1" * 16)}
    assert len(ids) == 4
    assert IndexKey(KEY, b"0" * 16).secret.hex() not in "".join(ids)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="a key of 5 octets is too short"):
        IndexKey(b"short", b"0" * 16)


def test_an_edge_form_keeps_its_salt_from_build_to_build() -> None:
    assert edge_salt(KEY, "clients") == edge_salt(KEY, "clients") != edge_salt(KEY, "others")
