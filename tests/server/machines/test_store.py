import pytest
from sqlalchemy.exc import IntegrityError

from server.database import Database
from server.machines import store
from tests.server.support import NOW

TAKEN = store.Taken("gw-1", b"d" * 32)


def test_ids_are_marked_once(database: Database) -> None:
    ids = [f"e{i}" for i in range(1200)]
    with database.write() as connection:
        assert store.taken(connection, ids) == {}
        store.add(connection, [(one, TAKEN) for one in ids], NOW)
        store.add(connection, [], NOW)
        assert store.taken(connection, [*ids, "other"]) == dict.fromkeys(ids, TAKEN)
    with pytest.raises(IntegrityError), database.write() as connection:
        store.add(connection, [("e7", TAKEN)], NOW)
