"""The database schema: brought to the newest revision by Alembic, on `init` and at every start.

Importing this module imports every area's tables, so that `METADATA` is whole.
"""

import logging

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from server.alerts import store as alerts_store
from server.audit import store as audit_store
from server.database import METADATA, Database
from server.destruction import store as destruction_store
from server.documents import store as documents_store
from server.escrow import store as escrow_store
from server.exact_match import store as exact_match_store
from server.fleet import store as fleet_store
from server.identity import store as identity_store
from server.incidents import store as incidents_store
from server.machines import store as machines_store
from server.policy import store as policy_store
from server.releases import store as releases_store

AREAS = (
    alerts_store,
    audit_store,
    destruction_store,
    documents_store,
    escrow_store,
    exact_match_store,
    fleet_store,
    identity_store,
    incidents_store,
    machines_store,
    policy_store,
    releases_store,
)
TABLES = METADATA.sorted_tables

logging.getLogger("alembic").setLevel(logging.WARNING)  # it announces itself at each start


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision; nothing happens when it is there.

    Raises:
        alembic.util.CommandError: the database was made by a newer console.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be changed.
    """
    config = Config()
    config.set_main_option("script_location", "server:migrations")
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(database: Database) -> str | None:
    """Return the revision of the schema, None when there is none yet."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()
