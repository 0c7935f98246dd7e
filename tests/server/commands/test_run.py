import socket
import subprocess
import sys
from pathlib import Path

from tests.server.commands.calling import Caller, write_settings
from tests.server.running import RunningConsole


def test_it_serves_both_ports_and_ends_within_ten_seconds(tmp_path: Path, ready: Caller) -> None:
    with RunningConsole(ready.settings_file) as running:
        assert set(running.facts) == {"console", "machines", "metrics", "policy_version", "pid"}
        assert running.facts["pid"] == running.process.pid
        assert running.facts["policy_version"] == 1
        assert running.metrics("/healthz") == b"ok\n"
        assert b"ashseal_audit_intact 1" in running.metrics("/metrics")
        running.process.terminate()
        assert running.process.wait(10) == 0
    assert not running.ready_file.exists()


def test_a_taken_port_is_named_with_exit_code_3(ready: Caller) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        text = ready.settings_file.read_text().replace("machines_port = 0", f"machines_port = {port}")
        ready.settings_file.write_text(text)
        said = ready("run")
    assert said.code == 3
    assert f"127.0.0.1:{port}" in said.words


def test_a_console_that_was_not_set_up_does_not_start(tmp_path: Path) -> None:
    settings = write_settings(tmp_path / "c")
    command = [sys.executable, "-m", "server", "run", "--settings", str(settings)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=30)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"keys" in done.stderr


def test_unknown_settings_are_named(fresh: Caller) -> None:
    fresh.settings_file.write_text(fresh.settings_file.read_text() + "\nlvel = 1\n")
    said = fresh("run")
    assert said.code == 3
    assert "did you mean `level`" in said.words
