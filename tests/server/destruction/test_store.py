from datetime import timedelta

import msgspec
import pytest

from server.database import Database
from server.destruction import store
from server.destruction.types import RecordFilter, RecordRow, Verification
from tests.server.support import NOW

ROW = RecordRow(
    "r1", "ws-1", "赵", "/tmp/客户.xlsx", "destroyed", "overwrite-1", True, NOW, NOW, Verification.VERIFIED
)


@pytest.fixture(autouse=True)
def filled(database: Database) -> None:
    later = msgspec.structs.replace(ROW, id="r2", result="kept", finished_at=NOW + timedelta(hours=1))
    with database.write() as connection:
        store.add(connection, [store.Stored(ROW, "ab" * 32, b"{}"), store.Stored(later, "cd" * 32, b"{}")])
        store.add(connection, [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (RecordFilter(), ["r2", "r1"]),
        (RecordFilter(result="kept"), ["r2"]),
        (RecordFilter(device="ws-2"), []),
        (RecordFilter(verification="verified", until=NOW + timedelta(minutes=1)), ["r1"]),
        (RecordFilter(since=NOW + timedelta(minutes=1)), ["r2"]),
        (RecordFilter(text="客户"), ["r2", "r1"]),
        (RecordFilter(text="_"), []),
    ],
)
def test_filters_narrow_and_the_newest_comes_first(
    database: Database, wanted: RecordFilter, found: list[str]
) -> None:
    with database.read() as connection:
        rows, total = store.page(connection, wanted, 10, 0)
    assert [row.id for row in rows] == found
    assert total == len(found)


def test_one_record_with_its_digest(database: Database) -> None:
    with database.read() as connection:
        assert store.one(connection, "r1") == store.Stored(ROW, "ab" * 32, b"{}")
        assert store.one(connection, "r9") is None
        assert store.has_digest(connection, "ws-1", "ab" * 32)
        assert not store.has_digest(connection, "ws-2", "ab" * 32)
