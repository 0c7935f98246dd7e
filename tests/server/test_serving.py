import asyncio
import itertools
import signal
import threading
import time
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from runtime.clock import Clock
from runtime.settings import load
from server import housekeeping
from server.assembly import assemble
from server.incidents import store as incidents_store
from server.machines.bundle_watch import BundleWatch
from server.serving import PortTaken, listen, serve
from server.settings import ServerSettings
from tests.server.commands.calling import Caller, write_settings
from tests.server.events import Device, mail_incident
from tests.server.running import RunningConsole
from tests.server.served import Served
from tests.server.support import Rig
from wire.event_batch import BatchReply


def served_by(settings_file: Path, running: RunningConsole) -> Served:
    settings = load(settings_file, ServerSettings)
    addresses = (running.facts["console"], running.facts["machines"], running.facts["metrics"])
    return Served(settings, assemble(settings, Clock()), *addresses, directory=settings_file.parent)


class Senders:
    """A gateway whose threads send events without pause, and remember what was acknowledged."""

    def __init__(self) -> None:
        self.gateway = Device()
        self.acknowledged: list[str] = []
        self.unsure: list[str] = []
        self._numbers = itertools.count()

    def send(self, served: Served, ids: list[str]) -> None:
        raw = self.gateway.batch(*[mail_incident(one) for one in ids])
        answer = served.call("POST", "/v1/events", raw, self.gateway)
        self.acknowledged.extend(msgspec.json.decode(answer.body, type=BatchReply).accepted)

    def send_until_it_fails(self, served: Served) -> None:
        while True:
            ids = [f"e{next(self._numbers)}" for _ in range(5)]
            try:
                self.send(served, ids)
            except (OSError, msgspec.DecodeError):
                self.unsure.extend(ids)
                return

    def send_and_kill(self, settings_file: Path) -> None:
        with RunningConsole(settings_file) as running:
            served = served_by(settings_file, running)
            if not self.gateway.certificate:
                served.enrol(self.gateway)
            threads = [threading.Thread(target=self.send_until_it_fails, args=(served,)) for _ in range(4)]
            for thread in threads:
                thread.start()
            before = len(self.acknowledged)
            while len(self.acknowledged) < before + 60:
                time.sleep(0.01)
            running.process.kill()
            assert running.process.wait(10) == -signal.SIGKILL
            for thread in threads:
                thread.join()
            served.console.close()


def test_killed_during_ingest_every_acknowledged_event_is_there_exactly_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Clients send while the console is killed; then they send again what was not acknowledged."""
    call, senders = Caller(write_settings(tmp_path / "console"), capsys), Senders()
    assert call("init").code == 0
    for _ in range(2):
        senders.send_and_kill(call.settings_file)
    with RunningConsole(call.settings_file) as running:
        served = served_by(call.settings_file, running)
        senders.send(served, senders.acknowledged[:100] + senders.unsure)
        with served.console.database.read() as connection:
            stored = list(connection.execute(select(incidents_store.INCIDENT.c.id)).scalars())
        served.console.close()
    assert senders.unsure
    assert sorted(stored) == sorted(set(senders.acknowledged))
    assert set(senders.unsure) <= set(stored)


async def test_stopping_answers_long_polls_at_once(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = asyncio.Semaphore(0)
    original = BundleWatch.newer

    async def newer(self: BundleWatch, have: int, wait: float) -> bytes | None:
        arrived.release()
        return await original(self, have, wait)

    monkeypatch.setattr(BundleWatch, "newer", newer)
    stop = asyncio.Event()
    ready = Path(rig.settings.console.state_dir) / "ready.json"
    running = asyncio.create_task(serve(rig.settings, Clock(), stop))
    while not ready.exists():
        await asyncio.sleep(0.02)
    facts = msgspec.json.decode(ready.read_bytes())
    served = Served(
        rig.settings,
        rig.console,
        facts["console"],
        facts["machines"],
        "",
        Path(rig.settings.console.state_dir),
    )
    gateway = Device()
    console = assemble(rig.settings, Clock())
    served.console = console
    await asyncio.to_thread(served.enrol, gateway)
    polls = [
        asyncio.create_task(asyncio.to_thread(served.call, "GET", "/v1/bundle?have=9&wait=25", None, gateway))
        for _ in range(3)
    ]
    for _ in polls:
        await arrived.acquire()
    started = time.monotonic()
    stop.set()
    assert await asyncio.wait_for(running, 10) == 0
    assert [answer.status for answer in await asyncio.gather(*polls)] == [204] * 3
    assert time.monotonic() - started < 5
    assert not ready.exists()
    console.close()


async def test_a_part_that_ends_by_itself_ends_the_console_with_3(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(housekeeping, "run", fail)
    assert await asyncio.wait_for(serve(rig.settings, Clock(), asyncio.Event()), 15) == 3


def test_a_taken_port_is_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}"), listen("127.0.0.1", port):
            pass
