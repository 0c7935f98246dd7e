"""`run`: serves until it is told to stop; what keeps it from starting is named, with exit code 3."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.smtp_gateway.commands.conftest import Command
from tests.smtp_gateway.gateway_process import GatewayProcess


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Give the log back as it was: `run` sets up the process's own."""
    root = logging.getLogger()
    before, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
    root.setLevel(level)
    logging.raiseExceptions = raising


async def test_it_serves_until_sigterm_and_speaks_json_on_stderr(tmp_path: Path) -> None:
    gateway = GatewayProcess(tmp_path / "state", upstream=1)
    facts = await gateway.start()
    async with gateway.talk() as talk:
        assert talk.banner.startswith(b"220 gateway.example ")
    assert await gateway.stop() == 0
    events = {line["event"]: line for line in map(json.loads, gateway.log.splitlines())}
    assert events["listening"]["smtp"] == facts["smtp"]
    assert {line["component"] for line in events.values()} == {"gateway"}


@pytest.mark.parametrize("table", ["listen", "metrics"])
def test_a_taken_port_is_named(command: Command, table: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        other = "metrics" if table == "listen" else "listen"
        said = command("run", more=f"[{table}]\nport = {port}\n[{other}]\nport = 0\n")
    assert (said.code, said.lines) == (3, [])
    last = said.words.splitlines()[-1]
    assert last.startswith("ashseal-gateway: cannot start: ")
    assert f"{table} 127.0.0.1:{port}" in last
    assert "address already in use" in last


def test_an_address_of_another_machine_is_named(command: Command) -> None:
    said = command("run", more='[listen]\nhost = "192.0.2.1"\n')
    assert said.code == 3
    assert "192.0.2.1:2525" in said.words


def test_a_journal_that_is_none_is_named_and_kept(command: Command, state_dir: Path) -> None:
    state_dir.mkdir(mode=0o700)
    (state_dir / "gateway.db").write_bytes(b"no database " * 100)
    said = command("run")
    assert said.code == 3
    assert f"cannot start: {state_dir}/gateway.db: file is not a database" in said.words
    assert (state_dir / "gateway.db").read_bytes() == b"no database " * 100


def test_a_log_that_cannot_be_written_is_named(command: Command, state_dir: Path) -> None:
    said = command("run", more='[log]\nfile = "/no/such/gateway.log"\n')
    assert said.code == 3
    assert said.words == "ashseal-gateway: cannot start: /no/such/gateway.log: No such file or directory\n"
    assert not state_dir.exists()


def test_a_state_directory_that_others_may_write_to_is_refused(command: Command, state_dir: Path) -> None:
    state_dir.mkdir()
    state_dir.chmod(0o777)
    said = command("run")
    assert said.code == 3
    assert f"run `chmod go-w {state_dir}`" in said.words


def test_a_policy_that_is_not_there_is_named(command: Command, settings_file: Path) -> None:
    settings_file.write_text(settings_file.read_text().replace("builtin:bank", "/no/policy.yaml"))
    said = command("run")
    assert said.code == 3
    assert "policy.file: /no/policy.yaml cannot be read" in said.words
