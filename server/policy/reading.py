"""Reading policy: versions, drafts, what is wrong with them, what they change."""

from sqlalchemy import Connection

from server.authz import Permission
from server.database import KEY_END
from server.errors import Invalid, NotFound
from server.identity.types import Person
from server.paging import Page, PageRequest
from server.policy import checking, store
from server.policy.difference import compare
from server.policy.publishing import PolicyDesk
from server.policy.types import Check, DiffLine, Draft, DraftState, PolicyVersion
from wire.bundle import PolicyDocument

TEXT_MAX = 1_000_000  # characters of one document


class PolicyReading(PolicyDesk):
    """What anyone who may read policy can ask."""

    def current(self, actor: Person) -> PolicyVersion:
        """Return the version in force. Needs POLICY_READ.

        Raises:
            NotFound: nothing was published yet.
        """
        return self.version(actor, self.newest())

    def versions(self, actor: Person, page: PageRequest) -> Page[PolicyVersion]:
        """Return published versions, newest first. Needs POLICY_READ."""
        actor.require(Permission.POLICY_READ)
        with self._database.read() as connection:
            rows, total = store.versions(connection, page.limit, page.offset)
        return Page(rows, total, page.number, page.limit)

    def version(self, actor: Person, number: int) -> PolicyVersion:
        """Return one published version. Needs POLICY_READ.

        Raises:
            NotFound: no such version.
        """
        actor.require(Permission.POLICY_READ)
        with self._database.read() as connection:
            return version_of(connection, number)

    def drafts(self, actor: Person, state: DraftState | None, page: PageRequest) -> Page[Draft]:
        """Return drafts, last changed first; of one state or of all. Needs POLICY_READ."""
        actor.require(Permission.POLICY_READ)
        with self._database.read() as connection:
            rows, total = store.drafts(connection, state, page.limit, page.offset)
        return Page(rows, total, page.number, page.limit)

    def draft(self, actor: Person, draft_id: int) -> Draft:
        """Return one draft. Needs POLICY_READ.

        Raises:
            NotFound: no such draft.
        """
        actor.require(Permission.POLICY_READ)
        with self._database.read() as connection:
            return draft_of(connection, draft_id)

    def check(self, actor: Person, draft_id: int) -> Check:
        """Lint all documents of a draft and run their own tests. Needs POLICY_READ."""
        return checking.check(self.draft(actor, draft_id).documents, self._registered())

    def check_text(self, actor: Person, name: str, text: str) -> Check:
        """Lint one text and run its own tests without storing it. Needs POLICY_READ."""
        actor.require(Permission.POLICY_READ)
        if len(text) > TEXT_MAX:
            raise Invalid("文本过长。", f"A policy text has at most {TEXT_MAX} characters.")
        return checking.check((PolicyDocument(name, text),), self._registered())

    def diff(self, actor: Person, draft_id: int) -> tuple[DiffLine, ...]:
        """Return what the draft changes against its base version, with 3 lines around each change."""
        draft = self.draft(actor, draft_id)
        with self._database.read() as connection:
            base = store.version(connection, draft.base_version)
        return compare(base.documents if base else (), draft.documents)

    def diff_versions(self, actor: Person, old: int, new: int) -> tuple[DiffLine, ...]:
        """Return what changed between two published versions. Needs POLICY_READ."""
        return compare(self.version(actor, old).documents, self.version(actor, new).documents)


def draft_of(connection: Connection, draft_id: int) -> Draft:
    """Return one draft.

    Raises:
        NotFound: no such draft.
    """
    found = store.draft(connection, draft_id) if 0 < draft_id < KEY_END else None
    if found is None:
        raise NotFound("没有此草稿。", "There is no such draft.")
    return found


def version_of(connection: Connection, number: int) -> PolicyVersion:
    """Return one published version.

    Raises:
        NotFound: no such version.
    """
    found = store.version(connection, number) if 0 < number < KEY_END else None
    if found is None:
        raise NotFound("没有此策略版本。", "There is no such policy version.")
    return found
