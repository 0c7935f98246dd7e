"""`./dev run`: what it promises to programs, and that it sees through a gateway that lies."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from installers.demo import __main__ as demo
from installers.demo import options

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SABOTAGED = """
import sys
from policies.decision.decide import Decision
from policies.model import Action
from smtp_gateway import deciding
passing = Decision(action=Action.PASS, would=Action.PASS)
deciding.decide_all = lambda *_: passing
from smtp_gateway.__main__ import main
sys.exit(main())
"""


def _demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "installers.demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_sample_ends_as_it_must_and_stdout_is_one_json_line():
    done = _demo("--demo-only")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    said = json.loads(line)
    assert said["ok"] is True
    mails = {sample["name"] for sample in said["samples"] if sample["kind"] == "mail"}
    files = {sample["name"] for sample in said["samples"] if sample["kind"] == "file"}
    assert len(mails) >= 12
    assert len(files) >= 6
    outcomes = {sample["actual"] for sample in said["samples"]}
    assert outcomes == {"passed", "sealed-smime", "sealed-pdf", "refused", "destroyed", "vaulted", "kept"}


def test_a_gateway_that_passes_everything_is_seen_through(tmp_path: Path, capsys):
    chosen = options.parse(["--demo-only"])
    code = demo.run(chosen, tmp_path, gateway_command=[sys.executable, "-I", "-c", SABOTAGED])
    assert code == 1
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    wrong = {sample["name"]: sample["actual"] for sample in said["samples"] if not sample["ok"]}
    assert wrong["id-in-body"] == "passed"
    assert wrong["password-in-body"] == "passed"
    assert "plain" not in wrong


def test_a_taken_port_is_named_and_exits_with_3(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = _demo("--no-demo", "--var", str(tmp_path), "--smtp", address, "--console", "127.0.0.1:0")
    assert done.returncode == 3
    assert address in done.stderr
    assert done.stdout == ""
