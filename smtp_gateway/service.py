"""Wires the gateway together and runs it until it is told to stop."""

import asyncio
import contextlib
import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

from inspection.limits import Limits
from policies.inspection_needs import Needs, needs_of
from policies.model import Policy
from runtime import atomic_file, log, service
from runtime.bundle_store import BundleStore
from runtime.clock import Clock
from runtime.edge_lists import EdgeLists
from runtime.errors import RuntimeFault
from runtime.keystore import Keystore
from runtime.link import EdgeLink
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from runtime.private_file import make_private_directory, read_private
from runtime.releases import Releases
from smtp_gateway.clients import AllowedClients
from smtp_gateway.desk import Desk
from smtp_gateway.inspectors import Inspectors
from smtp_gateway.journal import Journal
from smtp_gateway.listener import Listener, ListenerOptions
from smtp_gateway.listener_native import NativeListener
from smtp_gateway.notices import NoticeSettings
from smtp_gateway.policy_source import policy_text
from smtp_gateway.queue import DeliveryQueue
from smtp_gateway.received import TraceMark
from smtp_gateway.relay import Relay
from smtp_gateway.sealer import Sealer, sealing_context
from smtp_gateway.settings import GatewaySettings
from smtp_gateway.smtp.options import SessionOptions
from smtp_gateway.spool import Spool
from smtp_gateway.upstream import Upstream
from smtp_gateway.upstream_connection import UpstreamAway

_STOP_SECONDS = 15.0  # that mail being decided has at the end; its client sends it again

_log = log.get(__name__)


