"""`verify-record`: the verdict in both languages, JSON alone on standard output."""

from pathlib import Path

import pytest

from agent.commands.verify_record import _WORDS
from tests.agent.commands.conftest import Command
from tests.agent.test_verify_record import AUTHORITY, changed, record, signed


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    (tmp_path / "ca.pem").write_bytes(AUTHORITY.pem)
    return tmp_path / "ca.pem"


def test_a_genuine_record(command: Command, tmp_path: Path, authority: Path) -> None:
    (tmp_path / "record.json").write_bytes(signed(record()))
    said = command("verify-record", tmp_path / "record.json", "--ca", authority, plain=True)
    assert said.code == 0
    assert (said.lines[0]["ok"], said.lines[0]["record"]["person"]) == (True, "王丽")
    assert "真实有效" in said.words
    assert "genuine" in said.words


def test_a_changed_record(command: Command, tmp_path: Path, authority: Path) -> None:
    (tmp_path / "record.json").write_bytes(changed(signed(record())))
    said = command("verify-record", tmp_path / "record.json", "--ca", authority, plain=True)
    assert (said.code, said.lines[0]) == (1, {"ok": False, "failure": "signature", "record": None})
    assert "签名无效" in said.words


def test_a_missing_file_is_wrong_usage(command: Command, tmp_path: Path, authority: Path) -> None:
    said = command("verify-record", tmp_path / "no.json", "--ca", authority, plain=True)
    assert (said.code, said.lines) == (2, [])


def test_every_verdict_has_words_in_both_languages() -> None:
    assert len(_WORDS) == 8
    for chinese, english in _WORDS.values():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert english.isascii()
