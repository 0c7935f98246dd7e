"""A service says when it is ready, ends when told, and at once when told twice."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import service

SERVICE = """
import asyncio, pathlib, sys
from runtime import service
async def main(stop):
    service.announce_ready(pathlib.Path(sys.argv[1]), {"smtp": "127.0.0.1:2525"})
    print("ready", flush=True)
    await stop.wait()
    if sys.argv[2] == "slow":
        print("stopping", flush=True)
        await asyncio.sleep(600)
    return int(sys.argv[2])
raise SystemExit(service.run(main))
"""


def start(state_dir: Path, code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SERVICE, str(state_dir), code]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("code", [0, 3])
def test_a_signal_ends_it_with_its_own_code(tmp_path: Path, number: signal.Signals, code: int) -> None:
    process = start(tmp_path, str(code))
    process.send_signal(number)
    process.communicate(timeout=20)
    assert process.returncode == code


def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    process = start(tmp_path, "slow")
    process.send_signal(signal.SIGTERM)
    assert process.stdout is not None
    assert process.stdout.readline() == "stopping\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGTERM


def test_ready_is_a_file_for_others_to_read(tmp_path: Path) -> None:
    service.announce_ready(tmp_path, {"smtp": "127.0.0.1:2525", "pid": 7})
    file = tmp_path / "ready.json"
    assert json.loads(file.read_text()) == {"smtp": "127.0.0.1:2525", "pid": 7}
    assert file.stat().st_mode & 0o777 == 0o644
    service.withdraw_ready(tmp_path)
    service.withdraw_ready(tmp_path)
    assert not file.exists()


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, abstract: bool) -> None:
    name = f"@ashseal-test-{tmp_path.name}-{id(tmp_path)}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + name[1:] if abstract else name)
        systemd.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        assert service.notify("READY=1")
        assert systemd.recv(100) == b"READY=1"


def test_without_systemd_nobody_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not service.notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    assert not service.notify("READY=1")


def test_a_main_that_returns_nothing_was_done() -> None:
    async def main(stop: asyncio.Event) -> None:
        assert not stop.is_set()

    assert service.run(main) == 0
