"""`vault`: put, list, restore."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from runtime.keystore import Keystore
from tests.agent.builders import CLIENT_TEXT, make_file
from tests.agent.commands.conftest import Command


def test_a_file_goes_in_is_listed_and_comes_out(command: Command, tmp_path: Path) -> None:
    path = make_file(tmp_path, "名单.txt")
    said = command("vault", "put", path)
    assert (said.code, said.lines[0]["result"]) == (0, "vaulted")
    assert not path.exists()
    [line] = command("vault", "list").lines
    assert (line["path"], line["sealed_to"], line["person"]) == (str(path), "machine", "Wang Li")
    target = tmp_path / "again.txt"
    assert command("vault", "restore", line["id"], "--to", target).code == 0
    assert target.read_text(encoding="utf-8") == CLIENT_TEXT
    assert command("vault", "restore", line["id"], "--to", target).code == 3  # never over another file


def test_what_is_sealed_to_the_console_needs_the_consoles_key(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = X25519PrivateKey.generate()
    monkeypatch.setattr(Keystore, "sealing_key", lambda _self: console.public_key())
    command("vault", "put", make_file(tmp_path))
    [line] = command("vault", "list").lines
    assert line["sealed_to"] == "console"
    said = command("vault", "restore", line["id"], "--to", tmp_path / "out")
    assert said.code == 3
    assert "console's key" in said.words
    key = tmp_path / "key"
    key.write_bytes(console.private_bytes_raw())
    key.chmod(0o600)
    assert command("vault", "restore", line["id"], "--to", tmp_path / "out", "--key", key).code == 0


def test_an_unknown_id_is_told(command: Command, tmp_path: Path) -> None:
    said = command("vault", "restore", "d-unknown", "--to", tmp_path / "out")
    assert said.code == 3
    assert "d-unknown" in said.words
