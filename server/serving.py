"""Runs the console: pages and machines in one process, on two ports, until it is told to stop.

Stopping takes at most a few seconds: `ready.json` goes, long polls are answered, requests under
way may finish, the writer commits what it took, the audit is sealed, the database is closed.
"""

import asyncio
import contextlib
import logging
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn

from runtime import log, service
from runtime.clock import Clock
from runtime.metrics import Metrics
from server import housekeeping, schema, tls
from server.alerts.mailer import AlertMailer
from server.app import create_app, health_of
from server.assembly import Console, assemble, url_of
from server.machines.app import MachinesApp
from server.machines.bundle_watch import BundleWatch
from server.machines.group_commit import GroupCommit
from server.machines.intake import Areas, Intake
from server.machines.peer import PeerProtocol
from server.machines.register_watch import RegisterWatch
from server.settings import ServerSettings
from wire import instant

GRACE_SECONDS = 3  # for requests under way when the console stops
HEALTH_SECONDS = 2.0
KEEP_ALIVE_SECONDS = 150  # two heartbeats and a bit: devices keep their connection

_log = log.get(__name__)
logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # its start and stop are told by ours


class PortTaken(Exception):
    """An address cannot be listened on; the text names it."""


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to `runtime.service`."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: ServerSettings, clock: Clock, stop: asyncio.Event) -> int:
    """Run the console of `settings` until `stop` is set; return the exit code.

    Raises:
        PortTaken: one of the ports is in use.
        RuntimeFault: settings or keys are wrong.
    """
    state_dir = Path(settings.console.state_dir)
    service.withdraw_ready(state_dir)
    console_config = settings.console
    with (
        listen(console_config.host, console_config.port) as pages,
        listen(console_config.machines_host, console_config.machines_port) as machines,
    ):
        public_url = url_of(console_config.host, pages.getsockname()[1])
        console = assemble(settings, clock, public_url=public_url)
        try:
            await asyncio.to_thread(schema.upgrade, console.database)
            tls.issue_certificate(settings, console.authority, clock)
            await asyncio.to_thread(console.indexes.look)
            return await _Running(settings, console, clock).run(pages, machines, stop)
        finally:
            service.withdraw_ready(state_dir)
            console.close()


class _Running:
    """The tasks of a running console."""

    def __init__(self, settings: ServerSettings, console: Console, clock: Clock) -> None:
        self._settings = settings
        self._console = console
        self._clock = clock
        self._metrics = Metrics()
        areas = Areas(
            console.incidents, console.destruction, console.escrow, console.alerts, console.releases
        )
        self._writer = GroupCommit(Intake(console.database, areas, clock), self._metrics)
        self._watch = BundleWatch(console.policy)
        self._now: Callable[[], str] = lambda: instant.render(clock.now())
        self._problem = ""

    async def run(self, pages: socket.socket, machines: socket.socket, stop: asyncio.Event) -> int:
        """Run everything; return 0, or 3 when a part ended by itself."""
        metrics_server = await self._serve_metrics()
        try:
            return await self._run_parts(pages, machines, metrics_server, stop)
        finally:
            metrics_server.close()

    async def _run_parts(
        self,
        pages: socket.socket,
        machines: socket.socket,
        metrics_server: asyncio.Server,
        stop: asyncio.Event,
    ) -> int:
        written = asyncio.Event()  # set when no request can bring events any more
        servers = self._servers()
        chores = self._chores()
        await housekeeping.first_round(chores, self._metrics)
        await self._watch.look()
        background = [
            asyncio.create_task(self._watch.run(stop), name="bundle-watch"),
            asyncio.create_task(self._writer.run(written), name="writer"),
            asyncio.create_task(self._mailer().run(stop), name="mailer"),
            asyncio.create_task(housekeeping.run(chores, stop, self._metrics), name="chores"),
        ]
        serving = [
            asyncio.create_task(servers[0].serve(sockets=[pages]), name="pages"),
            asyncio.create_task(servers[1].serve(sockets=[machines]), name="machines"),
        ]
        await self._started(servers, serving)
        self._announce(pages, machines, metrics_server)
        code = await _until_stopped(stop, background + serving)
        stop.set()
        service.withdraw_ready(Path(self._settings.console.state_dir))
        for server in servers:
            server.should_exit = True
        await asyncio.gather(*serving, return_exceptions=True)
        written.set()
        await asyncio.gather(*background, return_exceptions=True)
        await asyncio.to_thread(self._last_words)
        return code

    def _servers(self) -> tuple[_Server, _Server]:
        settings, console = self._settings, self._console
        register = RegisterWatch(console.documents)
        releases = RegisterWatch(console.releases, ("full",))
        app = MachinesApp(console.fleet, self._writer, self._watch, register, releases, now=self._now)
        return (
            _server(create_app(console), tls.pages_context(settings)),
            _server(app, tls.machines_context(settings, console.authority), PeerProtocol),
        )

    def _mailer(self) -> AlertMailer:
        console = self._console
        alerts = self._settings.alerts
        return AlertMailer(console.alerts, alerts, public_url=console.public_url, metrics=self._metrics)

    def _chores(self) -> tuple[housekeeping.Chore, ...]:
        look = housekeeping.Chore("look-at-health", HEALTH_SECONDS, self._look_at_health)
        return (look, *housekeeping.chores_of(self._console, self._metrics, self._clock))

    def _look_at_health(self) -> None:
        self._problem = health_of(self._console)

    async def _serve_metrics(self) -> asyncio.Server:
        where = self._settings.metrics
        try:
            return await self._metrics.serve(where.host, where.port, lambda: self._problem)
        except OSError as error:
            raise PortTaken(f"{where.host}:{where.port}: {error.strerror}") from None

    async def _started(self, servers: tuple[_Server, _Server], serving: list[asyncio.Task[None]]) -> None:
        while not all(server.started for server in servers):
            if any(task.done() for task in serving):
                break
            await asyncio.sleep(0.01)

    def _announce(
        self, pages: socket.socket, machines: socket.socket, metrics_server: asyncio.Server
    ) -> None:
        facts = {
            "console": _address(pages),
            "machines": _address(machines),
            "metrics": _address(metrics_server.sockets[0]),
            "policy_version": self._watch.version,
        }
        _log.info("listening", extra=facts)
        state_dir = Path(self._settings.console.state_dir)
        service.announce_ready(state_dir, {**facts, "pid": os.getpid()})

    def _last_words(self) -> None:
        self._console.fleet.flush()
        self._console.audit.seal()


@contextlib.contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """Give a listening socket and close it in the end.

    Raises:
        PortTaken: the address is in use or not ours; the text names it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(1024)
        except OSError as error:
            raise PortTaken(f"{host}:{port}: {error.strerror or error}") from None
        listener.setblocking(False)
        yield listener


async def _until_stopped(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> int:
    """Wait for `stop`; return 3 when one of the tasks ended before."""
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if stop.is_set():
        return 0
    for task in done:
        failure = None if task.cancelled() else task.exception()
        _log.error("part-ended", exc_info=failure, extra={"part": task.get_name()})
    return 3


def _server(app: Any, context: ssl.SSLContext, protocol: Any = "h11") -> _Server:  # noqa: ANN401 - ASGI, and uvicorn's own
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    config.load()
    config.ssl = context
    return _Server(config)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"{host}:{port}"