class Gateway:
    """All parts of a running gateway."""

    def __init__(self, settings: GatewaySettings, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or Clock()
        self._state_dir = Path(settings.gateway.state_dir)
        make_private_directory(self._state_dir)
        self._hostname = settings.gateway.hostname or socket.getfqdn()
        self._metrics = Metrics()
        self._keystore = Keystore(self._state_dir)
        self._bundles = BundleStore(self._state_dir, self._keystore, self._metrics)
        self._lists = EdgeLists(settings.exact_match.files, self._state_dir, self._keystore)
        self._releases = Releases(self._state_dir, self._keystore)
        self._install_local_policy()
        database = self._state_dir / "gateway.db"
        self._outbox = Outbox(database)
        self._journal = Journal(database, self._outbox)
        self._spool = Spool(self._state_dir)
        self._upstream = Upstream(settings.upstream, self._hostname)
        self._desk = Desk(self._spool, self._sealer(), self._notices(), self._hostname)
        self._facts: dict[str, object] = {}
        self._link = EdgeLink(
            settings.console, self._keystore, self._bundles, self._outbox, "gateway",
            self._new_policy, self._clock, self._metrics,
            elsewhere=self._problem, register=self._lists.register, releases=self._releases,
        )  # fmt: skip
        self._queue = DeliveryQueue(
            self._journal,
            self._desk,
            self._upstream,
            settings=settings.queue,
            clock=self._clock,
            metrics=self._metrics,
        )

    async def run(self, stop: asyncio.Event) -> int:
        """Serve until `stop` is set; return the exit code.

        Raises:
            OSError: a port is taken.
            RuntimeFault: another gateway runs on this state directory.
        """
        try:
            with _alone(self._state_dir):
                service.withdraw_ready(self._state_dir)  # a killed gateway leaves one
                await self._run(stop)
        finally:
            self._journal.close()
            self._outbox.close()
        return 0

    async def _run(self, stop: asyncio.Event) -> None:
        removed, missing = self._spool.recover(await self._journal.files())
        if removed or missing:
            _log.warning("spool-recovered", extra={"removed": len(removed), "missing": len(missing)})
        listen = self._settings.metrics
        metrics = await self._metrics.serve(listen.host, listen.port, lambda: self._link.trouble)
        await asyncio.to_thread(self._lists.look)
        try:
            size = self._settings.inspection
            async with Inspectors(
                size.workers,
                self._keystore.hash_key,
                self._lists.usable,
                self._needs,
                picture_workers=size.picture_workers,
                limits=Limits(files_per_worker=size.files_per_worker),
            ) as inspectors:
                await self._serve(inspectors, address_of(metrics), stop)
        finally:
            metrics.close()

    async def _serve(self, inspectors: Inspectors, metrics: str, stop: asyncio.Event) -> None:
        relay = self._relay(inspectors)
        listener = self._listener(relay)
        host, port = await listener.start(self._settings.listen.host, self._settings.listen.port)
        done = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._queue.run(done))
            group.create_task(self._link.run(done))
            group.create_task(self._lists.run(done))
            probe = group.create_task(self._probe())
            self._announce(joined(host, port), metrics, inspectors)
            await stop.wait()
            service.withdraw_ready(self._state_dir)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_STOP_SECONDS):
                    await listener.stop()
                    await relay.idle()
            probe.cancel()
            done.set()
        await self._upstream.close()

    async def _probe(self) -> None:
        """Learn early what the next hop offers, so that EHLO promises no more."""
        with contextlib.suppress(UpstreamAway):
            await self._upstream.probe()

    def _announce(self, smtp: str, metrics: str, inspectors: Inspectors) -> None:
        self._facts = {
            "smtp": smtp,
            "metrics": metrics,
            "pid": os.getpid(),
            "workers": inspectors.processes(),
            "policy_version": self._bundles.version,
        }
        _log.info("listening", extra={"smtp": smtp, "metrics": metrics})
        service.announce_ready(self._state_dir, self._facts)

    def _new_policy(self, _policies: tuple[Policy, ...]) -> None:
        """Tell other programs of the version in force, too."""
        self._facts["policy_version"] = self._bundles.version
        if "smtp" in self._facts:
            service.announce_ready(self._state_dir, self._facts)

    def _relay(self, inspectors: Inspectors) -> Relay:
        key = self._state_dir / "received.key"
        atomic_file.create(key, secrets.token_bytes(32))
        return Relay(
            self._desk,
            self._journal,
            inspectors,
            self._bundles,
            self._upstream,
            mark=TraceMark(self._settings.gateway.instance, self._hostname, read_private(key)),
            clock=self._clock,
            metrics=self._metrics,
            commit_deadline=self._settings.listen.commit_deadline,
            committed=self._queue.wake,
            approvals=self._releases.approvals,
        )

    def _listener(self, relay: Relay) -> Listener:
        listen = self._settings.listen
        options = ListenerOptions(
            SessionOptions(self._hostname, listen.max_size, listen.max_recipients),
            AllowedClients(listen.allowed_clients),
            connections_max=listen.max_connections,
            read_timeout=listen.read_timeout,
            utf8=lambda: self._upstream.features is None or "SMTPUTF8" in self._upstream.features,
        )
        if listen.listener == "aiosmtpd":
            from smtp_gateway.listener_aiosmtpd import AiosmtpdListener  # noqa: PLC0415 (the lesser used one)

            return AiosmtpdListener(options, relay)
        return NativeListener(options, relay)

    def _problem(self) -> str:
        now = self._clock.now()
        lists = self._lists.problem(now, self._bundles.policies())
        return "; ".join(said for said in (lists, self._releases.problem(now)) if said)

    def _needs(self) -> Needs:
        return needs_of(self._bundles.policies())

    def _install_local_policy(self) -> None:
        source = self._settings.policy.file
        if source:
            self._bundles.install_local(policy_text(source), name=source)

    def _sealer(self) -> Sealer:
        return Sealer(sealing_context(self._settings, self._clock.now()), self._keystore)

    def _notices(self) -> NoticeSettings:
        table = self._settings.notices
        return NoticeSettings(table.sender, table.console_public_url, table.language, self._clock)


@contextlib.contextmanager
def _alone(state_dir: Path) -> Iterator[None]:
    """Keep other gateways off the state directory: each would remove spool files of the other one."""
    with (state_dir / "gateway.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RuntimeFault(f"{state_dir}: another gateway runs on it; stop that one first") from None
        yield


def address_of(server: asyncio.Server) -> str:
    """Return `host:port` of a listening server."""
    taken = server.sockets[0].getsockname()
    return joined(str(taken[0]), int(taken[1]))


def joined(host: str, port: int) -> str:
    """Return `host:port`, an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
