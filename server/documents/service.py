"""Rules of the register of documents: who registered what and why, and the signed forms that edges get.

Of a document only its grams are kept, encrypted under the key of this machine: from them the register is
built anew with each change, in a form for gateways and one for workstations (`policies.fingerprint`). Both
are signed, and built anew before they reach half of their greatest age, so that an old one at an edge
means that the edge does not reach its console.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from sqlalchemy import Connection

from policies.exact_match.keys import IndexKey, edge_salt
from policies.fingerprint import codec
from policies.fingerprint.header import BODY_MAX, DOCUMENTS_MAX, NAME, SCHEMA, RegisterHeader, key_of
from policies.fingerprint.register import Registered, assemble
from policies.fingerprint.winnow import Grams
from runtime import signed_file
from runtime.clock import Clock
from runtime.document_register import FORMAT
from server.audit.service import AuditService
from server.authz import Permission
from server.database import Database
from server.documents import store
from server.documents.types import Changed, DocumentRow, NewDocument, RegisterState
from server.errors import Conflict, Invalid, NotFound
from server.identity.types import LOCAL_OPERATOR, Person
from server.keys import Keys
from server.reason import checked_reason
from server.settings import DocumentSettings
from wire import instant

Form = Literal["full", "edge"]
NAME_MAX = 128  # characters, as the wire carries them
_WORD = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]*")
_MOMENT = timedelta(microseconds=1)


class Said(NamedTuple):
    """Who does something, in whose name, and why."""

    actor: str
    author: str
    reason: str


class DocumentService:
    """Registered documents. All methods block; call them from a thread."""

    def __init__(
        self, database: Database, keys: Keys, audit: AuditService, *, clock: Clock, settings: DocumentSettings
    ) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._clock = clock
        self._age_max = settings.age_max

    def register(
        self, documents: Sequence[NewDocument], *, author: str, reason: str, replace: bool = False
    ) -> Changed:
        """Register documents for the owner of this machine, in the name of `author`; build the register anew.

        A document of the same name, category and file is left as it is.

        Raises:
            Conflict: another file of the name is registered, and `replace` is not set.
            Invalid: no author or reason, a bad name, too many documents or a register too large.
        """
        said = Said(LOCAL_OPERATOR.name, checked_author(author), checked_reason(reason))
        with self._database.write() as connection:
            changed = self._register(connection, documents, said, replace=replace)
        self._audit.seal()
        return changed

    def read(self, file: Path, *, name: str, category: str, passwords: tuple[str, ...] = ()) -> NewDocument:
        """Return what is kept of a file under a name, for `register`.

        Raises:
            Invalid: it was not read in full, holds no text, or too little to be met again; the text says why.
            OSError: it cannot be opened.
        """
        from server.documents import reading  # noqa: PLC0415 - loads what reads files, which few need

        return reading.read(file, self._keys.hash_key, name=name, category=category, passwords=passwords)

    def withdraw(self, names: Iterable[str], *, author: str, reason: str) -> None:
        """Withdraw documents by name and drop what is kept of them; build the register anew.

        Raises:
            NotFound: there is no document of one of the names; then none is withdrawn.
            Invalid: no author or reason.
        """
        said = Said(LOCAL_OPERATOR.name, checked_author(author), checked_reason(reason))
        with self._database.write() as connection:
            self._withdraw(connection, set(names), said)
        self._audit.seal()

    def page(self, actor: Person) -> tuple[DocumentRow, ...]:
        """Return what is registered, by name. Needs POLICY_READ."""
        actor.require(Permission.POLICY_READ)
        return self.rows()

    def rows(self) -> tuple[DocumentRow, ...]:
        """Return what is registered, by name, to whoever owns the database."""
        with self._database.read() as connection:
            return store.rows(connection)

    def names(self) -> tuple[str, ...]:
        """Return the names and categories of what is registered, for whoever checks a policy."""
        return tuple(name for row in self.rows() for name in (row.name, row.category) if name)

    def state(self) -> RegisterState | None:
        """Return the register as edges get it, None before it was first built."""
        with self._database.read() as connection:
            full, edge = store.register(connection, "full"), store.register(connection, "edge")
            built = store.built_at(connection)
        if full is None or edge is None:
            return None
        return RegisterState(full[0], built["full"], self._age_max, len(full[1]), len(edge[1]))

    def days_since(self, moment: datetime) -> int:
        """Return how many whole days ago an instant was."""
        return (self._clock.now() - moment).days

    def built_at(self) -> str:
        """Return the build instant of the register, "" before the first one."""
        with self._database.read() as connection:
            built = store.built_at(connection).get("full")
        return "" if built is None else instant.render(built)

    def octets(self, form: Form) -> bytes:
        """Return a form of the register as edges get it, empty before the first one."""
        with self._database.read() as connection:
            found = store.register(connection, form)
        return b"" if found is None else found[1]

    def renew(self) -> bool:
        """Build the register anew if there is none, or at half of its greatest age; return whether it was."""
        with self._database.write() as connection:
            built = store.built_at(connection).get("full")
            if built is not None and self._clock.now() - built < timedelta(seconds=self._age_max / 2):
                return False
            self._build(connection)
        return True

    def _plan(
        self, connection: Connection, documents: Sequence[NewDocument], *, replace: bool
    ) -> tuple[list[NewDocument], Changed]:
        """Return what is new of some documents, and what registering them would change."""
        for document in documents:
            _check_words(document.name, document.category)
        known = store.marks(connection)
        same = {one.name for one in documents if known.get(one.name) == (one.category, one.mark)}
        new = [one for one in documents if one.name not in same]
        replaced = [one.name for one in new if one.name in known]
        if replaced and not replace:
            raise _registered_already(replaced)
        registered = tuple(one.name for one in new if one.name not in known)
        return new, Changed(registered, tuple(replaced), tuple(sorted(same)))

    def _register(
        self, connection: Connection, documents: Sequence[NewDocument], said: Said, *, replace: bool
    ) -> Changed:
        new, changed = self._plan(connection, documents, replace=replace)
        now = self._clock.now()
        store.withdraw(connection, changed.replaced, at=now, by=said.author, reason=said.reason)
        for one in new:
            row = DocumentRow(one.name, one.category, one.letters, now, said.author, said.reason)
            grams = self._keys.protect(one.grams, _context(one.name))
            store.add(connection, row, mark=one.mark, grams=grams)
            deed = "document.replace" if one.name in changed.replaced else "document.register"
            detail = {"author": said.author, "reason": said.reason, "category": one.category}
            self._audit.record(connection, said.actor, deed, one.name, detail=detail)
        if new:
            self._build(connection)
        return changed

    def _withdraw(self, connection: Connection, names: set[str], said: Said) -> None:
        require_registered(connection, names)
        store.withdraw(connection, names, at=self._clock.now(), by=said.author, reason=said.reason)
        for name in sorted(names):
            detail = {"author": said.author, "reason": said.reason}
            self._audit.record(connection, said.actor, "document.withdraw", name, detail=detail)
        self._build(connection)

    def _build(self, connection: Connection) -> None:
        documents = {
            Registered(row.name, row.category, row.letters): self._grams(row.name, grams)
            for row, grams in store.kept(connection)
        }
        if len(documents) > DOCUMENTS_MAX:
            raise Invalid(
                f"登记的文档超过 {DOCUMENTS_MAX} 份。", f"There are more than {DOCUMENTS_MAX} documents."
            )
        before = store.built_at(connection).get("full")
        now = self._clock.now() if before is None else max(self._clock.now(), before + _MOMENT)
        forms: tuple[Form, Form] = ("full", "edge")
        for form in forms:
            store.put_register(connection, form, now, len(documents), self._form(form, documents, now))

    def _form(self, form: Form, documents: dict[Registered, Grams], now: datetime) -> bytes:
        edge, hash_key = form == "edge", self._keys.hash_key
        salt = edge_salt(hash_key, NAME)
        body = codec.dump(assemble(documents, key_of(salt, hash_key, edge=edge), edge=edge))
        if len(body) > BODY_MAX:
            raise Invalid(
                "登记的文档总量过大，请先撤销不再需要的文档。",
                f"The register would have {len(body)} octets, at most {BODY_MAX} are read; "
                "withdraw documents that are no longer needed.",
            )
        key_id = "" if edge else IndexKey(hash_key, salt).key_id
        header = RegisterHeader(
            SCHEMA,
            NAME,
            instant.render(now),
            self._age_max,
            len(documents),
            salt,
            key_id,
            len(body),
            "",
            edge,
        )
        return signed_file.octets(FORMAT, header, body, self._keys.bundle)

    def _grams(self, name: str, protected: bytes) -> Grams:
        grams: Grams = np.frombuffer(self._keys.reveal(protected, _context(name)), "<u8").astype(np.uint64)
        return grams


def require_registered(connection: Connection, names: set[str]) -> None:
    """Pass when there is a registered document of each name.

    Raises:
        NotFound: there is none of one of them; the text names it.
    """
    missing = names - store.marks(connection).keys()
    if missing:
        text = ", ".join(sorted(missing))
        raise NotFound(f"没有登记此文档：{text}", f"There is no registered document {text}.")


def checked_author(author: str) -> str:
    """Return who makes a change.

    Raises:
        Invalid: nobody is named.
    """
    name = author.strip()
    if not name or len(name) > 256 or not _WORD.fullmatch(name):  # noqa: PLR2004 - the column's size
        raise Invalid("请填写经办人。", "Say who makes the change (1 to 256 characters).")
    return name


def _check_words(name: str, category: str) -> None:
    if not name.strip() or any(
        len(word) > NAME_MAX or not _WORD.fullmatch(word) for word in (name, category)
    ):
        raise Invalid(
            f"文档名称或类别无效（名称 1 至 {NAME_MAX} 个字符，不含换行）：{name[:NAME_MAX]}",
            f"Not a name or category of a document (one line, a name of 1 to {NAME_MAX} characters): "
            f"{name[:NAME_MAX]}",
        )


def _registered_already(names: Sequence[str]) -> Conflict:
    text = ", ".join(names[:5])
    return Conflict(
        f"同名文档已登记，内容不同：{text}；如需更新请加 --replace，或换用 --name。",
        f"Another file is registered as {text}; give --replace to put this one in its place, or another --name.",
    )


def _context(name: str) -> bytes:
    return b"document " + name.encode()
