"""Destruction records: signed, chained, kept here and sent to the console (rows D5, R24).

Each record names the SHA-256 of the envelope before it, so that none can be taken out of the
middle. Record, outbox entry and the end of the intent are one commit; the JSON file under
`records/` is a copy for people, written after that commit and again at the next start if it is
missing. Until this machine is enrolled, the certificate that travels along is signed by the device
itself: the record is complete, but no authority vouches for it yet.
"""

import hashlib
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from agent import destruction
from agent.destruction import Intent
from agent.journal import Journal
from runtime import atomic_file
from runtime.incidents import LINE_MAX, line
from runtime.keystore import Keystore
from runtime.outbox import Outbox
from runtime.private_file import make_private_directory
from wire import canonical, instant
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.event_batch import encode_event
from wire.signature import sign

FIRST = "0" * 64  # what the first record names as the one before it
_SELF_SIGNED_DAYS = 3650
_SCHEMA = """
CREATE TABLE IF NOT EXISTS record(
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
    raw BLOB NOT NULL, exported INTEGER NOT NULL DEFAULT 0);
"""


class Recorder:
    """Writes records of this device into the journal's database and below `directory`."""

    def __init__(
        self, journal: Journal, outbox: Outbox, keystore: Keystore, device: str, directory: Path
    ) -> None:
        self._journal = journal
        self._outbox = outbox
        self._keystore = keystore
        self._device = device
        self._directory = directory
        make_private_directory(directory)
        journal.prepare(_SCHEMA)

    def write(self, connection: sqlite3.Connection, intent: Intent, now: datetime) -> None:
        """Sign the record of `intent` and put it into the table and the outbox.

        It belongs into the transaction that ends the intent; call `export` after the commit.
        """
        row = connection.execute("SELECT digest FROM record ORDER BY number DESC LIMIT 1").fetchone()
        record = _record(intent, self._device, instant.render(now), row[0] if row else FIRST)
        key = self._keystore.device_key()
        envelope = sign(KIND, canonical.encode(record), key)
        certificate = self._keystore.certificate_pem() or self_signed(key, self._device, now)
        signed = SignedRecord(intent.id, envelope, certificate)
        connection.execute(
            "INSERT INTO record(id, digest, raw) VALUES(?, ?, ?)",
            (intent.id, hashlib.sha256(envelope).hexdigest(), encode_event(signed)),
        )
        self._outbox.put_in(connection, signed)

    def export(self) -> list[Path]:
        """Write the JSON files that are missing and return them; wakes the sender."""
        with self._journal.transaction() as connection:
            rows = connection.execute("SELECT id, raw FROM record WHERE exported = 0").fetchall()
        written = []
        for record_id, raw in rows:
            path = self._directory / f"{record_id}.json"
            atomic_file.write(path, raw)
            written.append(path)
            with self._journal.transaction() as connection:
                connection.execute("UPDATE record SET exported = 1 WHERE id = ?", (record_id,))
        if written:
            self._outbox.wake()
        return written


def show_path(path: bytes) -> str:
    """Return a path as text for people and the wire: octets that are no UTF-8 escaped, the end kept."""
    text = path.decode("utf-8", "backslashreplace")
    return line(text if len(text) <= LINE_MAX else "…" + text[1 - LINE_MAX :])


def self_signed(key: Ed25519PrivateKey, device: str, now: datetime) -> str:
    """Return a certificate in PEM that the device gives itself, for records before enrolment."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device[:64])])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_SELF_SIGNED_DAYS))
    )
    return builder.sign(key, None).public_bytes(Encoding.PEM).decode()


def _record(intent: Intent, device: str, finished_at: str, previous: str) -> DestructionRecord:
    how = destruction.result(intent)
    return DestructionRecord(
        schema=1,
        id=intent.id,
        device=device,
        person=line(intent.person),
        account=line(intent.account),
        attribution=intent.attribution,
        initiator=intent.initiator,
        path=show_path(intent.path),
        size=intent.size,
        fingerprint=intent.fingerprint,
        found_at=intent.found_at,
        finished_at=finished_at,
        method="vault" if how == "vaulted" else intent.method,
        result=how,
        verified=intent.verified,
        detail=line(intent.detail),
        residual_risk=intent.residual_risk,
        policy_version=intent.policy_version,
        rule=intent.rule,
        previous=previous,
    )
