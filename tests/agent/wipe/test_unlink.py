"""The last step: cut, removed, synced; once and again."""

import os
from pathlib import Path

from agent.wipe.unlink import HARD_LINK_APPEARED, unlink


def test_the_name_goes_and_doing_it_again_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    directory = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    assert unlink(directory, b"file") == ()
    assert not (tmp_path / "file").exists()
    assert unlink(directory, b"file") == ()
    os.close(directory)


def test_a_second_name_is_told_and_left_empty(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    os.link(tmp_path / "file", tmp_path / "second")
    directory = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    assert unlink(directory, b"file") == (HARD_LINK_APPEARED,)
    assert (tmp_path / "second").read_bytes() == b""
    os.close(directory)
