"""Rules of the audit trail: written with the action, sealed in one order, read by the auditors alone.

1. `record` writes an entry on the connection of the action: no entry, no action.
2. `seal` gives waiting entries their place in the log and signs the new head. One sequencer runs
   at a time; whoever must not answer before his entry is sealed calls `seal` himself.
3. Before the first sealing of a process the whole log is compared with its newest signed head. A
   log that does not give that head is never signed over: entries wait, and `problem` says why.
"""

import threading
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from runtime import log
from runtime.clock import Clock
from server.audit import checkpoint, export, store
from server.audit.tree import Frontier, leaf_hash
from server.audit.types import AuditFilter, AuditRow, AuditState, Outcome
from server.authz import Permission
from server.database import Database, storable
from server.identity.types import Person
from server.paging import Page, PageRequest
from wire import canonical, instant

SEAL_MAX = 1000  # entries sealed under one signature
OBJECT_MAX = 1024
DETAIL_MAX = 2048  # characters of one detail

_log = log.get(__name__)


class AuditService:
    """The audit trail. All methods block; call them from a thread."""

    def __init__(self, database: Database, key: Ed25519PrivateKey, clock: Clock) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._sealing = threading.Lock()
        self._compared = False
        self.problem = ""  # what is wrong with the stored log, "" when nothing is known to be

    def record(
        self,
        connection: Connection,
        actor: str,
        action: str,
        object_: str,
        *,
        outcome: Outcome = "done",
        client: str = "",
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Write an entry in the transaction of `connection`; it is sealed soon after the commit.

        `detail` may hold identifiers, reasons and digests, never a found value or a secret.
        """
        entry = store.Entry(
            at=instant.render(self._clock.now()),
            actor=storable(actor)[:256],
            action=action,
            object=storable(object_)[:OBJECT_MAX],
            outcome=outcome,
            client=storable(client)[:64],
            detail={name: storable(value)[:DETAIL_MAX] for name, value in (detail or {}).items()},
        )
        store.add_waiting(connection, canonical.encode(entry))

    def seal(self) -> int:
        """Seal what waits, at most `SEAL_MAX` entries for each signature; return how many.

        When the stored log was changed nothing is sealed and `problem` is set.
        """
        sealed = 0
        with self._sealing:
            if self._compared and self._nothing_waits():
                return 0
            if not self._compared:
                self.problem = self._compare().problem
                self._compared = True
            while not self.problem and (number := self._seal_once()):
                sealed += number
        return sealed

    def page(self, actor: Person, wanted: AuditFilter, page: PageRequest) -> Page[AuditRow]:
        """Return sealed entries, newest first. Needs AUDIT_READ."""
        actor.require(Permission.AUDIT_READ)
        with self._database.read() as connection:
            rows = store.page(connection, wanted, page.limit, page.offset)
            return Page(rows, store.count(connection, wanted), page.number, page.limit)

    def state(self, actor: Person) -> AuditState:
        """Recompute the tree over the whole log and compare it with the signed head. Needs AUDIT_READ."""
        actor.require(Permission.AUDIT_READ)
        self.seal()
        return self._compare()

    def export(self, actor: Person) -> bytes:
        """Return the whole sealed log for `ashseal-console verify-audit`. Needs AUDIT_EXPORT; audited."""
        actor.require(Permission.AUDIT_EXPORT)
        with self._database.write() as connection:
            self.record(connection, actor.name, "audit.export", "audit")
        self.seal()
        with self._database.read() as connection:
            head = store.newest_head(connection)
            return export.render(head, store.bodies(connection), self._key.public_key())

    def _nothing_waits(self) -> bool:
        """Whether there is nothing to seal, without taking the right to write."""
        with self._database.read() as connection:
            return not store.waiting(connection, 1)

    def _seal_once(self) -> int:
        with self._database.write() as connection:
            store.lock_sequencer(connection)
            rows = store.waiting(connection, SEAL_MAX)
            if not rows:
                return 0
            head = store.newest_head(connection)
            frontier = Frontier.from_bytes(head.size, head.frontier) if head else Frontier()
            first = frontier.size
            for _, body in rows:
                frontier.append(leaf_hash(body))
            store.seal(connection, [(key, first + i, body) for i, (key, body) in enumerate(rows)])
            root = frontier.root()
            note = checkpoint.sign(frontier.size, root, self._key)
            now = self._clock.now()
            store.add_head(connection, store.Head(frontier.size, root, frontier.to_bytes(), note, now))
        return len(rows)

    def _compare(self) -> AuditState:
        """Return the state of the stored log against its newest head, read in one transaction."""
        frontier = Frontier()
        problem = ""
        with self._database.read() as connection:
            head = store.newest_head(connection)
            for sequence, body in store.bodies(connection):
                if sequence != frontier.size:
                    problem = f"entry {frontier.size} is missing"
                    break
                frontier.append(leaf_hash(body))
        problem = problem or _difference(head, frontier) or self._signature_problem(head)
        if problem:
            _log.error("audit-log-changed", extra={"problem": problem})
        return AuditState(
            size=frontier.size,
            root=frontier.root().hex(),
            checkpoint=head.note if head else "",
            sealed_at=head.sealed_at if head else None,
            intact=not problem,
            problem=problem,
        )

    def _signature_problem(self, head: store.Head | None) -> str:
        """Return what is wrong with the head's signature; a head without entries needs none."""
        if head is None:
            return ""
        try:
            signed = checkpoint.verify(head.note, self._key.public_key())
        except ValueError as error:
            return str(error)
        return "" if signed == (head.size, head.root) else "the signed head is not the stored one"


def _difference(head: store.Head | None, frontier: Frontier) -> str:
    size, root = (head.size, head.root) if head else (0, Frontier().root())
    if size != frontier.size:
        return f"the log holds {frontier.size} entries, its signed head says {size}"
    return "" if root == frontier.root() else "an entry was changed: the log does not give its signed root"
