"""The agent as a service: its parts put to work, and the order in which they start and stop.

What was begun before is finished first; then the policy, the workers, the watcher, the tasks, and
only then `ready.json`. A task that fails ends the service, and whoever supervises it starts it
again: everything that matters is on the disk.
"""

import asyncio
import contextlib
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from agent.endings import Endings
from agent.examination import Examiner, in_force
from agent.parts import Parts
from agent.scanner import Scanner
from agent.sweep import Sweep
from inspection.limits import Limits
from inspection.pool import Pool
from policies.inspection_needs import needs_of
from policies.model import Policy
from runtime import builtin_policies, service
from runtime.bundle_store import BundleStore
from runtime.document_register import DocumentRegister
from runtime.edge_lists import EdgeLists
from runtime.link import EdgeLink
from runtime.metrics import Metrics


async def run(parts: Parts, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; a destruction that runs then is finished first.

    Raises:
        WatcherFailed: the watcher that the settings name cannot run here.
        PolicyInvalid, LookupError, OSError: the local policy is none, or cannot be read.
        OSError: the port of the metrics is taken.
    """
    settings = parts.settings
    service.withdraw_ready(settings.state_dir)
    metrics = Metrics()
    lists = EdgeLists(settings.exact_match.files, settings.state_dir, parts.keystore, edge=True)
    pool = Pool(
        settings.inspection.workers,
        Limits(files_per_worker=settings.inspection.files_per_worker),
        hash_key=parts.keystore.hash_key(),
        lists=lambda: lists.usable(b""),
        needs=lambda: needs_of(store.policies()),
        picture_workers=settings.inspection.picture_workers,
    )
    sweep = Sweep(parts, _examiner(parts, pool, metrics, lists.register))
    endings = Endings(parts, sweep, metrics)
    await endings.resume()
    store = BundleStore(settings.state_dir, parts.keystore, metrics)

    def take(policies: tuple[Policy, ...]) -> None:
        sweep.enforce(in_force(policies, store.version, lists.register.content))
        _announce(parts, store, sweep, pool, address)

    link = EdgeLink(
        settings.console, parts.keystore, store, parts.outbox, "agent", take, parts.clock, metrics,
        elsewhere=lambda: lists.problem(parts.clock.now(), store.policies()),
        register=lists.register, on_register=lambda: take(store.policies()),
    )  # fmt: skip
    server = await metrics.serve(settings.metrics.host, settings.metrics.port, lambda: link.trouble)
    host, port = server.sockets[0].getsockname()[:2]
    address = f"{host}:{port}"
    await asyncio.to_thread(lists.look)
    async with pool, server:
        await asyncio.to_thread(sweep.start)
        take(await asyncio.to_thread(_local_policy, store, settings.policy.file))
        try:
            await _until(
                stop, [link.run(stop), lists.run(stop), sweep.reconcile(), sweep.examine(), endings.serve()]
            )
        finally:
            service.withdraw_ready(settings.state_dir)
            await endings.stop()
            await asyncio.to_thread(sweep.stop)


def _examiner(parts: Parts, pool: Pool, metrics: Metrics, register: DocumentRegister) -> Examiner:
    settings = parts.settings
    scanner = Scanner(settings.roots(), settings.excluded(), pool, parts.keystore.fingerprint_key())
    return Examiner(
        parts.journal,
        parts.inventory,
        parts.outbox,
        scanner,
        parts.people,
        parts.clock,
        metrics,
        settings.agent.deadline_seconds,
        answerable=lambda policies: not register.lacking(policies),
    )


def _local_policy(store: BundleStore, source: str) -> tuple[Policy, ...]:
    """Return what is in force at the start: the last bundle, else the policy of the settings."""
    if source.startswith(builtin_policies.PREFIX):
        store.install_local(builtin_policies.load(source), name=source)
    elif source:
        store.install_local(Path(source).read_text(encoding="utf-8"), name=source)
    return store.policies()


def _announce(parts: Parts, store: BundleStore, sweep: Sweep, pool: Pool, metrics: str) -> None:
    facts = {
        "metrics": metrics,
        "pid": parts.pid,
        "workers": pool.processes(),
        "watcher": sweep.mode,
        "watcher_pids": sweep.pids(),
        "policy_version": store.version,
    }
    service.announce_ready(parts.settings.state_dir, facts)


async def _until(stop: asyncio.Event, works: list[Coroutine[Any, Any, None]]) -> None:
    """Run `works` until `stop` is set or one of them fails."""
    tasks = [asyncio.create_task(work) for work in works]
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    failed = [task for task in tasks if task.done() and not stop.is_set()]
    for task in (stopping, *tasks):
        task.cancel()
    for task in (stopping, *tasks):
        with contextlib.suppress(asyncio.CancelledError):
            if task not in failed:
                await task
    for task in failed:
        task.result()
