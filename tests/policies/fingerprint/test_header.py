"""The key of a register: public in the edge form, secret in the full one."""

from policies.fingerprint.header import key_of


def test_the_key_of_an_edge_form_is_public_that_of_the_full_form_is_not() -> None:
    salt, hash_key = b"s" * 16, b"h" * 32
    assert key_of(salt, hash_key, edge=True) == salt
    secret = key_of(salt, hash_key, edge=False)
    assert secret not in (salt, hash_key)
    assert secret != key_of(salt, b"i" * 32, edge=False)
