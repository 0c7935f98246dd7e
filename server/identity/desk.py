"""What log-in and account keeping work with, and the one way a token or session secret is made."""

import hashlib
import secrets

from runtime.clock import Clock
from server.audit.service import AuditService
from server.database import Database
from server.identity.throttle import Throttle
from server.keys import Keys
from server.settings import SessionSettings

_SECRET_OCTETS = 32


class IdentityDesk:
    """Database, keys, audit trail, clock and settings of identity."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        audit: AuditService,
        *,
        clock: Clock,
        settings: SessionSettings,
        public_url: str,
    ) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._clock = clock
        self._settings = settings
        self._public_url = public_url
        self._throttle = Throttle(settings.client_attempts, settings.lock, clock)


def new_secret() -> str:
    """Return a fresh random secret, safe in a URL (256 bits)."""
    return secrets.token_urlsafe(_SECRET_OCTETS)


def digest_of(secret: str) -> str:
    """Return what is stored of a random secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
