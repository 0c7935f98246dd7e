"""A header of a register is read as it was written, and nothing else is."""

import msgspec
import pytest

from policies.fingerprint.header import SCHEMA, RegisterHeader, RegisterInvalid, decode, key_of

HEADER = RegisterHeader(
    SCHEMA, "documents", "2026-01-31T08:00:00.000000Z", 86_400, 3, b"s" * 16, "", 10, "ab" * 32, edge=True
)


def test_it_comes_back() -> None:
    assert decode(msgspec.json.encode(HEADER)) == HEADER


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": 2}, "has schema 2, this program reads 1; bring it up to date"),
        ({"name": "others"}, "no header of a register of documents"),
        ({"body_size": 1 << 40}, "no header of a register of documents"),
        ({"more": 1}, "no header of a register of documents"),
    ],
)
def test_anything_else_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(RegisterInvalid, match=words):
        decode(msgspec.json.encode(msgspec.to_builtins(HEADER) | change))


def test_the_key_of_an_edge_form_is_public_that_of_the_full_form_is_not() -> None:
    salt, hash_key = b"s" * 16, b"h" * 32
    assert key_of(salt, hash_key, edge=True) == salt
    secret = key_of(salt, hash_key, edge=False)
    assert secret not in (salt, hash_key)
    assert secret != key_of(salt, b"i" * 32, edge=False)
