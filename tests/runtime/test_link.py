"""An edge enrols, takes over policy, tells how it is and sends its events, console there or not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from policies.model import Policy
from runtime import link
from runtime.backoff import Backoff
from runtime.bundle_store import BundleStore
from runtime.clock import Clock
from runtime.document_register import DocumentRegister
from runtime.keystore import Keystore
from runtime.link import EdgeLink, product_version
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from runtime.releases import Releases
from runtime.settings import ConsoleLink
from tests.runtime.conftest import make_incident
from tests.runtime.small_console import SmallConsole, until
from tests.runtime.test_document_register import BUILT, LATER, sent
from tests.wire.granted import ISSUED, RELEASE, signed_register

MakeEnvelope = Callable[..., bytes]


class Edge:
    """A gateway with everything that `EdgeLink` needs, run as a task."""

    def __init__(self, link: ConsoleLink, state_dir: Path) -> None:
        self.metrics = Metrics()
        self.keystore = Keystore(state_dir)
        self.store = BundleStore(state_dir, self.keystore, self.metrics)
        self.outbox = Outbox(state_dir / "outbox.db")
        self.register = DocumentRegister(state_dir, self.keystore)
        self.registers = 0
        self.releases = Releases(state_dir, self.keystore)
        self.taken: list[tuple[Policy, ...]] = []
        self.on_policy: Callable[[tuple[Policy, ...]], object] = self.taken.append
        self.stop = asyncio.Event()
        self.link = EdgeLink(
            link,
            self.keystore,
            self.store,
            self.outbox,
            "gateway",
            self._policy_came,
            Clock(),
            self.metrics,
            lambda: Backoff(0.02, 0.1),
            elsewhere=lambda: self.elsewhere,
            register=self.register,
            on_register=self._register_came,
            releases=self.releases,
        )
        self.elsewhere = ""
        self.task: asyncio.Task[None] | None = None

    def _policy_came(self, policies: tuple[Policy, ...]) -> None:
        self.on_policy(policies)

    def _register_came(self) -> None:
        self.registers += 1

    def start(self) -> None:
        self.task = asyncio.create_task(self.link.run(self.stop))

    async def end(self) -> None:
        self.stop.set()
        if self.task is not None:
            await asyncio.wait_for(self.task, 20)
        self.outbox.close()


@pytest.fixture
async def edge(settings: ConsoleLink, tmp_path: Path) -> AsyncIterator[Edge]:
    edge = Edge(settings, tmp_path / "state")
    yield edge
    await edge.end()


async def test_a_new_edge_enrols_takes_policy_and_sends_what_waited(
    edge: Edge, console: SmallConsole, make_envelope: MakeEnvelope
) -> None:
    console.bundle = (1, make_envelope())
    edge.outbox.put(make_incident("before"))
    edge.start()
    await until(lambda: edge.taken and edge.outbox.depth() == 0)
    assert [policy.name for policy in edge.taken[-1]] == ["small"]
    edge.outbox.put(make_incident("after"))
    await until(lambda: set(console.committed) == {"before", "after"})
    await until(lambda: any(beat.policy_version == 1 for beat in console.heartbeats))
    beat = console.heartbeats[-1]
    assert (beat.device, beat.component, beat.state, beat.version) == (
        "gw-1",
        "gateway",
        "ok",
        product_version(),
    )


async def test_a_newer_bundle_arrives_without_being_waited_for(
    edge: Edge, console: SmallConsole, make_envelope: MakeEnvelope
) -> None:
    console.bundle = (1, make_envelope(version=1))
    edge.start()
    await until(lambda: edge.store.version == 1)
    console.bundle = (2, make_envelope(version=2))
    await until(lambda: len(edge.taken) == 2, seconds=5)
    assert edge.store.version == 2


async def test_the_register_of_documents_arrives_and_a_newer_one_after_it(
    edge: Edge, console: SmallConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(link.REGISTER_SECONDS, "gateway", 0.02)
    console.register = (BUILT, sent(key=console.hash_key, signer=console.bundle_key))
    edge.start()
    await until(lambda: edge.register.have == BUILT)
    await until(lambda: console.requests.count("/v1/documents") > 3)
    assert edge.registers == 1
    console.register = (LATER, sent(LATER, key=console.hash_key, signer=console.bundle_key))
    await until(lambda: edge.registers == 2)
    assert edge.register.have == LATER


async def test_releases_arrive_a_tampered_register_is_refused_and_told_by_its_keeper(
    edge: Edge, console: SmallConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "RELEASE_SECONDS", 0.02)
    console.releases = (ISSUED, signed_register(console.bundle_key, RELEASE))
    edge.start()
    await until(lambda: edge.releases.have == ISSUED)
    later = "2026-10-06T02:00:00.000000Z"
    good = signed_register(console.bundle_key, issued_at=later)
    console.releases = (later, good[:-10] + bytes([good[-10] ^ 1]) + good[-9:])
    await until(lambda: "refused" in edge.releases.problem(datetime.now(UTC)))
    assert edge.releases.have == ISSUED
    assert edge.link.trouble == ""  # what the keeper says comes by `elsewhere`
    console.releases = (later, good)
    await until(lambda: edge.releases.have == later)


async def test_a_tampered_bundle_is_refused_and_the_console_hears_of_it(
    edge: Edge, console: SmallConsole, make_envelope: MakeEnvelope
) -> None:
    console.bundle = (1, make_envelope(version=1))
    edge.start()
    await until(lambda: edge.store.version == 1)
    good = make_envelope(version=2)
    console.bundle = (2, good[:-10] + bytes([good[-10] ^ 1]) + good[-9:])
    await until(lambda: "refused" in edge.link.trouble)
    assert edge.store.version == 1
    assert len(edge.taken) == 1
    console.bundle = (3, make_envelope(version=3))
    await until(lambda: edge.store.version == 3)
    assert edge.link.trouble == ""


async def test_what_is_wrong_elsewhere_is_told_too(edge: Edge, console: SmallConsole) -> None:
    edge.elsewhere = "an index is stale"
    edge.start()
    await until(lambda: any(beat.detail == "an index is stale" for beat in console.heartbeats))
    assert console.heartbeats[-1].state == "degraded"


async def test_without_the_console_the_edge_works_on_and_catches_up(
    edge: Edge, console: SmallConsole, make_envelope: MakeEnvelope
) -> None:
    console.bundle = (1, make_envelope(version=1))
    edge.start()
    await until(lambda: edge.store.version == 1)
    console.stop()
    ids = [f"i-{number}" for number in range(5)]
    for event_id in ids:
        edge.outbox.put(make_incident(event_id))
    await until(lambda: "no answer from the console" in edge.link.trouble)
    assert edge.outbox.depth() == 5
    assert edge.store.policies()
    console.bundle = (2, make_envelope(version=2))
    console.start()
    await until(lambda: edge.outbox.depth() == 0 and edge.store.version == 2)
    assert list(console.committed) == ids
    await until(lambda: edge.link.trouble == "")


async def test_a_console_that_is_away_at_first_is_asked_again(edge: Edge, console: SmallConsole) -> None:
    console.stop()
    edge.start()
    await until(lambda: "enrolment: no answer" in edge.link.trouble)
    console.start()
    await until(lambda: edge.keystore.enrolled and console.heartbeats)


async def test_a_refused_event_is_told_and_stops_no_other(edge: Edge, console: SmallConsole) -> None:
    edge.start()
    await until(lambda: console.heartbeats)
    console.refused["bad"] = "unknown rule"
    edge.outbox.put(make_incident("bad"))
    edge.outbox.put(make_incident("good"))
    await until(lambda: "good" in console.committed)
    await until(lambda: "1 events were refused" in edge.link.trouble)
    assert [entry.id for entry in edge.outbox.parked()] == ["bad"]


async def test_a_fault_of_one_task_ends_no_other(
    edge: Edge, console: SmallConsole, make_envelope: MakeEnvelope
) -> None:
    calls: list[int] = []

    def stumbles_once(policies: tuple[Policy, ...]) -> None:
        calls.append(len(policies))
        if len(calls) == 1:
            raise ZeroDivisionError
        edge.taken.append(policies)

    edge.on_policy = stumbles_once
    console.bundle = (1, make_envelope())
    edge.start()
    await until(lambda: calls)
    edge.outbox.put(make_incident("a"))
    await until(lambda: "a" in console.committed)
    await until(lambda: edge.taken)
    assert calls == [1, 1]
    assert edge.metrics.value("ashseal_link_failures_total", task="policy") == 1


async def test_a_clock_that_differs_is_told(edge: Edge, console: SmallConsole) -> None:
    console.clock_ahead = timedelta(hours=2)
    edge.start()
    await until(lambda: "the clock differs from the console's by -7" in edge.link.trouble)


async def test_an_expired_bundle_is_told_of(
    edge: Edge, console: SmallConsole, make_envelope: MakeEnvelope
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    console.bundle = (1, make_envelope(expires_at=soon.strftime("%Y-%m-%dT%H:%M:%S.%fZ")))
    edge.start()
    await until(lambda: edge.store.version == 1)
    await until(lambda: "expired" in edge.link.trouble)
    assert edge.store.policies()


async def test_a_certificate_that_ends_soon_is_told_of(edge: Edge, console: SmallConsole) -> None:
    console.authority.life = timedelta(days=3)
    edge.start()
    await until(lambda: console.heartbeats)
    assert "the certificate of this machine ends at" in console.heartbeats[0].detail
    assert console.heartbeats[0].state == "degraded"


async def test_without_a_console_nothing_is_asked(tmp_path: Path) -> None:
    edge = Edge(ConsoleLink(), tmp_path / "state")
    edge.start()
    await asyncio.sleep(0.05)
    await edge.end()
    assert edge.link.trouble == ""


async def test_it_ends_at_once_in_the_midst_of_a_long_question(edge: Edge, console: SmallConsole) -> None:
    edge.start()
    await until(lambda: "/v1/bundle" in console.requests and console.heartbeats)
    began = asyncio.get_running_loop().time()
    await edge.end()
    assert asyncio.get_running_loop().time() - began < 10
    assert edge.metrics.value("ashseal_link_failures_total", task="policy") == 0
