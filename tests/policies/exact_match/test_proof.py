"""A proof opens with the console's key alone, and only as it was sealed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from policies.exact_match import proof
from policies.exact_match.proof import PROOF_MAX, VALUES_MAX, ProofInvalid, seal, unseal
from wire import sealed_box

CONSOLE, STRANGER = X25519PrivateKey.generate(), X25519PrivateKey.generate()
VALUES = {"ab" * 16: "13800138000", "cd" * 16: "11010519491231002X"}
PROOF = seal(VALUES, CONSOLE.public_key())


def test_the_console_reads_what_was_sealed_and_nobody_else_does() -> None:
    assert unseal(PROOF, CONSOLE) == VALUES
    with pytest.raises(ProofInvalid):
        unseal(PROOF, STRANGER)


def test_the_same_value_is_sealed_differently_each_time() -> None:
    again = seal(VALUES, CONSOLE.public_key())
    assert (
        len(
            {PROOF[start : start + 16] for start in range(0, 64, 16)} & {again[s : s + 16] for s in range(64)}
        )
        == 0
    )


@given(st.integers(0, len(PROOF) * 8 - 1))
def test_a_changed_proof_does_not_open(bit: int) -> None:
    changed = bytearray(PROOF)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ProofInvalid):
        unseal(bytes(changed), CONSOLE)


@pytest.mark.parametrize("octets", [b"", PROOF[:-1], PROOF + b"\0", bytes(200)])
def test_what_is_no_proof_does_not_open(octets: bytes) -> None:
    with pytest.raises(ProofInvalid):
        unseal(octets, CONSOLE)


def test_an_escrowed_password_is_no_proof() -> None:
    box = sealed_box.seal(b"7-Kiefern-Hafen", CONSOLE.public_key(), b"escrow esc-1 li@bank.example")
    with pytest.raises(ProofInvalid):
        unseal(box, CONSOLE)


@pytest.mark.parametrize(
    "values", [{"ab" * 17: "1"}, {"ab": "1" * 25}, {str(n): "" for n in range(VALUES_MAX + 1)}]
)
def test_values_beyond_the_bounds_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ProofInvalid):
        unseal(seal(values, CONSOLE.public_key()), CONSOLE)


def test_the_largest_proof_fits() -> None:
    values = {f"{number:032x}": "6" * 24 for number in range(VALUES_MAX)}
    largest = proof.seal(values, CONSOLE.public_key())
    assert len(largest) < PROOF_MAX
    assert unseal(largest, CONSOLE) == values
