"""Rules of policy: lint and own tests before submission, a reason, a second person, a signature.

EDITING ── submit ──▶ SUBMITTED ── approve (another person) ──▶ PUBLISHED
   │                      ├──────── reject (another person) ──▶ REJECTED
   └────── withdraw ──────┴──────── withdraw (the author) ────▶ WITHDRAWN

A submitted draft is frozen: what was read is what is signed. It is published only on top of the
version it was written against; otherwise its author takes the newer version over first.
"""

import re
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from server.authz import Permission
from server.errors import Conflict, Forbidden, Invalid
from server.identity.types import Person
from server.policy import checking, store
from server.policy.difference import changed_names
from server.policy.publishing import merged, overtaken
from server.policy.reading import TEXT_MAX, PolicyReading, draft_of, version_of
from server.policy.types import Draft, DraftState, PolicyVersion
from server.reason import checked_reason
from wire.bundle import PolicyDocument

DOCUMENTS_MAX = 100
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class PolicyService(PolicyReading):
    """Drafts and versions. All methods block; call them from a thread."""

    def create_draft(self, actor: Person) -> Draft:
        """Start a draft from the documents in force. Needs POLICY_AUTHOR."""
        actor.require(Permission.POLICY_AUTHOR)
        with self._database.write() as connection:
            number = store.newest_number(connection)
            base = store.version(connection, number)
            draft = self._new_draft(connection, actor, number, base.documents if base else ())
            self._audit.record(connection, actor.name, "policy.draft", f"draft {draft.id}")
        return draft

    def save_document(self, actor: Person, draft_id: int, name: str, text: str) -> Draft:
        """Replace or add one document of one's own draft in state EDITING; a faulty text is kept too.

        Raises:
            Forbidden: not the author.
            Conflict: the draft is no longer being edited.
            Invalid: a bad document name or an over-long text.
        """
        if not _NAME.fullmatch(name) or len(text) > TEXT_MAX or "\0" in text:
            raise Invalid(
                "策略名称须为小写字母、数字、点、下划线或连字符，文本不超过一百万字符。",
                "A policy name has small letters, digits, dots, underscores or hyphens; "
                "its text has at most a million characters.",
            )
        with self._database.write() as connection:
            draft = self._own(connection, actor, draft_id, DraftState.EDITING)
            texts = {document.name: document.text for document in draft.documents} | {name: text}
            if len(texts) > DOCUMENTS_MAX:
                raise Invalid("策略数量过多。", f"A bundle holds at most {DOCUMENTS_MAX} policies.")
            self._set_documents(connection, draft, texts)
            return draft_of(connection, draft_id)

    def remove_document(self, actor: Person, draft_id: int, name: str) -> Draft:
        """Take one document out of one's own draft.

        Raises:
            Conflict: it is the last one, or the draft is no longer being edited.
        """
        with self._database.write() as connection:
            draft = self._own(connection, actor, draft_id, DraftState.EDITING)
            texts = {item.name: item.text for item in draft.documents if item.name != name}
            if not texts:
                raise Conflict("至少保留一个策略。", "At least one policy must stay.")
            self._set_documents(connection, draft, texts)
            return draft_of(connection, draft_id)

    def submit(self, actor: Person, draft_id: int, reason: str) -> Draft:
        """Freeze one's own draft and ask for approval.

        Raises:
            Invalid: no reason (3 to 1000 characters), nothing changed, or `check` is not ok.
            Conflict: another version was published meanwhile; `rebase` first.
        """
        given = checked_reason(reason)
        with self._database.read() as connection:
            _publishable(connection, self._own(connection, actor, draft_id, DraftState.EDITING))
        with self._database.write() as connection:
            draft = self._own(connection, actor, draft_id, DraftState.EDITING)
            if draft.base_version != store.newest_number(connection):
                raise overtaken()
            now = self._clock.now()
            self._advance(connection, draft, DraftState.SUBMITTED, actor, reason=given, submitted_at=now)
            return draft_of(connection, draft_id)

    def rebase(self, actor: Person, draft_id: int) -> Draft:
        """Put one's own changes on top of the version in force.

        Raises:
            Conflict: the same document was changed in both.
        """
        with self._database.write() as connection:
            draft = self._own(connection, actor, draft_id, DraftState.EDITING)
            number = store.newest_number(connection)
            base, current = store.version(connection, draft.base_version), version_of(connection, number)
            documents = merged(base.documents if base else (), draft.documents, current.documents)
            texts = {document.name: document.text for document in documents}
            self._set_documents(connection, draft, texts, base_version=number)
            return draft_of(connection, draft_id)

    def withdraw(self, actor: Person, draft_id: int) -> Draft:
        """Take back one's own draft, submitted or not."""
        with self._database.write() as connection:
            draft = draft_of(connection, draft_id)
            held = DraftState.SUBMITTED if draft.state is DraftState.SUBMITTED else DraftState.EDITING
            draft = self._own(connection, actor, draft_id, held)
            self._advance(connection, draft, DraftState.WITHDRAWN, actor)
            return draft_of(connection, draft_id)

    def approve(self, actor: Person, draft_id: int, comment: str = "") -> PolicyVersion:
        """Publish a submitted draft: sign the bundle, wake who waits. Needs POLICY_APPROVE.

        Raises:
            Forbidden: the author cannot approve.
            Conflict: not submitted, or the base version is no longer in force.
        """
        try:
            with self._database.write() as connection:
                draft = self._others(connection, actor, draft_id)
                if draft.base_version != store.newest_number(connection):
                    raise overtaken()
                people = {"author": draft.author, "approver": actor.name}
                made = self._publish(connection, draft.documents, reason=draft.reason, **people)
                decided = self._decision(actor, comment) | {"version": made.version}
                self._advance(connection, draft, DraftState.PUBLISHED, actor, **decided)
        except IntegrityError:
            raise overtaken() from None
        self._after_publish(made.version)
        return made

    def reject(self, actor: Person, draft_id: int, comment: str) -> Draft:
        """Refuse a submitted draft with a comment. Needs POLICY_APPROVE; not one's own."""
        said = checked_reason(comment)
        with self._database.write() as connection:
            draft = self._others(connection, actor, draft_id)
            self._advance(connection, draft, DraftState.REJECTED, actor, **self._decision(actor, said))
            return draft_of(connection, draft_id)

    def roll_back(self, actor: Person, version: int, reason: str) -> Draft:
        """Return a submitted draft that brings back the documents of `version`. Needs POLICY_AUTHOR.

        A second person approves it like any other; it is published under a new, higher version.
        """
        actor.require(Permission.POLICY_AUTHOR)
        given = checked_reason(reason)
        with self._database.write() as connection:
            old, number = version_of(connection, version), store.newest_number(connection)
            draft = self._new_draft(connection, actor, number, old.documents, restores=version)
            _publishable(connection, draft)
            now = self._clock.now()
            self._advance(connection, draft, DraftState.SUBMITTED, actor, reason=given, submitted_at=now)
            return draft_of(connection, draft.id)

    def _new_draft(
        self,
        connection: Connection,
        actor: Person,
        base: int,
        documents: tuple[PolicyDocument, ...],
        *,
        restores: int | None = None,
    ) -> Draft:
        now = self._clock.now()
        draft = Draft(0, DraftState.EDITING, actor.name, actor.id, base, documents, "", restores, now, now)
        return draft_of(connection, store.add_draft(connection, draft))

    def _set_documents(
        self, connection: Connection, draft: Draft, texts: dict[str, str], **more: int
    ) -> None:
        documents = tuple(PolicyDocument(name, text) for name, text in sorted(texts.items()))
        changes: dict[str, Any] = {"documents": documents, "updated_at": self._clock.now(), **more}
        store.change_draft(connection, draft.id, DraftState.EDITING, **changes)

    def _advance(
        self,
        connection: Connection,
        draft: Draft,
        state: DraftState,
        actor: Person,
        **values: Any,  # noqa: ANN401 - column values
    ) -> None:
        """Change the state of a draft and write the audit entry; the one way a draft's state changes."""
        values |= {"state": state.value, "updated_at": self._clock.now()}
        if not store.change_draft(connection, draft.id, draft.state, **values):
            raise Conflict("草稿状态已变化，请刷新。", "The draft has changed meanwhile; reload the page.")
        detail = {
            "author": draft.author,
            "base": str(draft.base_version),
            "version": str(values.get("version", "")),
            "reason": str(values.get("reason", "")) or draft.reason,
            "comment": str(values.get("comment", "")),
        }
        self._audit.record(
            connection, actor.name, f"policy.{state.value}", f"draft {draft.id}", detail=detail
        )

    def _decision(self, actor: Person, comment: str) -> dict[str, Any]:
        return {"decided_by": actor.name, "decided_at": self._clock.now(), "comment": comment.strip()[:1000]}

    def _own(self, connection: Connection, actor: Person, draft_id: int, state: DraftState) -> Draft:
        """Return the actor's own draft in `state`."""
        actor.require(Permission.POLICY_AUTHOR)
        draft = draft_of(connection, draft_id)
        if draft.author_id != actor.id:
            raise Forbidden("只有起草人可以修改草稿。", "Only its author may change a draft.")
        if draft.state is not state:
            raise Conflict(
                "草稿当前状态不允许此操作。", f"The draft is {draft.state.value}, not {state.value}."
            )
        return draft

    def _others(self, connection: Connection, actor: Person, draft_id: int) -> Draft:
        """Return somebody else's submitted draft."""
        actor.require(Permission.POLICY_APPROVE)
        draft = draft_of(connection, draft_id)
        if draft.author_id == actor.id:
            raise Forbidden("不能审批自己的草稿。", "Nobody decides on their own draft.")
        if draft.state is not DraftState.SUBMITTED:
            raise Conflict("草稿未提交审批。", "The draft is not submitted for approval.")
        return draft


def _publishable(connection: Connection, draft: Draft) -> None:
    """Pass when a draft changes something and all of it is sound."""
    base = store.version(connection, draft.base_version)
    if base is not None and not changed_names(base.documents, draft.documents):
        raise Invalid("草稿与生效版本相同。", "The draft changes nothing.")
    if not checking.check(draft.documents).ok:
        raise Invalid("策略有错误或自带测试未通过。", "The policy has problems, or its own tests fail.")
