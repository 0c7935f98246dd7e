"""The state directory of a gateway that is enrolled at a console whose keys the test holds."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from runtime import exact_match
from runtime.bundle_store import BundleStore
from runtime.keystore import Keystore
from runtime.releases import Releases
from tests.policies.exact_match.made import index_of
from tests.runtime.small_console import Authority
from tests.wire.granted import signed_register
from wire import bundle, sealed_box
from wire.bundle import PolicyBundle, PolicyDocument
from wire.enrolment import EnrolReply
from wire.escrow import EscrowedPassword, context
from wire.release import Release
from wire.signature import key_id, sign


def signed_bundle(key: Ed25519PrivateKey, version: int, *texts: str) -> bytes:
    """Return the envelope of a bundle of these policies."""
    documents = tuple(PolicyDocument(f"policy-{n}", text) for n, text in enumerate(texts))
    issued, expires = "2026-01-31T08:00:00Z", "2099-01-31T08:00:00Z"
    made = PolicyBundle(1, version, issued, expires, "zhao", "qian", "a reason", documents)
    return sign(bundle.KIND, bundle.encode(made), key)


class EnrolledState:
    """Made whole at once; `take_over` puts the next policy bundle in force."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.version = 0
        self._bundle_key = Ed25519PrivateKey.generate()
        self._sealing_key = X25519PrivateKey.generate()
        authority, keystore = Authority(), Keystore(directory)
        signer = self._bundle_key.public_key()
        keystore.store_enrolment(
            EnrolReply(
                certificate_pem=authority.issue("gw-1", keystore.device_key().public_key()),
                authority_pem=authority.pem,
                bundle_keys={key_id(signer): signer.public_bytes_raw()},
                sealing_key=self._sealing_key.public_key().public_bytes_raw(),
                hash_key=b"h" * 32,
            )
        )

    def take_over(self, *texts: str) -> Path:
        """Put a bundle of these policies in force; return its file."""
        store = BundleStore(self.directory, Keystore(self.directory))
        store.offer(self.signed(*texts), datetime(2026, 10, 6, tzinfo=UTC))
        return self.directory / "policy" / "bundle.json"

    def signed(self, *texts: str) -> bytes:
        """Return the envelope of the next bundle, of these policies."""
        self.version += 1
        return signed_bundle(self._bundle_key, self.version, *texts)

    def release(self, *releases: Release) -> None:
        """Put a register of these releases in force."""
        envelope = signed_register(self._bundle_key, *releases)
        Releases(self.directory, Keystore(self.directory)).offer(envelope, datetime(2026, 10, 6, tzinfo=UTC))

    def index(self, *rows: tuple[str, str], age_max: int = 86_400) -> Path:
        """Put an exact-match index of (mobile, name) beside the state; return its file."""
        made = index_of(["MOBILE", "NAME"], rows, key=b"h" * 32)
        header = msgspec.structs.replace(made.header, age_max=age_max)
        path = self.directory.with_name("clients.edm")
        exact_match.write(path, header, [bytes(made._body)], self._bundle_key)  # type: ignore[arg-type]
        return path

    def password(self, event: EscrowedPassword) -> str:
        """Open an escrowed password as the console does for its sender."""
        return sealed_box.open_box(event.sealed, self._sealing_key, context(event.id, event.sender)).decode()
