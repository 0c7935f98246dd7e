"""`./dev run --no-demo`: the whole product for other programs to measure, until SIGTERM."""

import json
import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from installers.demo.programs import Programs, python, wait_ready

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

MAIL = (
    "From: a@bank.example\r\nTo: b@mail.example\r\nSubject: x\r\n\r\n身份证 11010519491231002X\r\n".encode()
)


@contextmanager
def product(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """Run it until the ready line; give the process and what the line says."""
    free = ["--smtp", "127.0.0.1:0", "--console", "127.0.0.1:0"]
    command = [sys.executable, "-I", "-m", "installers.demo", "--no-demo", *free, *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    try:
        yield running, json.loads(running.stdout.readline())
    finally:
        running.terminate()  # a kill would leave its components behind
        running.communicate(timeout=60)


@pytest.fixture
def next_hop(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Somebody else's mail server: its address, and where it files mail."""
    programs = Programs(tmp_path)
    ready, mailbox = tmp_path / "next-hop.json", tmp_path / "mailbox"
    command = python("installers.demo.next_hop", "127.0.0.1", "0", str(mailbox), str(ready))
    said = wait_ready(programs.start("next-hop", command, ready))
    yield str(said["smtp"]), mailbox
    programs.stop()


def test_the_ready_line_is_true_and_sigterm_ends_everything(
    tmp_path: Path, next_hop: tuple[str, Path]
) -> None:
    address, mailbox = next_hop
    arguments = ("--var", str(tmp_path / "var"), "--upstream", address, "--policy", "builtin:observe")
    with product(*arguments) as (running, said):
        assert said["ready"] is True
        assert said["policy_version"] == 1
        pids = [pid for group in said["pids"].values() for pid in group]
        assert set(said["pids"]) == {"gateway", "workers", "agent", "console"}
        assert all(said["pids"].values())
        assert all(Path(f"/proc/{pid}").exists() for pid in pids)
        with urlopen(f"http://{said['metrics']}/metrics") as answer:
            assert b"ashseal_policy_version 1" in answer.read()
        host, _, port = said["smtp"].rpartition(":")
        with smtplib.SMTP(host, int(port), timeout=60) as client:
            client.sendmail("a@bank.example", ["b@mail.example"], MAIL, ["BODY=8BITMIME"])
        [arrived] = (mailbox / "b@mail.example").glob("*.eml")
        assert MAIL in arrived.read_bytes()  # observed, and passed
        started = time.monotonic()
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
        assert time.monotonic() - started < 30
        assert not any(_alive(pid) for pid in pids)


def test_a_policy_file_is_active_before_the_ready_line(tmp_path: Path) -> None:
    policy = tmp_path / "strict.yaml"
    policy.write_text(
        "schema: 1\nname: strict\ntitle: {zh: 全部拒发, en: Refuse all}\nmode: enforce\nrules:\n"
        "  - {name: all, then: refuse, reason: Nothing leaves today, notice: {zh: 不, en: No}}\n"
        "tests:\n  - {name: any, texts: [x], expect: refuse}\n",
        encoding="utf-8",
    )
    with product("--var", str(tmp_path / "var"), "--policy", str(policy)) as (running, said):
        host, _, port = said["smtp"].rpartition(":")
        with smtplib.SMTP(host, int(port), timeout=60) as client, pytest.raises(smtplib.SMTPDataError) as e:
            client.sendmail("a@bank.example", ["b@mail.example"], MAIL, ["BODY=8BITMIME"])
        assert e.value.smtp_code == 550
        assert b"Nothing leaves today" in e.value.smtp_error
        running.send_signal(signal.SIGINT)  # Ctrl-C
        assert running.wait(30) == 0


def test_the_agent_destroys_only_below_its_path(tmp_path: Path) -> None:
    """The state directory lies beside it; a file with client data there stays."""
    beside, below = tmp_path / "beside", tmp_path / "below"
    beside.mkdir()
    below.mkdir()
    for folder in (beside, below):
        (folder / "客户.txt").write_text("客户身份证 11010519491231002X\n", encoding="utf-8")
    with product("--var", str(tmp_path / "var"), "--agent-path", str(below)):
        end = time.monotonic() + 60
        while (below / "客户.txt").exists():
            assert time.monotonic() < end
            time.sleep(0.1)
    assert (beside / "客户.txt").read_text(encoding="utf-8").startswith("客户身份证")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
