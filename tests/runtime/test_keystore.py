"""Keys are made once, kept for their owner alone, and enrolment is all or nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from runtime import atomic_file
from runtime.errors import KeystoreError
from runtime.keystore import Keystore
from tests.runtime.small_console import SmallConsole
from wire.enrolment import EnrolReply
from wire.signature import key_id


def test_own_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    first = Keystore(tmp_path)
    made = (first.device_key().private_bytes_raw(), first.hash_key(), first.fingerprint_key())
    again = Keystore(tmp_path)
    assert (again.device_key().private_bytes_raw(), again.hash_key(), again.fingerprint_key()) == made
    assert len(made[1]) == len(made[2]) == 32
    assert made[1] != made[2]


def test_every_file_is_for_the_owner_alone(keystore: Keystore, console: SmallConsole, tmp_path: Path) -> None:
    keystore.hash_key()
    keystore.fingerprint_key()
    keystore.store_enrolment(console.enrol_reply("gw-1", keystore.device_key().public_key()))
    files = sorted((tmp_path / "state" / "keys").iterdir())
    assert [file.name for file in files] == [
        "certificate.pem", "device.key", "enrolment.json", "fingerprint.key", "hash.key",
    ]  # fmt: skip
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_before_enrolment_nothing_is_trusted(keystore: Keystore) -> None:
    assert not keystore.enrolled
    assert keystore.bundle_keys() == {}
    assert keystore.sealing_key() is None
    assert keystore.certificate_expires() is None
    assert keystore.certificate_pem() == keystore.authority_pem() == ""
    with pytest.raises(KeystoreError, match="before enrolment"):
        keystore.certificate_file()


def test_enrolment_outlives_the_process(enrolled: Keystore, console: SmallConsole, tmp_path: Path) -> None:
    again = Keystore(tmp_path / "state")
    assert again.enrolled
    assert list(again.bundle_keys()) == [key_id(console.bundle_key.public_key())]
    sealing_key = again.sealing_key()
    assert sealing_key is not None
    assert sealing_key.public_bytes_raw() == console.sealing_key.public_key().public_bytes_raw()
    assert again.hash_key() == console.hash_key
    expires = again.certificate_expires()
    assert expires is not None
    assert timedelta(days=29) < expires - datetime.now(UTC) < timedelta(days=31)
    assert again.certificate_file().read_text() == again.certificate_pem()


def test_an_agent_is_given_no_hash_key_and_keeps_its_own(keystore: Keystore, console: SmallConsole) -> None:
    own = keystore.hash_key()
    keystore.store_enrolment(console.enrol_reply("pc-1", keystore.device_key().public_key(), "agent"))
    assert keystore.hash_key() == own


def replies_that_do_not_fit(console: SmallConsole, keystore: Keystore) -> dict[str, EnrolReply]:
    right = console.enrol_reply("gw-1", keystore.device_key().public_key())
    other = Ed25519PrivateKey.generate().public_key()
    replace = msgspec.structs.replace
    return {
        "another key": console.enrol_reply("gw-1", other),
        "is another key": replace(right, bundle_keys={key_id(other): next(iter(right.bundle_keys.values()))}),
        "does not fit": replace(right, certificate_pem="no certificate"),
        "fit": replace(right, authority_pem=""),
        "enrolment answer": replace(right, sealing_key=b"short"),
    }


def test_an_answer_that_does_not_fit_changes_nothing(
    console: SmallConsole, keystore: Keystore, tmp_path: Path
) -> None:
    for words, reply in replies_that_do_not_fit(console, keystore).items():
        with pytest.raises(KeystoreError, match=words):
            keystore.store_enrolment(reply)
        assert not keystore.enrolled
        assert not Keystore(tmp_path / "state").enrolled


def test_stopped_before_its_last_write_an_enrolment_never_was(
    console: SmallConsole, keystore: Keystore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = atomic_file.write

    def only_the_certificate(path: Path, data: bytes, *, mode: int = 0o600) -> None:
        if path.name == "enrolment.json":
            raise OSError(28, "No space left on device")
        write(path, data, mode=mode)

    monkeypatch.setattr(atomic_file, "write", only_the_certificate)
    reply = console.enrol_reply("gw-1", keystore.device_key().public_key())
    with pytest.raises(OSError, match="No space"):
        keystore.store_enrolment(reply)
    assert not Keystore(tmp_path / "state").enrolled
    monkeypatch.undo()
    keystore.store_enrolment(reply)
    assert Keystore(tmp_path / "state").enrolled


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("device.key", b"garbage", "not an unencrypted private key"),
        ("fingerprint.key", b"short", "5 octets, a key has 32"),
    ],
)
def test_a_damaged_key_is_named_and_never_quoted(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    keystore = Keystore(tmp_path)
    atomic_file.write(tmp_path / "keys" / name, content)
    with pytest.raises(KeystoreError, match=words) as caught:
        (keystore.device_key if name == "device.key" else keystore.fingerprint_key)()
    assert name in str(caught.value)
    assert content.decode() not in str(caught.value)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    keystore = Keystore(tmp_path)
    atomic_file.write(tmp_path / "keys" / "device.key", pem)
    with pytest.raises(KeystoreError, match="not an Ed25519 key"):
        keystore.device_key()


def test_a_damaged_enrolment_is_an_error_with_its_remedy(enrolled: Keystore, tmp_path: Path) -> None:
    atomic_file.write(tmp_path / "state" / "keys" / "enrolment.json", b"{}")
    with pytest.raises(KeystoreError, match="enrol this machine again"):
        Keystore(tmp_path / "state")
