"""What only its owner may read is refused when others could have read or changed it."""

from pathlib import Path

import pytest

from runtime import atomic_file
from runtime.errors import KeystoreError
from runtime.private_file import PRIVATE_MAX, make_private_directory, read_private


def test_a_private_file_is_read(tmp_path: Path) -> None:
    atomic_file.write(tmp_path / "key", b"secret")
    assert read_private(tmp_path / "key") == b"secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_open_to_others_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    atomic_file.write(tmp_path / "key", b"secret", mode=mode)
    with pytest.raises(KeystoreError, match=r"chmod 600 .*key"):
        read_private(tmp_path / "key")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeystoreError, match=r"nokey: cannot be read: No such file"):
        read_private(tmp_path / "nokey")


def test_a_file_too_large_for_a_key_is_refused(tmp_path: Path) -> None:
    atomic_file.write(tmp_path / "key", b"x" * (PRIVATE_MAX + 1))
    with pytest.raises(KeystoreError, match="not a regular file"):
        read_private(tmp_path / "key")


def test_a_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    make_private_directory(tmp_path / "a" / "keys")
    assert (tmp_path / "a" / "keys").stat().st_mode & 0o777 == 0o700
    make_private_directory(tmp_path / "a" / "keys")


def test_a_directory_that_others_may_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys").chmod(0o777)
    with pytest.raises(KeystoreError, match="chmod go-w"):
        make_private_directory(tmp_path / "keys")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(b"")
    with pytest.raises(KeystoreError, match="keys: cannot be made"):
        make_private_directory(tmp_path / "keys")
