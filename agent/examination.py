"""From a dirty entry to the inventory: look, attribute, decide, write down, report.

Nothing here destroys. An entry leaves the dirty list only when its file was read under the policy
in force, is gone, or is none of ours; whatever fails stays on it and comes again later.
"""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import msgspec

from agent import dirty, reporting
from agent.attribution import Attribution, Evidence, attribute
from agent.inventory import Inventory, Leftover
from agent.journal import Journal
from agent.people import People
from agent.records import show_path
from agent.scanner import Look, Scanner
from agent.watchers import full_scan
from policies.decision.decide import Decision, Subject, decide_all
from policies.decision.document_use import RegisterMissing, ask_documents
from policies.inspected import Inspection
from policies.model import Action, Policy
from runtime import log
from runtime.clock import Clock
from runtime.incidents import from_inspection, line, token
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from wire import instant

SURENESS = ("unknown", "inferred", "strong", "proven")
WAIT_SECONDS = 30.0  # until a file is looked at that cannot be judged before the register of documents comes
RETRY_SECONDS = 1.0  # until a file that was changing, or could not be read, is looked at again

_log = log.get(__name__)


class InForce(NamedTuple):
    """The policies in force, the bundle's version, and a name for exactly these in the journal."""

    policies: tuple[Policy, ...] = ()
    version: int = 0
    name: str = ""


def in_force(policies: tuple[Policy, ...], version: int, documents: str = "") -> InForce:
    """Return `policies` with a name that changes whenever their content does.

    `documents` tells the register of documents from others; it counts where the policies ask for documents.
    """
    asked = documents.encode() if ask_documents(policies) else b""
    digest = hashlib.sha256(msgspec.json.encode(policies) + asked).hexdigest()[:16]
    return InForce(policies, version, f"{version}:{digest}")


