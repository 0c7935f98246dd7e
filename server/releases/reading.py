"""Reading releases: one's own, or all for reviewers and auditors; and what a person may do with one now."""

from collections.abc import Iterator

from sqlalchemy import Connection

from server.authz import Permission
from server.database import KEY_END
from server.errors import NotFound
from server.identity.types import Person
from server.paging import Page, PageRequest
from server.releases import store
from server.releases.publishing import ReleaseDesk
from server.releases.types import Listed, Release, ReleaseState, Use


class ReleaseReading(ReleaseDesk):
    """What can be asked about releases."""

    def release(self, actor: Person, release_id: int) -> Release:
        """Return one release: one's own, or any with RELEASE_READ.

        Raises:
            NotFound: there is none, or it is not theirs to see.
        """
        with self._database.read() as connection:
            found = release_of(connection, release_id)
        if not actor.may(Permission.RELEASE_READ) and not is_theirs(actor, found):
            raise unknown()
        return found

    def page(self, actor: Person, page: PageRequest) -> Page[Listed]:
        """Return releases, those that wait first: one's own, or all with RELEASE_READ."""
        every = actor.may(Permission.RELEASE_READ)
        if not every:
            actor.require(Permission.RELEASE_ASK)
        with self._database.read() as connection:
            rows, total = store.page(
                connection, page.limit, page.offset, of=None if every else (actor.id, actor.email)
            )
            counts = store.use_counts(connection, (row.id for row in rows))
        now = self._clock.now()
        listed = tuple(Listed(row, row.standing(now), counts.get(row.id, 0)) for row in rows)
        return Page(listed, total, page.number, page.limit)

    def uses(self, actor: Person, release_id: int, page: PageRequest) -> Page[Use]:
        """Return the mail that used a release, newest first; to whoever may see the release."""
        self.release(actor, release_id)
        with self._database.read() as connection:
            rows, total = store.uses(connection, release_id, page.limit, page.offset)
        return Page(rows, total, page.number, page.limit)

    def standing(self, release: Release) -> str:
        """Return how a release stands now (`Release.standing`)."""
        return release.standing(self._clock.now())

    def waiting(self) -> int:
        """Return how many releases wait for a decision."""
        with self._database.read() as connection:
            return store.waiting(connection, self._clock.now())

    def may_decide(self, actor: Person, release: Release) -> bool:
        """Return whether a person may approve or reject this very release now."""
        waits = self.standing(release) == ReleaseState.SUBMITTED
        return waits and actor.may(Permission.RELEASE_DECIDE) and not concerns(actor, release)

    def may_withdraw(self, actor: Person, release: Release) -> bool:
        """Return whether a person may take this very release back now."""
        ends = self.standing(release) in (ReleaseState.SUBMITTED, ReleaseState.APPROVED, "later")
        return ends and (is_theirs(actor, release) or actor.may(Permission.RELEASE_DECIDE))

    def every(self) -> Iterator[Release]:
        """Yield every release for the command line of whoever owns the database, newest first."""
        number = 1
        while True:
            request = PageRequest(number, 500)
            with self._database.read() as connection:
                rows, _ = store.page(connection, request.limit, request.offset)
            yield from rows
            if len(rows) < request.limit:
                return
            number += 1


def release_of(connection: Connection, release_id: int) -> Release:
    """Return one release.

    Raises:
        NotFound: no such release.
    """
    found = store.one(connection, release_id) if 0 < release_id < KEY_END else None
    if found is None:
        raise unknown()
    return found


def unknown() -> NotFound:
    """Return what is said of a release that is not there, or not theirs to see."""
    return NotFound("没有此外发审批。", "There is no such release.")


def is_theirs(person: Person, release: Release) -> bool:
    """Return whether a person asked for a release, or it is for their own mail."""
    return person.id == release.asked_by_id or person.email == release.wanted.sender


def concerns(person: Person, release: Release) -> bool:
    """Return whether a person may not decide on a release: it is theirs, or a command asked for it in their name."""
    return is_theirs(person, release) or person.is_called(release.asked_by)
