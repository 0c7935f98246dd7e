"""Rules of releases: asked for by the sender or for them, decided on by a second person, used, withdrawn.

SUBMITTED ── approve (another person) ──▶ APPROVED ── withdraw ──▶ WITHDRAWN
    ├─────── reject (another person) ───▶ REJECTED                     ▲
    └─────── withdraw ─────────────────────────────────────────────────┘

Nobody decides on what they asked for, nor on a release for their own mail (row R12). Whoever asked, its sender and
whoever may decide can withdraw one alone: that takes a permission away, and must not have to wait for anybody.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from server.authz import Permission
from server.database import storable
from server.errors import Conflict, Forbidden
from server.identity.types import LOCAL_OPERATOR, Person
from server.reason import checked_reason
from server.releases import store
from server.releases.checking import checked
from server.releases.reading import ReleaseReading, concerns, is_theirs, release_of, unknown
from server.releases.types import Release, ReleaseState, Use, Wanted
from wire import instant
from wire.incident import Incident, MailSubject

_NUMBER_DIGITS = 9  # well inside of an integer key


class ReleaseService(ReleaseReading):
    """Releases and what was done about them. All methods block; call them from a thread."""

    def ask(self, actor: Person, wanted: Wanted) -> Release:
        """Ask for a release of one's own mail, or of another's. Needs RELEASE_ASK, for another's RELEASE_DECIDE.

        Raises:
            Invalid: what is asked for is wrong (`server.releases.checking`).
        """
        actor.require(Permission.RELEASE_ASK)
        checked_wanted = checked(wanted, self._clock.now(), self._term_max)
        if checked_wanted.sender != actor.email and not actor.may(Permission.RELEASE_DECIDE):
            raise Forbidden(
                "只能为自己的邮箱申请；为他人申请请联系业务复核员。",
                "You may ask for mail of your own address only; a reviewer can ask for others.",
            )
        return self._add(checked_wanted, actor.name, actor.id, actor.name)

    def ask_for(self, author: str, wanted: Wanted) -> Release:
        """Ask for a release as the owner of this machine, in the name of `author`; it waits for approval like any."""
        found = checked(wanted, self._clock.now(), self._term_max)
        return self._add(found, author, LOCAL_OPERATOR.id, LOCAL_OPERATOR.name)

    def approve(self, actor: Person, release_id: int, comment: str = "") -> Release:
        """Let a release hold for its term. Needs RELEASE_DECIDE; not one's own.

        Raises:
            Conflict: it does not wait for a decision, or its term is over.
        """
        with self._database.write() as connection:
            release = self._others(connection, actor, release_id)
            if release.wanted.until < self._clock.now():
                raise Conflict("申请的期限已过。", "The term that was asked for is over.")
            self._decide(connection, actor, release, ReleaseState.APPROVED, comment)
            self._build(connection)
        return self._sealed(release_id)

    def reject(self, actor: Person, release_id: int, comment: str) -> Release:
        """Refuse a release with a comment. Needs RELEASE_DECIDE; not one's own."""
        said = checked_reason(comment)
        with self._database.write() as connection:
            release = self._others(connection, actor, release_id)
            self._decide(connection, actor, release, ReleaseState.REJECTED, said)
        return self._sealed(release_id)

    def withdraw(self, actor: Person, release_id: int, reason: str) -> Release:
        """Take a release back, approved or not. For who asked, its sender, and whoever has RELEASE_DECIDE.

        Raises:
            Conflict: it was rejected or withdrawn already.
        """
        return self._withdraw(release_id, reason, actor.name, actor)

    def withdraw_for(self, author: str, release_id: int, reason: str) -> Release:
        """Take a release back as the owner of this machine, in the name of `author`."""
        return self._withdraw(release_id, reason, author, None)

    def take(self, connection: Connection, incidents: Iterable[Incident]) -> None:
        """Note which releases were used, in the transaction that stores the incidents."""
        store.add_uses(connection, (pair for incident in incidents for pair in _uses_in(incident)))

    def _add(self, wanted: Wanted, asked_by: str, asked_by_id: int, actor: str) -> Release:
        made = Release(0, ReleaseState.SUBMITTED, wanted, asked_by, asked_by_id, self._clock.now())
        with self._database.write() as connection:
            release_id = store.add(connection, made)
            self._note(
                connection, actor, "release.ask", release_of(connection, release_id), {"asked-by": asked_by}
            )
        return self._sealed(release_id)

    def _withdraw(self, release_id: int, reason: str, by: str, actor: Person | None) -> Release:
        given = checked_reason(reason)
        with self._database.write() as connection:
            release = release_of(connection, release_id)
            if actor and not is_theirs(actor, release) and not actor.may(Permission.RELEASE_DECIDE):
                raise unknown()
            if release.state not in (ReleaseState.SUBMITTED, ReleaseState.APPROVED):
                raise Conflict("该申请已结束。", "It was rejected or withdrawn already.")
            values = {"withdrawn_by": by, "withdrawn_at": self._clock.now(), "withdrawn_reason": given}
            self._advance(connection, release, ReleaseState.WITHDRAWN, **values)
            name = actor.name if actor else LOCAL_OPERATOR.name
            self._note(
                connection,
                name,
                "release.withdraw",
                release,
                {"asked-by": release.asked_by, "author": by, "comment": given},
            )
            if release.state is ReleaseState.APPROVED:
                self._build(connection)
        return self._sealed(release_id)

    def _decide(
        self, connection: Connection, actor: Person, release: Release, state: ReleaseState, comment: str
    ) -> None:
        said = comment.strip()[:1000]
        values = {"decided_by": actor.name, "decided_at": self._clock.now(), "comment": said}
        self._advance(connection, release, state, **values)
        deed = "release.approve" if state is ReleaseState.APPROVED else "release.reject"
        self._note(connection, actor.name, deed, release, {"asked-by": release.asked_by, "comment": said})

    def _advance(
        self,
        connection: Connection,
        release: Release,
        state: ReleaseState,
        **values: Any,  # noqa: ANN401 - column values
    ) -> None:
        """Change the state of a release; the one way in which it changes."""
        if not store.change(connection, release.id, release.state, state=state.value, **values):
            raise Conflict("申请状态已变化，请刷新。", "The release has changed meanwhile; reload the page.")

    def _note(
        self, connection: Connection, actor: str, deed: str, release: Release, said: dict[str, str]
    ) -> None:
        """Write the audit entry with all that was asked for, so that it can be read without this table."""
        wanted = release.wanted
        detail = said | {
            "sender": wanted.sender,
            "recipients": ", ".join(wanted.recipients),
            "categories": " ".join(wanted.categories),
            "purpose": wanted.purpose,
            "since": instant.render(wanted.since),
            "until": instant.render(wanted.until),
            "reason": wanted.reason,
        }
        self._audit.record(connection, actor, deed, f"release {release.id}", detail=detail)

    def _others(self, connection: Connection, actor: Person, release_id: int) -> Release:
        """Return a release of somebody else that waits for a decision."""
        actor.require(Permission.RELEASE_DECIDE)
        release = release_of(connection, release_id)
        if concerns(actor, release):
            raise Forbidden(
                "不能审批自己提出的或为自己邮件提出的申请。",
                "Nobody decides on what they asked for, nor on a release for their own mail.",
            )
        if release.state is not ReleaseState.SUBMITTED:
            raise Conflict("该申请不在待审批状态。", "It does not wait for a decision.")
        return release

    def _sealed(self, release_id: int) -> Release:
        """Return a release when what was done is in a signed head of the audit log."""
        self._audit.seal()
        with self._database.read() as connection:
            return release_of(connection, release_id)


def _uses_in(incident: Incident) -> Iterator[tuple[int, Use]]:
    if not isinstance(incident.subject, MailSubject):
        return
    at = instant.parse(incident.occurred_at)
    for one in incident.subject.recipients:
        if one.release.isascii() and one.release.isdigit() and len(one.release) <= _NUMBER_DIGITS:
            yield int(one.release), Use(incident.id, at, storable(one.recipient), storable(one.outcome))
