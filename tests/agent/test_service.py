"""The agent as a process: it finds, names, asks, destroys and proves, and it stops when told."""

import getpass
import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.agent.builders import CLIENT_TEXT
from tests.agent.prompt.conftest import display  # noqa: F401 - a fixture
from tests.agent.running import Running
from tests.agent.screen import Screen


@contextmanager
def running(base: Path, **options: Any) -> Iterator[Running]:
    made = Running(base, **options)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.process.kill()
            made.process.wait()


@pytest.mark.parametrize("watcher", ["auto", "watchdog"])
def test_a_leftover_goes_at_its_deadline_with_a_record(tmp_path: Path, watcher: str) -> None:
    with running(tmp_path, watcher=watcher) as agent:
        assert agent.ready["watcher"] == (
            "fanotify" if watcher == "auto" and os.geteuid() == 0 else "watchdog"
        )
        path = agent.root / "客户.txt"
        path.write_text(CLIENT_TEXT, encoding="utf-8")
        (agent.root / "plain.txt").write_text("nothing of interest", encoding="utf-8")
        agent.until(agent.records)
        [record] = agent.records()
        assert (record.result, record.initiator, record.verified) == ("destroyed", "deadline", True)
        assert (record.person, record.path) == ("Wang Li", str(path))
        assert [file.name for file in agent.root.iterdir()] == ["plain.txt"]
        assert agent.stop() == 0


def test_what_lay_there_before_is_found_and_the_log_tells_no_value(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "11010519491231002X.txt").write_text(CLIENT_TEXT, encoding="utf-8")
    with running(tmp_path) as agent:
        agent.until(agent.records)
        agent.stop()
        assert "11010519491231002X" not in agent.log()
        assert "王小明" not in agent.log()


def test_log_off_wipes_what_was_written_last(tmp_path: Path) -> None:
    with running(tmp_path, deadline=3600) as agent:
        path = agent.root / "late.txt"
        path.write_text(CLIENT_TEXT, encoding="utf-8")
        assert agent.ask("log-off", "--user", getpass.getuser()).returncode == 0
        agent.until(agent.records)
        assert [record.initiator for record in agent.records()] == ["log-off"]
        assert not path.exists()


def _inventory(agent: Running) -> list[str]:
    return agent.ask("inventory").stdout.splitlines()


def test_a_click_in_the_window_ends_the_file(tmp_path: Path, display: Screen) -> None:  # noqa: F811
    with running(tmp_path, deadline=3600, prompt="desktop", display=display.name) as agent:
        path = agent.root / "clients.txt"
        path.write_text(CLIENT_TEXT, encoding="utf-8")
        agent.until(lambda: "prompt-shown" in agent.log())
        [said] = [
            line for line in map(json.loads, agent.log().splitlines()) if line["event"] == "prompt-shown"
        ]
        before = display.picture()
        display.click(tuple(said["buttons"]["destroy"]))
        agent.until(lambda: not path.exists())
        agent.until(agent.records)
        assert display.picture() != before
        assert [(one.result, one.initiator) for one in agent.records()] == [("destroyed", "person")]
        agent.until(lambda: not display.windows())
        assert agent.stop() == 0


def test_killed_it_goes_on_where_it_was(tmp_path: Path) -> None:
    with running(tmp_path, deadline=1.0) as agent:
        (agent.root / "a.txt").write_text(CLIENT_TEXT, encoding="utf-8")
        agent.until(lambda: _inventory(agent))
        agent.process.send_signal(signal.SIGKILL)
        agent.process.wait()
        (tmp_path / "state" / "ready.json").unlink()
    (tmp_path / "root" / "written meanwhile.txt").write_text(CLIENT_TEXT, encoding="utf-8")
    with running(tmp_path, deadline=1.0) as again:
        again.until(lambda: len(again.records()) == 2)
        assert list(again.root.iterdir()) == []
        assert again.stop() == 0


def test_metrics_and_health_are_served(tmp_path: Path) -> None:
    with running(tmp_path, deadline=1.0) as agent:
        (agent.root / "a.txt").write_text(CLIENT_TEXT, encoding="utf-8")
        agent.until(agent.records)
        base = f"http://{agent.ready['metrics']}"
        assert _read(f"{base}/healthz")
        agent.until(
            lambda: 'ashseal_agent_destructions_total{result="destroyed"} 1' in _read(f"{base}/metrics")
        )


def _read(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310 - our own loopback
        text: str = answer.read().decode()
    return text


TERMS = """
schema: 1
name: house
title: {zh: 内部用语, en: Terms of the house}
terms: [{name: projects, words: [凤凰计划]}]
rules:
  - {name: project, when: {term: projects}, then: destroy, reason: A project, notice: {zh: 删除, en: Gone}}
"""


def test_the_terms_of_its_policy_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(TERMS, encoding="utf-8")
    with running(tmp_path, deadline=0.1, policy=str(tmp_path / "policy.yaml")) as agent:
        (agent.root / "plan.txt").write_text("凤凰 计划", encoding="utf-8")
        agent.until(agent.records)
        assert not (agent.root / "plan.txt").exists()


def test_an_index_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with running(tmp_path, more=f'[exact_match]\nfiles = ["{tmp_path}/missing.edm"]\n') as agent:
        with pytest.raises(HTTPError) as answer:
            urlopen(f"http://{agent.ready['metrics']}/healthz")
        with answer.value as said:
            assert "missing.edm: cannot be taken over: No such file" in said.read().decode()
        assert agent.stop() == 0


def test_its_processes_end_with_it(tmp_path: Path) -> None:
    with running(tmp_path) as agent:
        ready = agent.ready
        assert agent.process.pid == ready["pid"]
        pids = [*ready["workers"], *ready["watcher_pids"]]
        assert pids
        assert agent.stop() == 0
        assert not (tmp_path / "state" / "ready.json").exists()
        assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_an_invalid_policy_is_told_and_nothing_runs(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "broken.yaml").write_text("schema: 1\nname: x\nrules: 7\n", encoding="utf-8")
    settings = tmp_path / "agent.toml"
    settings.write_text(
        f'[agent]\nstate_dir = "{tmp_path}/state"\nroots = ["{tmp_path}/root"]\n'
        f'[policy]\nfile = "{tmp_path}/broken.yaml"\n',
        encoding="utf-8",
    )
    made = Running.__new__(Running)
    made.settings = settings
    done = made.ask("run")
    assert done.returncode == 3
    assert "rules" in done.stderr
    assert done.stdout == ""
