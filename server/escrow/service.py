"""Rules of escrow: the sender's own logged-in account, exactly once, before expiry; nobody else ever.

1. Who: the account whose e-mail address is the sender's. Being a recipient, in Cc, or an
   administrator of any kind gives nothing. Whoever else asks is told the same, whether or not there
   is such a password, and that stands in the audit trail.
2. Once: the row leaves WAITING in the very transaction that holds the audit entry; the one who
   changes it is the one who reads it. Its sealed form is deleted then.
3. In time: an expired password is never opened, and its sealed form is deleted.
"""

from collections.abc import Iterable
from typing import NoReturn

from sqlalchemy import Connection

from runtime import log
from runtime.clock import Clock
from server.audit.service import AuditService
from server.authz import Permission
from server.database import Database
from server.errors import Conflict, Forbidden
from server.escrow import store
from server.escrow.types import EscrowState, EscrowView, OpenedPassword
from server.identity.types import Person
from server.keys import Keys
from wire import instant
from wire.errors import SignatureInvalid
from wire.escrow import EscrowedPassword, context
from wire.sealed_box import open_box

LISTED_MAX = 200
SWEEP_MAX = 1000

_log = log.get(__name__)


class EscrowService:
    """Escrowed passwords. All methods block; call them from a thread."""

    def __init__(self, database: Database, keys: Keys, audit: AuditService, *, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._clock = clock

    def take(self, connection: Connection, device: str, passwords: Iterable[EscrowedPassword]) -> None:
        """Store new escrowed passwords, in the transaction that marks their ids as seen."""
        store.add(connection, [_stored_of(device, password) for password in passwords])

    def mine(self, actor: Person) -> tuple[EscrowView, ...]:
        """Return the passwords of mails that `actor` sent, newest first, at most 200."""
        actor.require(Permission.ESCROW_OPEN_OWN)
        with self._database.read() as connection:
            return store.owned(connection, _owner(actor.email), LISTED_MAX)

    def look(self, actor: Person, escrow_id: str) -> EscrowView:
        """Return what is known before opening; does not open it.

        Raises:
            Forbidden: not the sender (or no such password: the answer does not tell which); audited.
        """
        with self._database.read() as connection:
            stored = store.one(connection, escrow_id)
        if stored is None or not _is_owner(actor, stored):
            self._refuse(actor, escrow_id, "escrow.look")
        return stored.view

    def open(self, actor: Person, escrow_id: str) -> OpenedPassword:
        """Open the password once; audited in the same transaction, its sealed form is deleted.

        Raises:
            Forbidden: not the sender: recipients, Cc and administrators included; audited too.
            Conflict: opened already, expired, or sealed to another key.
        """
        with self._database.read() as connection:
            stored = store.one(connection, escrow_id)
        if stored is None or not _is_owner(actor, stored):
            self._refuse(actor, escrow_id, "escrow.open")
        password = self._unsealed(stored)
        with self._database.write() as connection:
            now = self._clock.now()
            if password is None or stored.view.expires_at <= now:
                raise _too_late(stored.view.state)
            if not store.advance(connection, escrow_id, EscrowState.OPENED, now):
                raise _too_late(EscrowState.OPENED)
            detail = {"incident": stored.view.incident_id}
            self._audit.record(connection, actor.name, "escrow.open", escrow_id, detail=detail)
        self._audit.seal()
        return OpenedPassword(escrow_id, password, stored.view.recipients)

    def expire(self) -> int:
        """Delete the sealed form of what nobody opened in time; return how many."""
        with self._database.write() as connection:
            late = store.overdue(connection, self._clock.now(), SWEEP_MAX)
            for escrow_id in late:
                store.advance(connection, escrow_id, EscrowState.EXPIRED)
                self._audit.record(connection, "console", "escrow.expire", escrow_id)
        return len(late)

    def _unsealed(self, stored: store.Stored) -> str | None:
        """Return the password, None when the sealed form is gone."""
        if stored.sealed is None:
            return None
        bound = context(stored.view.id, stored.sender)
        try:
            return open_box(stored.sealed, self._keys.sealing, bound).decode()
        except (SignatureInvalid, UnicodeDecodeError):
            _log.error("escrow-does-not-open", extra={"escrow": stored.view.id, "device": stored.device})
            raise Conflict(
                "此密码无法解封，请联系系统管理员。",
                "This password does not open with the console's key; ask a system administrator.",
            ) from None

    def _refuse(self, actor: Person, escrow_id: str, action: str) -> NoReturn:
        with self._database.write() as connection:
            self._audit.record(connection, actor.name, action, escrow_id, outcome="refused")
        raise Forbidden(
            "只有该邮件的发件人本人可以领取此密码。", "Only the sender of the mail may collect this password."
        )


def _stored_of(device: str, password: EscrowedPassword) -> store.Stored:
    view = EscrowView(
        id=password.id,
        state=EscrowState.WAITING,
        recipients=password.recipients,
        container=password.container,
        incident_id=password.incident_id,
        occurred_at=instant.parse(password.occurred_at),
        expires_at=instant.parse(password.expires_at),
    )
    return store.Stored(view, device, password.sender, _owner(password.sender), password.sealed)


def _owner(address: str) -> str:
    return address.strip().strip("<>").lower()


def _is_owner(actor: Person, stored: store.Stored) -> bool:
    return actor.may(Permission.ESCROW_OPEN_OWN) and bool(actor.email) and _owner(actor.email) == stored.owner


def _too_late(state: EscrowState) -> Conflict:
    if state is EscrowState.OPENED:
        return Conflict(
            "此密码已被领取，只能查看一次。", "This password was opened already; that works once."
        )
    return Conflict("此密码已过期。", "This password has expired.")
