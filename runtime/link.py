"""The edge's side of the fleet: what every gateway and agent does to stay in touch with the console.

Six tasks, each begun again when it fails, none ending another: enrol once; ask for newer policy
and put it in force; ask now and then for the registers of documents and of releases; say each minute how
this machine is; send what waits in the outbox. While the
console is away the last good policy stays in force and events wait on the disk; each task asks
again after 1 to 30 seconds.
"""

import asyncio
import contextlib
import functools
import importlib.metadata
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Literal

from policies.model import Policy
from runtime import log, outbox_sender
from runtime.backoff import Backoff, pause
from runtime.bundle_store import BundleStore
from runtime.clock import Clock
from runtime.console_client import POLL_SECONDS_MAX, ConsoleClient
from runtime.document_register import DocumentRegister
from runtime.errors import RuntimeFault
from runtime.incidents import line
from runtime.keystore import Keystore
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from runtime.releases import Releases
from runtime.settings import ConsoleLink
from wire import instant
from wire.errors import WireError
from wire.heartbeat import Heartbeat

HEARTBEAT_SECONDS = 60.0
REGISTER_SECONDS = {"gateway": 60.0, "agent": 600.0}  # between two questions for the register of documents
RELEASE_SECONDS = 10.0  # between two questions for the register of releases: so late is a withdrawal at most
POLL_SECONDS_MIN = 1.0  # between two questions for newer policy
CERTIFICATE_WARNING = timedelta(days=14)
CLOCK_SKEW_MAX = 300.0  # seconds between our clock and the console's before it is alarmed

_log = log.get(__name__)


