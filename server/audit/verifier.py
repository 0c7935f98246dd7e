"""Checks an exported audit log offline: needs this one file, Python and `cryptography`.

    python verifier.py EXPORT [--key KEY.pem] [--witness CHECKPOINT]

The export's first line carries the signed head: number of entries and root of the RFC 9162 tree.
A changed, removed, added or exchanged entry, and a log cut off at its end, do not give that head.
Without `--key` the key in the export is used, which proves only that the file fits itself: compare
the printed fingerprint with the console's. A `--witness` is a checkpoint somebody kept from
earlier; the log must still contain what it saw.
"""

import argparse
import base64
import binascii
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

FORMAT = "ashseal-audit-export-1"
ORIGIN = "ashseal-audit"
_PREFIX = f"— {ORIGIN} "
_KEY_HASH_SIZE = 4


class AuditBroken(Exception):
    """The log is not what was signed; the text says where."""


class Verified(NamedTuple):
    """What held: number of entries, root (hex), and the key's fingerprint (SHA-256 of the raw key, hex)."""

    size: int
    root: str
    fingerprint: str


def verify_file(path: Path, key: Ed25519PublicKey | None = None, witness: str = "") -> Verified:
    """Check an export against its signed head, and against an older checkpoint `witness` if given.

    Raises:
        AuditBroken: the file is no export, or not what was signed.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = _first_line(file.readline())
        key = key or _key_of(head)
        size, root = (
            _signed(head["checkpoint"], key) if head["checkpoint"] else (0, hashlib.sha256(b"").digest())
        )
        seen = _signed(witness, key) if witness else None
        count, roots = _walk(_entries(file), {size} | ({seen[0]} if seen else set()))
    if count != size:
        raise AuditBroken(f"the file holds {count} entries, the signed head says {size}")
    if roots[size] != root:
        raise AuditBroken("an entry was changed: the entries do not give the signed root")
    if seen and roots.get(seen[0]) != seen[1]:
        raise AuditBroken(f"the log no longer holds the {seen[0]} entries that the witness saw")
    return Verified(size, root.hex(), hashlib.sha256(key.public_bytes_raw()).hexdigest())


def _first_line(line: bytes) -> dict[str, str]:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise AuditBroken("not an audit export of this product")
    if not isinstance(head.get("checkpoint"), str) or not isinstance(head.get("public_key"), str):
        raise AuditBroken("the first line of the export is not complete")
    return head


def _key_of(head: dict[str, str]) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(head["public_key"], validate=True))
    except ValueError:
        raise AuditBroken("the export's key cannot be read") from None


def _signed(note: str, key: Ed25519PublicKey) -> tuple[int, bytes]:
    """Return size and root of a checkpoint (C2SP signed note) that `key` signed."""
    body, _, signatures = note.partition("\n\n")
    name = ORIGIN.encode() + b"\n\x01"
    try:
        origin, size, root = body.split("\n")
        signature = base64.b64decode(signatures.removeprefix(_PREFIX).strip(), validate=True)
        key_hash = hashlib.sha256(name + key.public_bytes_raw()).digest()[:_KEY_HASH_SIZE]
        if origin != ORIGIN or signature[:_KEY_HASH_SIZE] != key_hash:
            raise AuditBroken("the checkpoint is of another log or signed by another key")
        key.verify(signature[_KEY_HASH_SIZE:], f"{body}\n".encode())
        return int(size), base64.b64decode(root, validate=True)
    except InvalidSignature:
        raise AuditBroken("the checkpoint's signature is wrong") from None
    except (ValueError, binascii.Error):
        raise AuditBroken("the checkpoint cannot be read") from None


def _entries(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the hashed text of each entry."""
    for number, line in enumerate(lines):
        try:
            record = json.loads(line)
            sequence, entry = record["sequence"], record["entry"].encode()
        except (ValueError, TypeError, KeyError, AttributeError):
            raise AuditBroken(f"line {number + 2} is no entry") from None
        if sequence != number:
            raise AuditBroken(f"entry {number} is missing or out of order")
        yield entry


def _walk(entries: Iterator[bytes], wanted: set[int]) -> tuple[int, dict[int, bytes]]:
    """Return the number of entries and the roots of the tree at the `wanted` sizes."""
    edge: list[bytes] = []
    size = 0
    roots = {0: _root(edge)}
    for entry in entries:
        node, rest = hashlib.sha256(b"\x00" + entry).digest(), size
        while rest & 1:
            node, rest = hashlib.sha256(b"\x01" + edge.pop() + node).digest(), rest >> 1
        edge.append(node)
        size += 1
        if size in wanted:
            roots[size] = _root(edge)
    return size, roots


def _root(edge: list[bytes]) -> bytes:
    if not edge:
        return hashlib.sha256(b"").digest()
    root = edge[-1]
    for left in reversed(edge[:-1]):
        root = hashlib.sha256(b"\x01" + left + root).digest()
    return root


def main(arguments: list[str] | None = None) -> int:
    """Check a file; 0 it holds, 1 it is broken, 2 wrong usage, 3 it cannot be read."""
    parser = argparse.ArgumentParser("verify-audit", description="Check an exported audit log offline.")
    parser.add_argument("file", type=Path, help="what the console exported")
    parser.add_argument("--key", type=Path, help="the console's public audit key (PEM)")
    parser.add_argument("--witness", type=Path, help="an older checkpoint that must still hold")
    given = parser.parse_args(arguments)
    try:
        key = _read_key(given.key) if given.key else None
        found = verify_file(given.file, key, given.witness.read_text() if given.witness else "")
    except AuditBroken as error:
        sys.stdout.write(json.dumps({"ok": False, "problem": str(error)}) + "\n")
        return 1
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"cannot be read: {error}\n")
        return 3
    sys.stdout.write(json.dumps({"ok": True, **found._asdict()}) + "\n")
    if key is None:
        sys.stderr.write("The key came from the file itself; compare its fingerprint with the console's.\n")
    return 0


def _read_key(path: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError:
        raise AuditBroken(f"{path} is no public key") from None
    if not isinstance(key, Ed25519PublicKey):
        raise AuditBroken(f"{path} is no Ed25519 key")
    return key


if __name__ == "__main__":
    sys.exit(main())
