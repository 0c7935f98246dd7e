"""Identities of processes, from this kernel and from a made-up /proc."""

import os
from pathlib import Path

import pytest

from agent.dirty import UNSET_UID, Writer
from agent.watchers import writer
from agent.watchers.writer import Writers


def process(proc: Path, pid: int, *, name: str = "cp", login_uid: int = 1000, cgroup: str = "0::/x") -> Path:
    directory = proc / str(pid)
    directory.mkdir(parents=True)
    fields = " ".join(["S", *["1"] * 18, "4711", *["0"] * 30])
    (directory / "stat").write_text(f"{pid} ({name}) {fields}", encoding="utf-8")
    (directory / "loginuid").write_text(str(login_uid), encoding="utf-8")
    (directory / "cgroup").write_text(cgroup, encoding="utf-8")
    return directory


def test_this_process_is_known() -> None:
    me = Writers().get(os.getpid())
    assert me is not None
    assert (me.pid, me.uid) == (os.getpid(), os.geteuid())


@pytest.mark.parametrize("name", ["cp", "a b", "x) S 1 (y", "))"])
def test_a_name_in_brackets_cannot_shift_the_fields(tmp_path: Path, name: str) -> None:
    process(tmp_path, 5, name=name)
    found = Writers(tmp_path).get(5)
    assert found == Writer(5, 4711, os.geteuid(), 1000, "")


def test_the_session_is_in_the_control_group(tmp_path: Path) -> None:
    process(tmp_path, 5, cgroup="0::/user.slice/user-1000.slice/session-c2.scope\n")
    found = Writers(tmp_path).get(5)
    assert found is not None
    assert found.session == "c2"


def test_an_answer_outlives_the_process_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = process(tmp_path, 5)
    known = Writers(tmp_path)
    assert known.get(5) is not None
    (directory / "stat").unlink()
    assert known.get(5) is not None
    monkeypatch.setattr(writer, "KEPT_SECONDS", 0.0)
    assert known.get(5) is None


def test_a_process_that_is_gone_is_nobody(tmp_path: Path) -> None:
    assert Writers(tmp_path).get(99) is None


def test_unset_is_no_login() -> None:
    assert writer.known_login(Writer(1, 1, 0, UNSET_UID, "")) is None
    assert writer.known_login(Writer(1, 1, 0, 1000, "")) == 1000