class EdgeLink:
    """Keeps one gateway or agent in touch with the console of `link`.

    `on_policy` is called on the event loop with the compiled policies after each take-over.
    `elsewhere` gives what is wrong with this edge beside that, "" when nothing is; the console is told.
    `register` takes the register of documents, if this edge uses one; `on_register` is called on the event
    loop after the console sent one. `releases` takes the register of releases: only gateways have one.
    Without a console (`link.url` is "") nothing is asked and nothing is sent.
    """

    def __init__(  # noqa: PLR0917 - an edge is wired once, by one call
        self,
        link: ConsoleLink,
        keystore: Keystore,
        bundle_store: BundleStore,
        outbox: Outbox,
        component: Literal["gateway", "agent"],
        on_policy: Callable[[tuple[Policy, ...]], object],
        clock: Clock,
        metrics: Metrics | None = None,
        backoff: Callable[[], Backoff] = Backoff,
        *,
        elsewhere: Callable[[], str] = str,
        register: DocumentRegister | None = None,
        on_register: Callable[[], object] = lambda: None,
        releases: Releases | None = None,
    ) -> None:
        self._link = link
        self._keystore = keystore
        self._store = bundle_store
        self._outbox = outbox
        self._component: Literal["gateway", "agent"] = component
        self._on_policy = on_policy
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._backoff = backoff
        self._elsewhere = elsewhere
        self._register = register
        self._on_register = on_register
        self._releases = releases
        self._troubles: dict[str, str] = {}
        self._skew = 0.0
        self._announced = bundle_store.version
        self._beat_now = asyncio.Event()

    @property
    def trouble(self) -> str:
        """What is wrong between this edge and the console, with its policy or elsewhere, "" when nothing is."""
        said = [self._store.problem(self._clock.now()), self._elsewhere(), *self._troubles.values()]
        if abs(self._skew) > CLOCK_SKEW_MAX:
            said.append(f"the clock differs from the console's by {self._skew:.0f} s")
        expires = self._keystore.certificate_expires()
        if expires is not None and expires - self._clock.now() < CERTIFICATE_WARNING:
            said.append(f"the certificate of this machine ends at {instant.render(expires)}; enrol it again")
        parked = self._metrics.value("ashseal_outbox_parked")
        if parked:
            said.append(f"{parked:.0f} events were refused by the console")
        return "; ".join(part for part in said if part)

    async def run(self, stop: asyncio.Event) -> None:
        """Stay in touch until `stop` is set; never raises for anything the console does."""
        if not self._link.url:
            await stop.wait()
            return
        client = ConsoleClient(self._link, self._keystore, self._component)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._enrolled_then_all(client, stop))
                await stop.wait()
                client.close()
                self._outbox.wake()
                self._beat_now.set()
        finally:
            client.close()

    async def _enrolled_then_all(self, client: ConsoleClient, stop: asyncio.Event) -> None:
        await self._supervise("enrolment", stop, client.enrol_if_needed, once=True)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._supervise("policy", stop, lambda: self._poll(client, stop)))
            group.create_task(self._supervise("heartbeat", stop, lambda: self._beat(client), self._rest))
            group.create_task(self._supervise("outbox", stop, lambda: self._send(client)))
            if self._register is not None:
                fetch = functools.partial(self._fetch, client, self._register)
                seconds = REGISTER_SECONDS[self._component]
                group.create_task(self._supervise("documents", stop, fetch, lambda: _spread(stop, seconds)))
            if self._releases is not None:
                ask = functools.partial(self._fetch_releases, client, self._releases)
                rest = functools.partial(_spread, stop, RELEASE_SECONDS)
                group.create_task(self._supervise("releases", stop, ask, rest))

    async def _supervise(
        self,
        name: str,
        stop: asyncio.Event,
        work: Callable[[], Awaitable[object]],
        rest: Callable[[], Awaitable[object]] | None = None,
        *,
        once: bool = False,
    ) -> None:
        """Do `work` again and again, `rest` after each success and back off after each failure."""
        waits = self._backoff()
        while not stop.is_set():
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - one task must not end the others; it is told
                self._failed(name, error, expected=stop.is_set())
                await pause(stop, waits.next())
                continue
            waits.reset()
            self._troubles.pop(name, None)
            if once:
                return
            if rest is not None:
                await rest()

    def _failed(self, name: str, error: Exception, *, expected: bool) -> None:
        """Tell of a task that failed, in log, metrics and the next heartbeat."""
        if expected:
            return
        self._metrics.count("ashseal_link_failures_total", task=name)
        if isinstance(error, RuntimeFault | WireError):
            _log.warning("link-task-waits", extra={"task": name, "reason": str(error)})
        else:
            _log.error("link-task-failed", extra={"task": name}, exc_info=error)
        if not isinstance(error, WireError):  # of a refused bundle the bundle store speaks
            told = str(error) if isinstance(error, RuntimeFault) else type(error).__name__
            self._troubles[name] = f"{name}: {told}"

    async def _poll(self, client: ConsoleClient, stop: asyncio.Event) -> None:
        """Ask for newer policy and put it in force; tell `on_policy` of what is new."""
        self._announce()  # again, if it failed the last time
        asked_at = self._clock.monotonic()
        raw = await client.fetch_bundle(self._store.version, POLL_SECONDS_MAX)
        if raw is not None:
            await asyncio.to_thread(self._store.offer, raw, self._clock.now())
        elif self._clock.monotonic() - asked_at < POLL_SECONDS_MIN:
            await pause(stop, POLL_SECONDS_MIN)  # a console that does not hold the question
        self._announce()

    def _announce(self) -> None:
        if self._announced != self._store.version:
            self._on_policy(self._store.policies())
            self._announced = self._store.version
            self._beat_now.set()

    async def _fetch(self, client: ConsoleClient, register: DocumentRegister) -> None:
        """Take over the console's register of documents, if it has another one."""
        octets = await client.fetch_register(register.have)
        if octets is not None:
            await asyncio.to_thread(register.offer, octets)
            self._on_register()

    async def _fetch_releases(self, client: ConsoleClient, releases: Releases) -> None:
        """Take over the console's register of releases, if it has another one."""
        envelope = await client.fetch_releases(releases.have)
        if envelope is not None:
            await asyncio.to_thread(releases.offer, envelope, self._clock.now())

    async def _beat(self, client: ConsoleClient) -> None:
        """Tell the console how this machine is, and compare clocks."""
        depth = await asyncio.to_thread(self._measure)
        trouble = self.trouble
        now = self._clock.now()
        reply = await client.heartbeat(
            Heartbeat(
                device=client.device,
                component=self._component,
                version=product_version(),
                sent_at=instant.render(now),
                policy_version=self._store.version,
                outbox_depth=depth,
                state="degraded" if trouble else "ok",
                detail=line(trouble),
            )
        )
        self._skew = (now - instant.parse(reply.now)).total_seconds()

    async def _rest(self) -> None:
        """Wait for the next heartbeat: about a minute, less when there is news."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._beat_now.wait(), _spread_out(HEARTBEAT_SECONDS))
        self._beat_now.clear()

    async def _send(self, client: ConsoleClient) -> None:
        settled = await outbox_sender.step(self._outbox, client)
        if settled:
            await asyncio.to_thread(self._measure)

    def _measure(self) -> int:
        """Set the outbox's gauges and return its depth."""
        depth = self._outbox.depth()
        self._metrics.gauge("ashseal_outbox_depth", depth)
        self._metrics.gauge("ashseal_outbox_parked", self._outbox.parked_count())
        return depth


async def _spread(stop: asyncio.Event, seconds: float) -> None:
    await pause(stop, _spread_out(seconds))


def _spread_out(seconds: float) -> float:
    """Return a little less: so the questions of many edges do not come at once."""
    return seconds * random.uniform(0.9, 1.0)  # noqa: S311 - no secret


def product_version() -> str:
    """Return the version of the installed product, "0" when it runs from a bare source tree."""
    try:
        return importlib.metadata.version("ashseal")
    except importlib.metadata.PackageNotFoundError:
        return "0"
