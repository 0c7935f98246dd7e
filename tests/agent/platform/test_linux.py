"""Linux sessions from logind's files and made-up processes, accounts from the real user database."""

import os
import pwd
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from agent.platform.base import Session
from agent.platform.linux import LinuxPlatform

Uids = namedtuple("Uids", "real effective saved")  # noqa: PYI024 - the shape that psutil has


class Machine:
    """A /run and a /proc of our own."""

    def __init__(self, base: Path) -> None:
        self.run, self.proc = base / "run", base / "proc"
        (self.run / "systemd" / "sessions").mkdir(parents=True)
        self.platform = LinuxPlatform(self.run, self.proc)

    def session(self, name: str, **values: object) -> None:
        lines = [
            "# This is private data. Do not parse.",
            *(f"{key}={value}" for key, value in values.items()),
        ]
        (self.run / "systemd" / "sessions" / name).write_text("\n".join(lines), encoding="utf-8")

    def process(self, pid: int, environment: dict[str, str], scope: str = "") -> None:
        (self.proc / str(pid)).mkdir(parents=True)
        raw = "\0".join(f"{key}={value}" for key, value in environment.items())
        (self.proc / str(pid) / "environ").write_text(raw, encoding="utf-8")
        (self.proc / str(pid) / "cgroup").write_text(
            f"0::/user.slice/session-{scope}.scope", encoding="utf-8"
        )


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(psutil, "users", list)
    monkeypatch.setattr(psutil, "process_iter", lambda _fields: iter(()))
    return Machine(tmp_path)


def test_a_session_is_read_with_its_leaders_display(machine: Machine) -> None:
    machine.session("3", UID=1000, USER="wang", ACTIVE=1, CLASS="user", TTY="tty2", LEADER=50)
    machine.process(50, {"DISPLAY": ":0", "XAUTHORITY": "/x", "PASSWORD": "secret", "LANG": "zh_CN.UTF-8"})
    [one] = machine.platform.sessions()
    assert one == Session(
        "3",
        "wang",
        1000,
        active=True,
        display=True,
        terminal="tty2",
        environment={"DISPLAY": ":0", "XAUTHORITY": "/x", "LANG": "zh_CN.UTF-8"},
    )
    assert machine.platform.session_account("3") == "wang"


def test_a_display_is_found_with_another_process_of_the_session(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.session("3", UID=1000, USER="wang", ACTIVE=1, LEADER=50)
    machine.process(50, {"LANG": "C"}, "3")
    machine.process(51, {"DISPLAY": ":5"}, "other")
    machine.process(52, {"WAYLAND_DISPLAY": "wayland-0"}, "3")
    rows = [SimpleNamespace(pid=pid, info={"uids": Uids(1000, 1000, 1000)}) for pid in (51, 52)]
    monkeypatch.setattr(psutil, "process_iter", lambda _fields: iter(rows))
    [one] = machine.platform.sessions()
    assert one.environment == {"WAYLAND_DISPLAY": "wayland-0"}


def test_greeters_and_references_are_no_sessions(machine: Machine) -> None:
    machine.session("c1", UID=120, USER="gdm", CLASS="greeter")
    machine.session("3.ref", UID=1000, USER="wang")
    assert machine.platform.sessions() == ()


def test_without_logind_utmp_tells(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (machine.run / "systemd" / "sessions").iterdir():
        file.unlink()
    users = [
        SimpleNamespace(name="root", terminal="pts/3", host="10.0.0.9", pid=7),
        SimpleNamespace(name="no-such-account", terminal=None, host=":1", pid=8),
    ]
    monkeypatch.setattr(psutil, "users", lambda: users)
    remote, local = machine.platform.sessions()
    assert (remote.account, remote.uid, remote.terminal, remote.display) == ("root", 0, "pts/3", False)
    assert (local.uid, local.display, local.environment) == (-1, True, {"DISPLAY": ":1"})


def test_the_session_we_were_started_in_counts(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    [own] = machine.platform.sessions()
    assert (own.id, own.uid, own.display, own.environment["DISPLAY"]) == ("own", os.getuid(), True, ":9")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", ".hidden", "7"])
def test_a_session_that_is_none_has_no_account(machine: Machine, name: str) -> None:
    assert machine.platform.session_account(name) == ""


def test_accounts_and_owners(machine: Machine, tmp_path: Path) -> None:
    assert machine.platform.account(0) == "root"
    assert machine.platform.account(123_456) == "uid-123456"
    assert machine.platform.owner(os.fsencode(tmp_path), tmp_path.stat()) == os.getuid()


def test_root_starts_a_window_as_its_person_and_with_a_bare_environment(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = pwd.getpwnam("nobody")
    session = Session("3", "nobody", nobody.pw_uid, active=True, display=True, environment={"DISPLAY": ":0"})
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    options = machine.platform.start_options(session)
    assert (options["user"], options["group"]) == (nobody.pw_uid, nobody.pw_gid)
    environment = options["env"]
    assert isinstance(environment, dict)
    assert environment.keys() == {"PATH", "HOME", "USER", "DISPLAY"}
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert machine.platform.start_options(session).keys() == {"env"}
