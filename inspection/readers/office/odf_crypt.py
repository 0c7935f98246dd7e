"""Encrypted OpenDocument packages (ODF 1.3 part 2, 4 and 5): each part by a key of its own from one password.

A part is deflated, then encrypted. AES-256 in CBC mode and Blowfish in CFB mode with PBKDF2 are
known; what newer programs write (Argon2id, AES-GCM over the whole package) is recognised only.
"""

import base64
import hashlib
import zlib
from collections.abc import Callable
from typing import Any

import msgspec
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from inspection.errors import Unreadable
from inspection.readers.archive import compressed_streams
from inspection.readers.archive.archive_member import Meter
from inspection.readers.archive.compressed_streams import Inflate
from inspection.readers.archive.zip_members import Member, ZipContainer
from inspection.readers.markup.xml_events import Element
from inspection.segment import Place
from inspection.walker import Walk

_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_CHECKED = 1024  # octets of the deflated part that the checksum covers
_AES, _BLOWFISH = "aes256-cbc", "Blowfish CFB"


class Lock(msgspec.Struct, frozen=True):
    """How one part is encrypted, as its manifest entry says."""

    cipher: str
    vector: bytes
    salt: bytes
    rounds: int
    key_size: int  # octets
    start_digest: str  # of the password, from which the key is derived
    checksum: bytes
    digest: str  # of the checksum


def unlock(
    container: ZipContainer, manifest: bytes, strength: str, place: Place, walk: Walk
) -> Callable[[Member], bytes] | None:
    """Note an encrypted package; return what gives its parts in the clear, None if no password opens it.

    Given a part whose encryption is not known, that raises `encrypted:odf`.
    """
    known = _locks(manifest)
    first = next((each for each in container.members if known.get(each.name)), None)

    def opened(password: str) -> Callable[[Member], bytes] | None:
        if first is None or _deflated(known[first.name], container.read(first), password, walk) is None:
            return None
        return lambda member: _part(container, member, known.get(member.name), password, walk)

    return walk.unlock(place, "odf", strength, opened)


def _part(container: ZipContainer, member: Member, lock: Lock | None, password: str, walk: Walk) -> bytes:
    octets = container.read(member)
    deflated = _deflated(lock, octets, password, walk)
    if deflated is None:
        raise Unreadable("encrypted:odf")
    pieces = compressed_streams.run(Inflate(-zlib.MAX_WBITS), deflated, 0, "odf")
    return b"".join(Meter(len(octets), walk).bounded(each.octets for each in pieces))


def _locks(manifest: bytes) -> dict[str, Lock | None]:
    """Return how each encrypted part is encrypted, by path; None where it is not known how to undo it.

    Raises:
        Unreadable: `malformed:odf`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(manifest, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("malformed:odf") from error
    return {
        entry.get(f"{_MANIFEST}full-path", ""): _lock(described)
        for entry in root.iter(f"{_MANIFEST}file-entry")
        if (described := entry.find(f"{_MANIFEST}encryption-data")) is not None
    }


def _lock(described: Element) -> Lock | None:
    algorithm = described.find(f"{_MANIFEST}algorithm")
    derivation = described.find(f"{_MANIFEST}key-derivation")
    start = described.find(f"{_MANIFEST}start-key-generation")
    try:
        cipher = _get(algorithm, "algorithm-name")
        return Lock(
            next(each for each in (_AES, _BLOWFISH) if cipher.endswith(each)),
            base64.b64decode(_get(algorithm, "initialisation-vector")),
            base64.b64decode(_get(derivation, "salt")),
            int(_get(derivation, "iteration-count")),
            int(_get(derivation, "key-size", "16")),
            _digest("SHA1" if start is None else _get(start, "start-key-generation-name")),
            base64.b64decode(_get(described, "checksum")),
            _digest(_get(described, "checksum-type")),
        )
    except (StopIteration, ValueError):
        return None


def _get(element: Element | None, name: str, otherwise: str = "") -> str:
    return otherwise if element is None else str(element.get(_MANIFEST + name, otherwise))


def _digest(name: str) -> str:
    """Return hashlib's name of a digest that is written in one of several ways, such as `SHA1/1K`."""
    return "sha256" if "sha256" in name.lower() else "sha1"


def _deflated(lock: Lock | None, octets: bytes, password: str, walk: Walk) -> bytes | None:
    """Return a part decrypted and still deflated, None if the password is not the right one.

    Raises:
        Unreadable: `limit:key_rounds`.
    """
    if lock is None:
        return None
    if lock.rounds > walk.limits.key_rounds:
        raise Unreadable("limit:key_rounds")
    start_key = hashlib.new(lock.start_digest, password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start_key, lock.salt, lock.rounds, lock.key_size)
    if lock.cipher == _AES:
        cipher: Cipher[Any] = Cipher(algorithms.AES(key), modes.CBC(lock.vector))
    else:
        cipher = Cipher(Blowfish(key), CFB(lock.vector))
    plain = cipher.decryptor().update(octets)
    if lock.cipher == _AES:
        plain = plain[: -plain[-1]]  # the last octet counts those that fill up the last block
    right = hashlib.new(lock.digest, plain[:_CHECKED]).digest() == lock.checksum
    return plain if right else None
