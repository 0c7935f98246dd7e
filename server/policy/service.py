"""Rules of policy: lint and own tests before submission, a reason, a second person, a signature."""

from server.identity.types import Person
from server.paging import Page, PageRequest
from server.policy.types import Check, DiffLine, Draft, DraftState, PolicyVersion


class PolicyService:
    """Drafts and versions. All methods block; call them from a thread."""

    def current(self, actor: Person) -> PolicyVersion:
        """Return the version in force. Needs POLICY_READ.

        Raises:
            NotFound: nothing was published yet.
        """
        raise NotImplementedError

    def versions(self, actor: Person, page: PageRequest) -> Page[PolicyVersion]:
        """Return published versions, newest first. Needs POLICY_READ."""
        raise NotImplementedError

    def version(self, actor: Person, number: int) -> PolicyVersion:
        """Return one published version. Needs POLICY_READ.

        Raises:
            NotFound: no such version.
        """
        raise NotImplementedError

    def drafts(self, actor: Person, state: DraftState | None, page: PageRequest) -> Page[Draft]:
        """Return drafts, last changed first; of one state or of all. Needs POLICY_READ."""
        raise NotImplementedError

    def draft(self, actor: Person, draft_id: int) -> Draft:
        """Return one draft. Needs POLICY_READ.

        Raises:
            NotFound: no such draft.
        """
        raise NotImplementedError

    def create_draft(self, actor: Person) -> Draft:
        """Start a draft from the documents in force. Needs POLICY_AUTHOR."""
        raise NotImplementedError

    def save_document(self, actor: Person, draft_id: int, name: str, text: str) -> Draft:
        """Replace or add one document of one's own draft in state EDITING; a faulty text is kept too.

        Raises:
            Forbidden: not the author.
            Conflict: the draft is no longer being edited.
            Invalid: a bad document name or an over-long text.
        """
        raise NotImplementedError

    def remove_document(self, actor: Person, draft_id: int, name: str) -> Draft:
        """Take one document out of one's own draft; the last one cannot be taken out."""
        raise NotImplementedError

    def check(self, actor: Person, draft_id: int) -> Check:
        """Lint all documents of a draft and run their own tests. Needs POLICY_READ."""
        raise NotImplementedError

    def check_text(self, actor: Person, name: str, text: str) -> Check:
        """Lint one text and run its own tests without storing it. Needs POLICY_READ."""
        raise NotImplementedError

    def diff(self, actor: Person, draft_id: int) -> tuple[DiffLine, ...]:
        """Return what the draft changes against its base version, with 3 lines around each change."""
        raise NotImplementedError

    def diff_versions(self, actor: Person, old: int, new: int) -> tuple[DiffLine, ...]:
        """Return what changed between two published versions. Needs POLICY_READ."""
        raise NotImplementedError

    def submit(self, actor: Person, draft_id: int, reason: str) -> Draft:
        """Freeze one's own draft and ask for approval.

        Raises:
            Invalid: no reason (3 to 1000 characters), nothing changed, or `check` is not ok.
            Conflict: another version was published meanwhile; `rebase` first.
        """
        raise NotImplementedError

    def rebase(self, actor: Person, draft_id: int) -> Draft:
        """Put one's own changes on top of the version in force.

        Raises:
            Conflict: the same document was changed in both.
        """
        raise NotImplementedError

    def withdraw(self, actor: Person, draft_id: int) -> Draft:
        """Take back one's own draft, submitted or not."""
        raise NotImplementedError

    def approve(self, actor: Person, draft_id: int, comment: str = "") -> PolicyVersion:
        """Publish a submitted draft: sign the bundle, wake waiting gateways and agents. Needs POLICY_APPROVE.

        Raises:
            Forbidden: the author cannot approve.
            Conflict: not submitted, or the base version is no longer in force.
        """
        raise NotImplementedError

    def reject(self, actor: Person, draft_id: int, comment: str) -> Draft:
        """Refuse a submitted draft with a comment. Needs POLICY_APPROVE; not one's own."""
        raise NotImplementedError

    def roll_back(self, actor: Person, version: int, reason: str) -> Draft:
        """Return a submitted draft that brings back the documents of `version`. Needs POLICY_AUTHOR.

        A second person approves it like any other; it is published under a new, higher version.
        """
        raise NotImplementedError
