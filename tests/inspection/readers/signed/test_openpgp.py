"""OpenPGP made by GnuPG: only real ciphertext counts as encrypted."""

import base64
import subprocess
from pathlib import Path

import pytest

from inspection.readers.signed import openpgp
from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading, attach, mail, raw_mail


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gnupg")
    folder.chmod(0o700)
    return folder


def gpg(home: Path, *options: str) -> bytes:
    command = [
        "gpg",
        "--homedir",
        str(home),
        "--batch",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "x",
        "--s2k-count",
        "1024",
    ]
    text = f"身份证 {ID}".encode()
    return subprocess.run([*command, *options], input=text, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def armoured(home: Path) -> str:
    return gpg(home, "--armor", "--symmetric").decode()


def test_pgp_mime_is_encrypted_by_its_sender(armoured: str) -> None:
    raw = raw_mail(
        "From: a@example.com", "Subject: x",
        'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=B', "",
        "--B", "Content-Type: application/pgp-encrypted", "", "Version: 1", "",
        "--B", "Content-Type: application/octet-stream; name=encrypted.asc", "", armoured, "--B--",
    )  # fmt: skip
    reading = Reading(raw, message=True)
    assert reading.walk.sender_encrypted
    assert reading.walk.reason == "encrypted:openpgp"


def test_inline_pgp_is_encrypted_by_its_sender(armoured: str) -> None:
    reading = Reading(mail(armoured).as_bytes(), message=True)
    assert reading.walk.sender_encrypted


def test_words_beside_inline_pgp_are_read(armoured: str) -> None:
    reading = Reading(mail(f"身份证 {ID}\n{armoured}").as_bytes(), message=True)
    assert ID in reading.text
    assert not reading.walk.sender_encrypted
    assert reading.walk.encrypted


def test_armour_around_plain_text_is_not_encryption() -> None:
    fake = f"{openpgp.ARMOR.decode()}\n\n身份证 {ID}\n-----END PGP MESSAGE-----\n"
    reading = Reading(mail(fake).as_bytes(), message=True)
    assert not reading.walk.sender_encrypted
    assert reading.found_or_told(ID)
    assert reading.walk.reason == "unsupported:openpgp"


def test_armour_that_never_ends_is_malformed(armoured: str) -> None:
    reading = Reading(mail(armoured.replace("END PGP", "END XXX") + ID).as_bytes(), message=True)
    assert reading.walk.reason == "malformed:openpgp"
    assert ID in reading.text


def test_many_armour_lines_that_never_end_cost_no_more_than_their_length() -> None:
    assert Reading(openpgp.ARMOR + b"\n" + openpgp.ARMOR * 20_000).walk.reason == "malformed:openpgp"


def test_names_in_a_key_are_read_and_a_key_is_no_unknown_file(home: Path) -> None:
    gpg(
        home,
        "--passphrase",
        "",
        "--quick-generate-key",
        f"No {ID} <z@example.com>",
        "ed25519",
        "default",
        "never",
    )
    key = gpg(home, "--armor", "--export").decode()
    reading = Reading(mail(f"my key\n{key}").as_bytes(), message=True)
    assert ID in reading.text
    assert reading.walk.reason == ""


def test_what_only_calls_itself_a_key_is_told() -> None:
    fake = f"-----BEGIN PGP SIGNATURE-----\n\n{base64.b64encode(b'no key').decode()}\n-----END PGP SIGNATURE-----\n"
    assert Reading(mail(fake).as_bytes(), message=True).walk.reason == "unsupported:openpgp"


def test_a_binary_file_is_recognised(home: Path) -> None:
    reading = Reading(attach(mail(), gpg(home, "--symmetric"), "x.gpg").as_bytes(), message=True)
    assert [part.format for part in reading.walk.encrypted] == ["openpgp"]


def test_what_is_only_packed_is_not_encrypted(home: Path) -> None:
    reading = Reading(gpg(home, "--armor", "--store"))
    assert reading.walk.encrypted == []
    assert (reading.verdict, ID in reading.text) == (InspectionVerdict.INSPECTED, True)


@pytest.mark.parametrize(
    ("data", "tag"), [(b"", -1), (b"abc", -1), (b"\x85\x01", 1), (b"\xc3\x0d", 3), (b"\xd2", 18)]
)
def test_first_tag(data: bytes, tag: int) -> None:
    assert openpgp.first_tag(data) == tag


@pytest.mark.parametrize("options", [["--store"], ["--store", "--armor"], ["--sign"], ["--sign", "--armor"]])
def test_what_is_only_signed_or_stored_is_read(home: Path, options: list[str]) -> None:
    if "--sign" in options:
        gpg(home, "--quick-gen-key", f"{len(options)}@example.com", "ed25519", "sign", "never")
    reading = Reading(gpg(home, *options))
    assert (reading.walk.format, reading.walk.reason) == ("openpgp", "")
    assert reading.kinds_of(f"身份证 {ID}") == {"signed"}
