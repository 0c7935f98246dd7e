"""S/MIME made by OpenSSL: encrypted is recognised by its data, signed content is read."""

import base64
import subprocess
import zlib
from pathlib import Path

import pytest

from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading, attach, mail, raw_mail

COMPRESSED_OID = bytes.fromhex("060b2a864886f70d0109100109")
ZLIB_OID = bytes.fromhex("060b2a864886f70d0109100308")
DATA_OID = bytes.fromhex("06092a864886f70d010701")
PART = f"Content-Type: text/plain; charset=utf-8\r\n\r\n身份证 {ID}\r\n".encode()


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cms")
    certify(folder, "", "/CN=recipient")
    return folder


def certify(folder: Path, name: str, subject: str) -> None:
    files = ("-keyout", folder / f"key{name}.pem", "-out", folder / f"cert{name}.pem")
    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", *files, "-subj", subject, "-days", "2")


def run(*arguments: object, stdin: bytes = b"") -> bytes:
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


def encrypted(identity: Path, *options: str) -> bytes:
    return run(
        "cms",
        "-encrypt",
        "-binary",
        "-outform",
        "DER",
        "-aes256",
        *options,
        identity / "cert.pem",
        stdin=PART,
    )


def signed(identity: Path, content: bytes, *options: str) -> bytes:
    signer = ("-signer", identity / "cert.pem", "-inkey", identity / "key.pem")
    return run("cms", "-sign", "-binary", "-nodetach", "-outform", "DER", *options, *signer, stdin=content)


def smime(der: bytes, kind: str = "enveloped-data") -> bytes:
    head = raw_mail(
        "From: a@example.com", "To: b@example.com", "Subject: x", "MIME-Version: 1.0",
        f'Content-Type: application/pkcs7-mime; smime-type={kind}; name="smime.p7m"',
        "Content-Transfer-Encoding: base64", "", "",
    )  # fmt: skip
    return head + base64.encodebytes(der)


@pytest.mark.parametrize("options", [(), ("-stream",)])
def test_a_wholly_encrypted_message(identity: Path, options: tuple[str, ...]) -> None:
    reading = Reading(smime(encrypted(identity, *options)), message=True)
    assert reading.walk.sender_encrypted
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE
    assert reading.walk.reason == "encrypted:smime"
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("smime", "strong")]


def test_the_claim_alone_is_not_believed(identity: Path) -> None:
    reading = Reading(smime(f"身份证 {ID}".encode()), message=True)
    assert not reading.walk.sender_encrypted
    assert ID in reading.text


def test_plain_text_behind_the_ciphertext_is_read(identity: Path) -> None:
    reading = Reading(smime(encrypted(identity) + f"\n身份证 {ID}\n".encode()), message=True)
    assert ID in reading.text
    assert not reading.walk.sender_encrypted


def test_an_encrypted_attachment_beside_text_is_not_the_whole_message(identity: Path) -> None:
    message = attach(mail("see attachment"), encrypted(identity), "smime.p7m")
    reading = Reading(message.as_bytes(), message=True)
    assert reading.walk.encrypted
    assert not reading.walk.sender_encrypted


@pytest.mark.parametrize("options", [(), ("-stream",)])
def test_what_is_only_signed_is_read(identity: Path, options: tuple[str, ...]) -> None:
    reading = Reading(smime(signed(identity, PART, *options), "signed-data"), message=True)
    assert ID in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_the_names_in_a_signature_are_read_and_the_content_once(identity: Path) -> None:
    reading = Reading(smime(signed(identity, PART), "signed-data"), message=True)
    (names,) = [one.text for one in reading.segments if one.place[-1].kind == "certificate"]
    assert "recipient" in names
    assert ID not in names


def test_the_address_in_a_signature_is_no_client_data(identity: Path) -> None:
    """It says who signed, as the header does, and counts like it."""
    certify(identity, "2", "/CN=x/emailAddress=z@example.com")
    signer = ("-signer", identity / "cert2.pem", "-inkey", identity / "key2.pem")
    der = run("cms", "-sign", "-binary", "-nodetach", "-outform", "DER", *signer, stdin=PART)
    (place,) = [one.place for one in Reading(der).segments if "z@example.com" in one.text]
    assert [(step.kind, step.name) for step in place] == [("certificate", ""), ("header", "sender")]


def test_the_names_in_an_encrypted_message_are_read(identity: Path) -> None:
    reading = Reading(smime(encrypted(identity)), message=True)
    assert "recipient" in reading.text
    assert reading.walk.sender_encrypted


def test_encrypted_inside_signed_is_encrypted(identity: Path) -> None:
    inner = smime(encrypted(identity))
    reading = Reading(smime(signed(identity, inner), "signed-data"), message=True)
    assert [part.format for part in reading.walk.encrypted] == ["smime"]


def test_a_truncated_structure_is_malformed(identity: Path) -> None:
    reading = Reading(smime(encrypted(identity)[:-40]), message=True)
    assert reading.walk.reason == "malformed:cms"


def test_compressed_data_is_inflated() -> None:
    """RFC 3274 by hand: the OpenSSL of Debian is built without zlib."""
    inner = der(0x30, DATA_OID + der(0xA0, der(0x04, zlib.compress(PART))))
    body = der(0x30, b"\x02\x01\x00" + der(0x30, ZLIB_OID) + inner)
    content = der(0x30, COMPRESSED_OID + der(0xA0, body))
    assert ID in Reading(content).text


def der(tag: int, content: bytes) -> bytes:
    length = len(content)
    head = bytes([length]) if length < 128 else bytes([0x82, length >> 8, length & 0xFF])
    return bytes([tag]) + head + content