class Examiner:
    """Examines dirty entries; `deadline_seconds` overrides the term that a policy gives.

    `answerable` says whether everything is there that policies ask for; as long as it is not, files wait.
    """

    def __init__(  # noqa: PLR0917 - wired once
        self,
        journal: Journal,
        inventory: Inventory,
        outbox: Outbox,
        scanner: Scanner,
        people: People,
        clock: Clock,
        metrics: Metrics,
        deadline_seconds: float | None = None,
        found: Callable[[Leftover], object] = lambda _leftover: None,
        *,
        answerable: Callable[[tuple[Policy, ...]], bool] = lambda _policies: True,
    ) -> None:
        self._journal = journal
        self._inventory = inventory
        self._outbox = outbox
        self._scanner = scanner
        self._people = people
        self._clock = clock
        self._metrics = metrics
        self._deadline_seconds = deadline_seconds
        self._found = found
        self._answerable = answerable

    async def examine(self, entry: dirty.Dirty, rules: InForce) -> None:
        """Deal with one entry of the dirty list; never raises for anything about the file."""
        if entry.tree:
            await asyncio.to_thread(self._spread, entry)
            return
        if not self._answerable(rules.policies):
            await asyncio.to_thread(self._postpone, entry, WAIT_SECONDS)
            return
        try:
            look = await self._scanner.look(entry.path, self._journal, rules.name)
        except OSError as error:
            _log.warning("file-not-read", extra={"errno": error.errno})
            look = Look("changing")
        self._metrics.count("ashseal_agent_looks_total", outcome=look.outcome)
        if look.outcome == "changing":
            await asyncio.to_thread(self._postpone, entry, RETRY_SECONDS)
        elif look.outcome == "read":
            try:
                leftover = await asyncio.to_thread(self._judge, entry, look, rules)
            except RegisterMissing:  # the worker was started before the register came
                await asyncio.to_thread(self._postpone, entry, RETRY_SECONDS)
                return
            if leftover is not None:
                self._outbox.wake()
                self._found(leftover)
        else:
            await asyncio.to_thread(self._settle, entry, look)

    def _spread(self, entry: dirty.Dirty) -> None:
        """Put what lies in a directory that was moved here on the list, in its place."""
        files = [
            dirty.Dirty(path, tree=False, seen_at=entry.seen_at, writer=entry.writer)
            for path, _ in full_scan.walk([entry.path], self._scanner.excluded)
        ]
        with self._journal.transaction() as connection:
            dirty.mark(connection, files)
            dirty.settle(connection, entry)

    def _postpone(self, entry: dirty.Dirty, seconds: float) -> None:
        with self._journal.transaction() as connection:
            dirty.postpone(connection, entry, time.time() + seconds)

    def _settle(self, entry: dirty.Dirty, look: Look) -> None:
        """Take an entry off the list; a leftover whose file is gone, or empty now, is gone too."""
        known = self._inventory.at(entry.path) if look.outcome in ("gone", "nothing") else None
        with self._journal.transaction() as connection:
            if known is not None:
                self._inventory.settle(connection, known.id, "gone")
            dirty.settle(connection, entry)

    def _judge(self, entry: dirty.Dirty, look: Look, rules: InForce) -> Leftover | None:
        """Decide on a file that was read, and commit verdict, inventory and incident as one."""
        if look.version is None or look.inspection is None or look.status is None:
            raise ValueError("only a file that was read can be judged")
        attribution = self._attribute(entry, look)
        decision = decide_all(rules.policies, self._subject(entry.path, attribution, look.inspection))
        known = self._inventory.known(entry.path, look.version.dev, look.version.inode, look.fingerprint)
        leftover = self._leftover(entry.path, look, attribution, decision, rules) if decision.rule else None
        if leftover is not None and known is not None:
            leftover = _continued(leftover, known)
        with self._journal.transaction() as connection:
            if leftover is not None:
                self._inventory.put(leftover, connection)
                if known is None:
                    incident = reporting.incident_of(leftover, decision, look.inspection)
                    self._outbox.put_in(connection, incident)
            elif known is not None:
                self._inventory.settle(connection, known.id, "gone")
            verdict = "leftover" if leftover is not None else "clean"
            self._journal.remember(look.version, rules.name, verdict)
            dirty.settle(connection, entry)
        self._metrics.count("ashseal_agent_files_total", verdict=verdict)
        return leftover

    def _attribute(self, entry: dirty.Dirty, look: Look) -> Attribution:
        assert look.status is not None  # noqa: S101 - looked at by the caller
        owner = self._people.platform.owner(entry.path, look.status)
        evidence: Evidence = self._people.evidence(owner, entry.writer)
        return attribute(evidence, self._people.accounts(evidence), self._people.steward)

    def _subject(self, path: bytes, attribution: Attribution, inspection: Inspection) -> Subject:
        return Subject(
            channel="file",
            inspection=inspection,
            now=self._clock.now(),
            path=show_path(path),
            person=attribution.person,
        )

    def _leftover(
        self, path: bytes, look: Look, attribution: Attribution, decision: Decision, rules: InForce
    ) -> Leftover:
        assert look.version is not None  # noqa: S101 - looked at by the caller
        assert look.inspection is not None  # noqa: S101
        now = self._clock.now()
        seconds = decision.deadline_seconds if self._deadline_seconds is None else self._deadline_seconds
        due = (
            decision.action is Action.DESTROY and attribution.confidence != "unknown" and seconds is not None
        )
        findings, count = from_inspection(look.inspection)
        return Leftover(
            id=secrets.token_hex(16),
            root=look.root,
            path=path,
            dev=look.version.dev,
            inode=look.version.inode,
            size=look.version.size,
            fingerprint=look.fingerprint,
            found_at=instant.render(now),
            deadline=instant.render(now + timedelta(seconds=seconds)) if due and seconds is not None else "",
            attribution=attribution,
            rule=token(decision.rule),
            severity=decision.severity.value,
            reason=line(decision.reason),
            notice_zh=decision.notice_zh,
            notice_en=decision.notice_en,
            mode=decision.mode.value,
            allow_vault=decision.allow_vault,
            policy_version=rules.version,
            finding_count=count,
            findings=findings,
        )


def _continued(leftover: Leftover, known: Leftover) -> Leftover:
    """Return `leftover` as the same entry as before: its id, its first sight and its term go on.

    The surer knowledge of the person is kept: an edit by root does not make the owner unknown. A
    file that took the place of another has a person of its own, if one can be named.
    """
    same = (leftover.dev, leftover.inode) == (known.dev, known.inode)
    new, old = (SURENESS.index(one.attribution.confidence) for one in (leftover, known))
    better = new > old or (not same and new > 0)
    return msgspec.structs.replace(
        leftover,
        id=known.id,
        found_at=known.found_at,
        deadline=known.deadline if known.deadline and leftover.deadline else leftover.deadline,
        attribution=leftover.attribution if better else known.attribution,
    )
