from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from server import schema
from server.database import METADATA, Database


def test_migrations_give_exactly_the_tables_the_areas_define(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(METADATA.tables) < set(inspect(connection).get_table_names())


def test_upgrading_again_changes_nothing(database: Database) -> None:
    before = schema.revision(database)
    schema.upgrade(database)
    assert schema.revision(database) == before
    assert before is not None


def test_each_area_writes_tables_of_its_own_name() -> None:
    areas = {area.__name__.split(".")[1] for area in schema.AREAS}
    assert {area for area in areas for name in METADATA.tables if name.startswith(f"{area}_")} == areas
    assert [
        name for name in METADATA.tables if not name.startswith(tuple(f"{area}_" for area in areas))
    ] == []
