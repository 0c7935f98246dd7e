"""Changes of the register of documents: asked for on the console's machine, decided on by a second person (row R13).

WAITING ── approve ──▶ APPROVED: documents are registered, replaced or withdrawn
   └────── reject ───▶ REJECTED: nothing changes

Until then the register stays as it is: a document that is to be withdrawn is met on, and so is the old form of one
that is to be replaced. Texts are read when the change is asked for; what is kept of them waits encrypted.
"""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection

from server.authz import Permission
from server.database import KEY_END
from server.documents import store
from server.documents.service import DocumentService, Said, checked_author, require_registered
from server.documents.types import Change, Changed, ChangeState, Deed, NewDocument
from server.errors import Conflict, Forbidden, NotFound
from server.identity.types import LOCAL_OPERATOR, Person
from server.reason import checked_reason

_decoder = msgspec.msgpack.Decoder(tuple[NewDocument, ...])


class DocumentChanges(DocumentService):
    """The register of documents and the changes that wait. All methods block; call them from a thread."""

    def ask_register(
        self, documents: Sequence[NewDocument], *, author: str, reason: str, replace: bool = False
    ) -> tuple[Change | None, Changed]:
        """Ask for documents to be registered; return the change, None if all are registered already, and what it does.

        Raises:
            Conflict: another file of the name is registered, and `replace` is not set.
            Invalid: no author or reason, or a bad name.
        """
        author, reason = checked_author(author), checked_reason(reason)
        with self._database.write() as connection:
            new, changed = self._plan(connection, documents, replace=replace)
            if not new:
                return None, changed
            names = tuple(one.name for one in new)
            deed: Deed = "replace" if changed.replaced else "register"
            made = self._ask(connection, Change(0, deed, names, author, reason, self._clock.now()))
            payload = self._keys.protect(msgspec.msgpack.encode(new), _context(made.id))
            store.put_payload(connection, made.id, payload)
        self._audit.seal()
        return made, changed

    def ask_withdraw(self, names: Iterable[str], *, author: str, reason: str) -> Change:
        """Ask for documents to be withdrawn.

        Raises:
            NotFound: there is no document of one of the names.
            Invalid: no author or reason.
        """
        author, reason, wanted = checked_author(author), checked_reason(reason), set(names)
        with self._database.write() as connection:
            require_registered(connection, wanted)
            change = Change(0, "withdraw", tuple(sorted(wanted)), author, reason, self._clock.now())
            made = self._ask(connection, change)
        self._audit.seal()
        return made

    def approve(self, actor: Person, change_id: int, comment: str = "") -> Change:
        """Do what was asked for. Needs POLICY_APPROVE; not one's own.

        Raises:
            Conflict: it does not wait, or no longer fits what is registered.
            Invalid: the register would be too large.
        """
        with self._database.write() as connection:
            change, payload = self._others(connection, actor, change_id)
            decided = self._decide(connection, actor, change, ChangeState.APPROVED, comment)
            said = Said(actor.name, change.author, change.reason)
            if change.deed == "withdraw":
                try:
                    self._withdraw(connection, set(change.names), said)
                except NotFound as error:
                    raise Conflict(error.zh, error.en) from None
            else:
                documents = _decoder.decode(self._keys.reveal(payload, _context(change.id)))
                self._register(connection, documents, said, replace=change.deed == "replace")
        self._audit.seal()
        return decided

    def reject(self, actor: Person, change_id: int, comment: str) -> Change:
        """Leave the register as it is, with a comment. Needs POLICY_APPROVE; not one's own."""
        said = checked_reason(comment)
        with self._database.write() as connection:
            change, _ = self._others(connection, actor, change_id)
            decided = self._decide(connection, actor, change, ChangeState.REJECTED, said)
        self._audit.seal()
        return decided

    def waiting(self) -> tuple[Change, ...]:
        """Return the changes that wait, oldest first, to whoever may see the register."""
        with self._database.read() as connection:
            return store.waiting(connection)

    def _ask(self, connection: Connection, change: Change) -> Change:
        made = msgspec.structs.replace(change, id=store.add_change(connection, change))
        self._note(connection, LOCAL_OPERATOR.name, "document.ask", made)
        return made

    def _others(self, connection: Connection, actor: Person, change_id: int) -> tuple[Change, bytes]:
        """Return a change of somebody else that waits, with its encrypted documents."""
        actor.require(Permission.POLICY_APPROVE)
        found = store.change(connection, change_id) if 0 < change_id < KEY_END else None
        if found is None:
            raise NotFound("没有此变更。", "There is no such change.")
        if actor.is_called(found[0].author):
            raise Forbidden("不能审批自己提出的变更。", "Nobody decides on their own change.")
        return found

    def _decide(
        self, connection: Connection, actor: Person, change: Change, state: ChangeState, comment: str
    ) -> Change:
        """Change the state; the one way in which it changes."""
        values = {
            "decided_by": actor.name,
            "decided_at": self._clock.now(),
            "comment": comment.strip()[:1000],
        }
        if not store.decide(connection, change.id, state=state.value, **values):
            raise Conflict("该变更已处理。", "It was decided on already.")
        decided = msgspec.structs.replace(change, state=state, **values)
        deed = "document.approve" if state is ChangeState.APPROVED else "document.reject"
        self._note(connection, actor.name, deed, decided)
        return decided

    def _note(self, connection: Connection, actor: str, deed: str, change: Change) -> None:
        detail = {
            "author": change.author,
            "deed": change.deed,
            "documents": ", ".join(change.names),
            "reason": change.reason,
            "comment": change.comment,
        }
        self._audit.record(connection, actor, deed, f"document change {change.id}", detail=detail)


def _context(change_id: int) -> bytes:
    return b"documents-change %d" % change_id
