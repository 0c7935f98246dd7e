from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from runtime.errors import KeystoreError
from server import keys


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    before = {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()}
    keys.create(tmp_path / "keys")
    assert {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()} == before
    assert len(before) == 6
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (tmp_path / "keys").iterdir())
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_what_is_protected_opens_in_its_own_context_alone(tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    loaded = keys.load(tmp_path / "keys")
    protected = loaded.protect(b"secret", b"totp 1")
    assert b"secret" not in protected
    assert loaded.reveal(protected, b"totp 1") == b"secret"
    with pytest.raises(InvalidTag):
        loaded.reveal(protected, b"totp 2")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bundle.key", b"nonsense", "PEM"),
        ("hash.key", b"short", "octets"),
        ("sealing.key", None, "cannot be read"),
    ],
)
def test_a_damaged_key_is_named_and_not_shown(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    keys.create(tmp_path / "keys")
    path = tmp_path / "keys" / name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(KeystoreError, match=said) as refused:
        keys.load(tmp_path / "keys")
    assert name in str(refused.value)
    assert "nonsense" not in str(refused.value)


@pytest.mark.parametrize("name", ["bundle.key", "audit.key", "sealing.key", "authority.key"])
def test_a_key_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    keys.create(tmp_path / "keys")
    other = "sealing.key" if name != "sealing.key" else "bundle.key"
    (tmp_path / "keys" / name).write_bytes((tmp_path / "keys" / other).read_bytes())
    with pytest.raises(KeystoreError, match="not an"):
        keys.load(tmp_path / "keys")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    (tmp_path / "keys" / "audit.key").chmod(0o644)
    with pytest.raises(KeystoreError, match="chmod 600"):
        keys.load(tmp_path / "keys")


def test_keys_have_no_representation(tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    loaded = keys.load(tmp_path / "keys")
    assert repr(loaded.hash_key) not in repr(loaded)
