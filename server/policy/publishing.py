"""Publishing: a new version number, a signed bundle, and whoever waits for it is woken.

The version is the newest one plus one, taken inside the transaction that stores it; the table's
primary key refuses a second publisher with the same number. A console that came back from an older
backup goes on above what its devices already enforce: they would refuse a lower number for ever.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from runtime.clock import Clock
from server.audit.service import AuditService
from server.database import Database
from server.errors import Conflict
from server.keys import Keys
from server.policy import store
from server.policy.difference import changed_names
from server.policy.types import PolicyVersion
from server.settings import PolicySettings
from wire import bundle, instant, signature
from wire.bundle import PolicyBundle, PolicyDocument

JUMP_MAX = 1000  # versions that may lie between a restored console and its devices


class PolicyDesk:
    """What drafting and publishing work with, and the one way a version comes into being."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        audit: AuditService,
        *,
        clock: Clock,
        settings: PolicySettings,
        reported: Callable[[Connection], int],
        registered: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._clock = clock
        self._settings = settings
        self._reported = reported
        self._registered = registered  # names and categories of registered documents
        self._listeners: list[Callable[[int], None]] = []

    def on_publish(self, listener: Callable[[int], None]) -> None:
        """Call `listener(version)` after each commit of a version by this process, from any thread."""
        self._listeners.append(listener)

    def newest(self) -> int:
        """Return the newest version's number, 0 when nothing was published; for machines."""
        with self._database.read() as connection:
            return store.newest_number(connection)

    def envelope(self, number: int) -> bytes:
        """Return the signed bundle of a published version; for machines.

        Raises:
            LookupError: there is no such version.
        """
        with self._database.read() as connection:
            found = store.envelope(connection, number)
        if found is None:
            raise LookupError(f"there is no policy version {number}")
        return found

    def publish_first(self, documents: Sequence[PolicyDocument], by: str, reason: str) -> int:
        """Publish without a second person when a console is set up, or for a demonstration.

        Returns the version. `by` stands as author and approver, and the audit says so.
        """
        try:
            with self._database.write() as connection:
                made = self._publish(connection, documents, author=by, approver=by, reason=reason)
                detail = {"version": str(made.version), "digest": made.digest, "reason": reason}
                self._audit.record(connection, by, "policy.publish", "policy", detail=detail)
        except IntegrityError:
            raise overtaken() from None
        self._after_publish(made.version)
        return made.version

    def renew(self) -> int | None:
        """Sign the documents in force anew when half of the bundle's life is over; return the version."""
        with self._database.write() as connection:
            number = store.newest_number(connection)
            current = store.version(connection, number)
            half = timedelta(seconds=self._settings.bundle / 2)
            if current is None or self._clock.now() < current.published_at + half:
                return None
            reason = f"renewal of version {number} before it expires"
            people = {"author": current.author, "approver": current.approver}
            made = self._publish(connection, current.documents, reason=reason, **people)
            detail = {"version": str(made.version), "digest": made.digest}
            self._audit.record(connection, "console", "policy.renew", "policy", detail=detail)
        self._after_publish(made.version)
        return made.version

    def _publish(
        self,
        connection: Connection,
        documents: Sequence[PolicyDocument],
        *,
        author: str,
        approver: str,
        reason: str,
    ) -> PolicyVersion:
        now = self._clock.now()
        expires = now + timedelta(seconds=self._settings.bundle)
        number = self._next_number(connection)
        ordered = tuple(sorted(documents, key=lambda document: document.name))
        made = PolicyBundle(
            schema=1,
            version=number,
            issued_at=instant.render(now),
            expires_at=instant.render(expires),
            author=author,
            approver=approver,
            reason=reason,
            documents=ordered,
        )
        envelope = signature.sign(bundle.KIND, bundle.encode(made), self._keys.bundle)
        digest = hashlib.sha256(envelope).hexdigest()
        version = PolicyVersion(number, ordered, author, approver, reason, now, expires, digest)
        store.add_version(connection, version, envelope)
        return version

    def _next_number(self, connection: Connection) -> int:
        newest, reported = store.newest_number(connection), self._reported(connection)
        # One device that lies must not be able to use the numbers up.
        return (reported if newest < reported <= newest + JUMP_MAX else newest) + 1

    def _after_publish(self, version: int) -> None:
        """Answer only when the entry is in a signed head of the audit log, then wake who waits."""
        self._audit.seal()
        for listener in self._listeners:
            listener(version)


def overtaken() -> Conflict:
    """Return the refusal of a draft whose base is no longer in force."""
    return Conflict(
        "期间已发布新版本，请先更新草稿。", "Another version was published meanwhile; update the draft first."
    )


def merged(
    base: Sequence[PolicyDocument], wanted: Sequence[PolicyDocument], current: Sequence[PolicyDocument]
) -> tuple[PolicyDocument, ...]:
    """Return `current` with the changes from `base` to `wanted` on top.

    Raises:
        Conflict: the same document was changed on both sides, in different ways.
    """
    ours, theirs = changed_names(base, wanted), changed_names(base, current)
    texts = {document.name: document.text for document in current}
    wanted_texts = {document.name: document.text for document in wanted}
    both = {name for name in ours & theirs if wanted_texts.get(name) != texts.get(name)}
    if both:
        names = ", ".join(sorted(both))
        raise Conflict(
            f"以下策略在两边都被修改:{names}。请新建草稿。",
            f"These policies were changed on both sides: {names}. Start a new draft.",
        )
    for name in ours:
        texts.pop(name, None)
        if name in wanted_texts:
            texts[name] = wanted_texts[name]
    return tuple(PolicyDocument(name, text) for name, text in sorted(texts.items()))
