"""The areas of the console put together: what pages, machines and commands are given."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from runtime.clock import Clock
from runtime.errors import SettingsError
from runtime.private_file import read_private
from runtime.settings import read_secret
from server import keys as console_keys
from server.alerts.service import AlertService
from server.audit.service import AuditService
from server.authority import Authority
from server.database import Database, sqlite_url
from server.destruction.service import DestructionService
from server.documents.changing import DocumentChanges
from server.escrow.service import EscrowService
from server.exact_match.full_indexes import FullIndexes
from server.exact_match.service import ConfirmationService
from server.fleet.service import FleetService
from server.identity.service import IdentityService
from server.incidents.service import IncidentService
from server.policy.service import PolicyService
from server.releases.service import ReleaseService
from server.settings import ServerSettings

DATABASE_FILE = "console.sqlite"
KEYS_DIRECTORY = "keys"
AUTHORITY_FILE = "authority.pem"


@dataclass(frozen=True)
class Console:
    """One service of each area. Pages reach it as `request.app.state.console`."""

    identity: IdentityService
    policy: PolicyService
    fleet: FleetService
    incidents: IncidentService
    destruction: DestructionService
    documents: DocumentChanges
    releases: ReleaseService
    escrow: EscrowService
    audit: AuditService
    alerts: AlertService
    indexes: FullIndexes
    authority: Authority
    database: Database
    public_url: str

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def assemble(settings: ServerSettings, clock: Clock, *, public_url: str = "") -> Console:
    """Return the console of an initialised state directory; `public_url` stands in for an empty setting.

    Raises:
        SettingsError: the database URL or its password file is wrong.
        KeystoreError: the keys are missing, damaged or open to others; run `init` first.
    """
    state_dir = Path(settings.console.state_dir)
    keys = console_keys.load(state_dir / KEYS_DIRECTORY)
    authority = Authority(keys.authority, read_private(state_dir / KEYS_DIRECTORY / AUTHORITY_FILE))
    database = open_database(settings)
    url = (settings.console.public_url or public_url or address_of(settings)).rstrip("/")
    audit = AuditService(database, keys.audit, clock)
    identity = IdentityService(database, keys, audit, clock=clock, settings=settings.session, public_url=url)
    documents = DocumentChanges(database, keys, audit, clock=clock, settings=settings.documents)
    policy = PolicyService(
        database, keys, audit, clock=clock, settings=settings.policy, registered=documents.names,
        reported=lambda connection: fleet.highest_policy(connection),  # noqa: PLW0108 - made below
    )  # fmt: skip
    alerts = AlertService(database, clock=clock, settings=settings.alerts)
    indexes = FullIndexes(settings.exact_match.files, state_dir, keys)
    confirmations = ConfirmationService(
        keys.sealing, indexes.by_name, alerts, clock=clock, settings=settings.exact_match
    )
    life = timedelta(days=settings.tls.device_certificate_days)
    fleet = FleetService(
        database, keys, audit, alerts,
        authority=authority, clock=clock, certificate_life=life, newest_policy=policy.newest,
    )  # fmt: skip
    return Console(
        identity=identity,
        policy=policy,
        fleet=fleet,
        incidents=IncidentService(database, audit, identity, confirmations, clock=clock),
        destruction=DestructionService(database, audit, authority, clock=clock),
        documents=documents,
        releases=ReleaseService(database, keys, audit, clock=clock, settings=settings.releases),
        escrow=EscrowService(database, keys, audit, clock=clock),
        audit=audit,
        alerts=alerts,
        indexes=indexes,
        authority=authority,
        database=database,
        public_url=url,
    )


def open_database(settings: ServerSettings) -> Database:
    """Return the database the settings name: SQLite in the state directory, or another.

    Raises:
        SettingsError: the URL or the password file is wrong.
        OSError: the file cannot be made.
    """
    console = settings.console
    if not console.database_url:
        path = Path(console.state_dir) / DATABASE_FILE
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # what SQLite makes beside it is like it
        return Database(sqlite_url(path))
    try:
        url = make_url(console.database_url)
    except ArgumentError:
        raise SettingsError("[console] database_url is no database URL") from None
    if url.password:
        raise SettingsError("[console] database_url holds a password; use database_password_file")
    if console.database_password_file:
        url = url.set(password=read_secret(console.database_password_file))
    return Database(url)


def address_of(settings: ServerSettings) -> str:
    """Return the address of the pages as the settings give host and port."""
    return url_of(settings.console.host, settings.console.port)


def url_of(host: str, port: int) -> str:
    """Return `https://host:port`, an IPv6 address in brackets (RFC 3986)."""
    return f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}"
