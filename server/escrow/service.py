"""Rules of escrow: the sender's own logged-in account, exactly once, before expiry; nobody else ever."""

from server.escrow.types import EscrowView, OpenedPassword
from server.identity.types import Person


class EscrowService:
    """Escrowed passwords. All methods block; call them from a thread."""

    def mine(self, actor: Person) -> tuple[EscrowView, ...]:
        """Return the passwords of mails that `actor` sent, newest first, at most 200."""
        raise NotImplementedError

    def look(self, actor: Person, escrow_id: str) -> EscrowView:
        """Return what is known before opening; does not open it.

        Raises:
            Forbidden: not the sender (or no such password: the answer does not tell which).
        """
        raise NotImplementedError

    def open(self, actor: Person, escrow_id: str) -> OpenedPassword:
        """Open the password once; audited in the same transaction, its sealed form is deleted.

        Raises:
            Forbidden: not the sender: recipients, Cc and administrators included; audited too.
            Conflict: opened already, or expired.
        """
        raise NotImplementedError
