"""A sealed secret opens with its key and in its context, and in no other way."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wire.errors import SignatureInvalid
from wire.sealed_box import open_box, seal

KEY = X25519PrivateKey.generate()
SECRET = b"Xy7-kestrel-40"
CONTEXT = b"escrow e-1 zhao@bank.example"


@given(secret=st.binary(max_size=500), context=st.binary(max_size=100))
def test_the_holder_of_the_key_reads_what_was_sealed(secret: bytes, context: bytes) -> None:
    assert open_box(seal(secret, KEY.public_key(), context), KEY, context) == secret


def test_another_key_does_not_open_it() -> None:
    sealed = seal(SECRET, X25519PrivateKey.generate().public_key(), CONTEXT)
    with pytest.raises(SignatureInvalid):
        open_box(sealed, KEY, CONTEXT)


@given(context=st.binary(max_size=60).filter(lambda context: context != CONTEXT))
def test_a_secret_cannot_be_moved_to_another_record(context: bytes) -> None:
    with pytest.raises(SignatureInvalid):
        open_box(seal(SECRET, KEY.public_key(), CONTEXT), KEY, context)


@given(position=st.integers(0, 1000), bits=st.integers(1, 255))
def test_no_changed_octet_goes_unnoticed(position: int, bits: int) -> None:
    sealed = bytearray(seal(SECRET, KEY.public_key(), CONTEXT))
    sealed[position % len(sealed)] ^= bits
    with pytest.raises(SignatureInvalid):
        open_box(bytes(sealed), KEY, CONTEXT)


@given(st.binary(max_size=100))
def test_any_bytes_are_refused_in_words_of_the_wire(sealed: bytes) -> None:
    with pytest.raises(SignatureInvalid):
        open_box(sealed, KEY, CONTEXT)


def test_two_seals_of_one_secret_differ_and_do_not_hold_it() -> None:
    first, second = (seal(SECRET, KEY.public_key(), CONTEXT) for _ in range(2))
    assert first != second
    assert SECRET not in first
