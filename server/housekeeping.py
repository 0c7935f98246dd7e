"""What the console does by itself, again and again: each chore on its own, none ending another."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from runtime import log
from runtime.clock import Clock
from runtime.metrics import Metrics
from server.assembly import Console

SEAL_SECONDS = 0.2
FLUSH_SECONDS = 2.0
SWEEP_SECONDS = 60.0
RENEW_SECONDS = 3600.0

_log = log.get(__name__)


@dataclass(frozen=True)
class Chore:
    """Something to do every `seconds`, in a thread."""

    name: str
    seconds: float
    work: Callable[[], object]


def chores_of(console: Console, metrics: Metrics, clock: Clock) -> tuple[Chore, ...]:
    """Return the console's chores."""
    return (
        Chore("seal-audit", SEAL_SECONDS, lambda: _seal(console, metrics)),
        Chore("flush-heartbeats", FLUSH_SECONDS, console.fleet.flush),
        Chore("expire-escrow", SWEEP_SECONDS, console.escrow.expire),
        Chore("look-at-indexes", SWEEP_SECONDS, lambda: _look_at_indexes(console, clock)),
        Chore("sweep-sessions", SWEEP_SECONDS, console.identity.sweep),
        Chore("renew-policy", RENEW_SECONDS, console.policy.renew),
        Chore("renew-documents", RENEW_SECONDS, console.documents.renew),
        Chore("renew-releases", RENEW_SECONDS, console.releases.renew),
    )


async def run(chores: tuple[Chore, ...], stop: asyncio.Event, metrics: Metrics) -> None:
    """Do all chores again and again until `stop` is set; each waits first, after the `first_round`."""
    async with asyncio.TaskGroup() as group:
        for chore in chores:
            group.create_task(_repeat(chore, stop, metrics))


async def first_round(chores: tuple[Chore, ...], metrics: Metrics) -> None:
    """Do every chore once: who is told that the console is ready finds its gauges and policy in order."""
    for chore in chores:
        await _once(chore, metrics)


async def _repeat(chore: Chore, stop: asyncio.Event, metrics: Metrics) -> None:
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), chore.seconds)
            return
        await _once(chore, metrics)


async def _once(chore: Chore, metrics: Metrics) -> None:
    try:
        await asyncio.to_thread(chore.work)
    except Exception as error:  # noqa: BLE001 - the next round must come whatever this one did
        metrics.count("ashseal_chore_failures_total", chore=chore.name)
        _log.error("chore-failed", exc_info=error, extra={"chore": chore.name})


def _seal(console: Console, metrics: Metrics) -> None:
    """Seal audit entries; a changed log is alarmed once and stays visible in metrics and health."""
    known = console.audit.problem
    console.audit.seal()
    metrics.gauge("ashseal_audit_intact", 0 if console.audit.problem else 1)
    if console.audit.problem and not known:
        with console.database.write() as connection:
            console.alerts.warn(connection, "audit log", "critical", console.audit.problem)


def _look_at_indexes(console: Console, clock: Clock) -> None:
    """Take over new exact-match indexes; what is wrong with them is alarmed once."""
    console.indexes.look()
    problem = console.indexes.new_problem(clock.now())
    if problem:
        with console.database.write() as connection:
            console.alerts.warn(connection, "exact-match indexes", "high", problem)
