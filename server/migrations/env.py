"""How Alembic runs the migrations: on the connection that `server.schema.upgrade` hands over."""

from alembic import context

from server.database import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite too: all of an upgrade, or nothing of it
)
with context.begin_transaction():
    context.run_migrations()
