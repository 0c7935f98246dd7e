"""Encrypted OpenDocument packages: AES and Blowfish as ODF 1.2 and 1.3 describe them, damaged ones."""

import base64
import hashlib
import os
import zlib

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.planted import opc
from tests.inspection.planted.odf_places import PLACES
from tests.inspection.readers.locked import PASSWORD, Tried
from tests.inspection.samples import ID

PLAIN = PLACES["odt spans"](ID)
ENTRY = """<manifest:file-entry manifest:full-path="{path}" manifest:size="9"><manifest:encryption-data
 manifest:checksum-type="{digest}" manifest:checksum="{checksum}"><manifest:algorithm
 manifest:algorithm-name="{cipher}" manifest:initialisation-vector="{vector}"/>{start}<manifest:key-derivation
 manifest:key-derivation-name="PBKDF2" manifest:key-size="{size}" manifest:iteration-count="{rounds}"
 manifest:salt="{salt}"/></manifest:encryption-data></manifest:file-entry>"""
START = '<manifest:start-key-generation manifest:start-key-generation-name="{}" manifest:key-size="32"/>'
SHA256 = "http://www.w3.org/2000/09/xmldsig#sha256"


def locked(part: str, *, aes: bool = True, rounds: int = 1000, flipped: int = -1) -> bytes:
    octets = opc.members(PLAIN)[part]
    packer = zlib.compressobj(wbits=-15)
    deflated = packer.compress(octets) + packer.flush()
    salt, vector = os.urandom(16), os.urandom(16 if aes else 8)
    digest = hashlib.sha256 if aes else hashlib.sha1
    size = 32 if aes else 16
    key = hashlib.pbkdf2_hmac("sha1", digest(PASSWORD.encode()).digest(), salt, rounds, size)
    fill = 16 - len(deflated) % 16
    if aes:
        encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
        hidden = encryptor.update(deflated + bytes(fill - 1) + bytes([fill]))
    else:
        hidden = Cipher(Blowfish(key), CFB(vector)).encryptor().update(deflated)
    if flipped >= 0:
        hidden = hidden[:flipped] + bytes([hidden[flipped] ^ 1]) + hidden[flipped + 1 :]
    entry = ENTRY.format(
        path=part, digest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" if aes else "SHA1/1K",
        checksum=base64.b64encode(digest(deflated[:1024]).digest()).decode(),
        cipher="http://www.w3.org/2001/04/xmlenc#aes256-cbc" if aes else "Blowfish CFB",
        vector=base64.b64encode(vector).decode(), start=START.format(SHA256) if aes else "",
        size=size, rounds=rounds, salt=base64.b64encode(salt).decode(),
    )  # fmt: skip
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{names}">{entry}</manifest:manifest>'
    return opc.with_parts(PLAIN, {part: hidden, "META-INF/manifest.xml": manifest.encode()})


@pytest.mark.parametrize(("aes", "strength"), [(True, "strong"), (False, "weak")])
def test_it_is_read_with_its_password(*, aes: bool, strength: str) -> None:
    content = locked("content.xml", aes=aes)
    assert Tried(content, "wrong").locks == [("odf", strength, False)]
    reading = Tried(content, "wrong", PASSWORD)
    assert ID in reading.primary
    assert reading.locks == [("odf", strength, True)]
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_damaged_part_is_told() -> None:
    reading = Tried(locked("content.xml", flipped=3), PASSWORD)
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE


def test_a_key_derivation_without_end_is_not_begun() -> None:
    reading = Tried(locked("content.xml", rounds=5000), PASSWORD, limits=Limits(key_rounds=4999))
    assert reading.walk.reason == "encrypted:odf"
