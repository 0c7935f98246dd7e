"""What the tests of the wire share: a signing key and how a bundle of any version looks."""

from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wire import bundle
from wire.bundle import PolicyBundle, PolicyDocument
from wire.signature import TrustedKeys, key_id, sign

MakeEnvelope = Callable[..., bytes]


@pytest.fixture(scope="session")
def signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="session")
def trusted(signing_key: Ed25519PrivateKey) -> TrustedKeys:
    return {key_id(signing_key.public_key()): signing_key.public_key()}


@pytest.fixture(scope="session")
def make_bundle() -> Callable[..., PolicyBundle]:
    """Returns a valid bundle of version 7; keyword arguments change fields of it."""
    valid = PolicyBundle(
        schema=1,
        version=7,
        issued_at="2026-01-31T08:00:00Z",
        expires_at="2026-07-31T08:00:00Z",
        author="zhao",
        approver="qian",
        reason="first issue",
        documents=(PolicyDocument("bank", "schema: 1\n"),),
    )
    return lambda **changes: msgspec.structs.replace(valid, **changes)


@pytest.fixture(scope="session")
def make_envelope(signing_key: Ed25519PrivateKey, make_bundle: Callable[..., PolicyBundle]) -> MakeEnvelope:
    """Returns the signed envelope of such a bundle."""
    return lambda **changes: sign(bundle.KIND, bundle.encode(make_bundle(**changes)), signing_key)
