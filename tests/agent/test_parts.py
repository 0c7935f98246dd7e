"""The parts of an agent, opened on its directories."""

from pathlib import Path

import pytest

from runtime.errors import KeystoreError
from tests.agent.builders import make_parts, make_settings


def test_everything_lies_in_a_directory_of_its_own(tmp_path: Path) -> None:
    parts = make_parts(tmp_path)
    state = tmp_path / "state"
    assert state.stat().st_mode & 0o077 == 0
    assert {path.name for path in state.iterdir()} >= {"agent.db", "keys", "records", "vault"}
    assert parts.settings == make_settings(tmp_path)
    parts.close()


def test_the_same_keys_are_found_again(tmp_path: Path) -> None:
    first, second = make_parts(tmp_path), make_parts(tmp_path)
    assert first.keystore.fingerprint_key() == second.keystore.fingerprint_key()
    first.close()
    second.close()


def test_a_state_directory_that_others_can_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state").chmod(0o777)
    with pytest.raises(KeystoreError, match="others may write"):
        make_parts(tmp_path)
