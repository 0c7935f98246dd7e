"""A workstation thinks a value is a client's: the console alone says whether it is, and nobody keeps the value."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from policies.exact_match.edge import EdgeIndex
from runtime import exact_match
from runtime.console_client import ConsoleClient
from runtime.keystore import Keystore
from runtime.settings import ConsoleLink
from server import keys
from server.assembly import Console
from server.authz import Role
from server.exact_match.store import Question
from server.identity.types import LOCAL_OPERATOR
from server.incidents.types import Filter, IncidentDetail
from server.paging import PageRequest
from tests.agent.running import Running
from tests.server.commands.calling import Caller, write_settings
from tests.server.running import RunningConsole
from tests.server.support import document, someone
from wire.signature import key_id

pytestmark = pytest.mark.slow

RECIPE = 'name = "clients"\nleast = 1\nrarity = 10\n[[columns]]\nname = "mobile"\ntype = "MOBILE"\n'
POLICY = """\
schema: 1
name: leftovers
title: {zh: 留存, en: Leftovers}
mode: observe
rules:
  - name: a-client-left-behind
    when: {listed: clients}
    then: destroy
    deadline: 4h
    severity: high
    reason: The file holds data of a client.
    notice: {zh: 请销毁。, en: Please destroy it.}
"""
CLIENTS = [f"138{number:08}" for number in range(13_000, 13_400)]
REVIEWER = someone("sun", Role.REVIEWER)


@pytest.fixture
def caller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Give the commands of a console that is set up, with an index and its edge form."""
    settings = write_settings(tmp_path / "console")
    with settings.open("a", encoding="utf-8") as file:
        file.write(f'level = "DEBUG"\n[exact_match]\nfiles = ["{tmp_path / "full.edm"}"]\n')
    called = Caller(settings, capsys)
    assert called("init").code == 0
    recipe, source = tmp_path / "recipe.toml", tmp_path / "clients.csv"
    recipe.write_text(RECIPE)
    source.write_text("\n".join(["mobile", *CLIENTS]))
    for out, form in (("full.edm", []), ("edge.edm", ["--edge"])):
        made = called(
            "edm", "build", str(recipe), "--source", str(source), "--out", str(tmp_path / out), *form
        )
        assert made.code == 0, made.words
    return called


@pytest.fixture
def console(caller: Caller) -> Iterator[Console]:
    with closing(caller.console()) as made:
        made.policy.publish_first([document(POLICY, "leftovers")], "local-operator", "setting up")
        yield made


def strangers(base: Path) -> tuple[str, str]:
    """Return a number of nobody that the edge form takes for a client's, and one that it does not."""
    public = keys.load(base / "console/state/keys").bundle.public_key()
    with (base / "edge.edm").open("rb") as file:
        header = exact_match.read(file, "edge.edm", {key_id(public): public})
        file.seek(exact_match.BODY_START)
        index = EdgeIndex(header, file.read())
    numbers = [f"139{number:08}" for number in range(27_000_000, 27_001_000)]
    met = [number for number in numbers if index.rows_of(0, number)]
    return met[0], min(set(numbers) - set(met))


def enrol(console: Console, base: Path, link: ConsoleLink) -> None:
    token = console.fleet.enrolment_token(LOCAL_OPERATOR, "agent", link.device, "a new workstation").token
    Path(link.token_file).write_text(token)
    with closing(ConsoleClient(link, Keystore(base / "state"), "agent")) as client:
        assert asyncio.run(client.enrol_if_needed())


def incidents(console: Console, count: int) -> list[IncidentDetail]:
    """Return so many incidents by the path of their file, as soon as they are there."""
    end = time.monotonic() + 60
    while True:
        rows = console.incidents.page(REVIEWER, Filter(), PageRequest()).rows
        if len(rows) == count:
            return [
                console.incidents.detail(REVIEWER, row.id) for row in sorted(rows, key=lambda row: row.what)
            ]
        assert time.monotonic() < end, f"{len(rows)} incidents of {count}"
        time.sleep(0.1)


def files_with(value: str, *places: Path) -> list[Path]:
    """Return files below `places` that hold a number, as it is or as it was written."""
    spellings = (value.encode(), as_written(value).encode())
    files = [path for place in places for path in [place, *place.rglob("*")] if path.is_file()]
    assert {"console.sqlite", "agent.db", "agent.log"} <= {path.name for path in files}
    return [path for path in files if any(one in path.read_bytes() for one in spellings)]


def as_written(value: str) -> str:
    return f"{value[:3]} {value[3:7]} {value[7:]}"


def test_the_console_tells_a_client_from_a_stranger_and_keeps_neither_number(
    caller: Caller, console: Console, tmp_path: Path
) -> None:
    base = tmp_path / "workstation"
    (base / "root").mkdir(parents=True)
    stranger, other = strangers(tmp_path)
    for name, value in (("a", CLIENTS[7]), ("b", stranger), ("c", other)):
        (base / "root" / f"{name}.txt").write_text(f"客户手机 {as_written(value)}\n")
    with RunningConsole(caller.settings_file) as running:
        link = ConsoleLink(
            url=f"https://{running.facts['machines']}",
            ca_file=str(tmp_path / "console/state/authority.pem"),
            token_file=str(base / "token"),
            device="pc-1",
        )
        enrol(console, base, link)
        agent = Running(
            base,
            policy="",
            more=f'level = "DEBUG"\n[console]\nurl = "{link.url}"\nca_file = "{link.ca_file}"\ndevice = "pc-1"\n'
            f'[exact_match]\nfiles = ["{tmp_path / "edge.edm"}"]\n',
        )
        try:
            client, nobody = incidents(console, 2)
        finally:
            agent.stop()
    for one, confirmed in ((client, True), (nobody, False)):
        (said,) = one.incident.findings[0].lists
        assert (said.index, said.certain) == ("clients", False)
        assert one.confirmed == {Question(0, "clients"): confirmed}
    for value in (CLIENTS[7], stranger):
        assert files_with(value, tmp_path / "console", base / "state", base / "agent.log") == []
