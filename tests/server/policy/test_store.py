import msgspec
import pytest
from sqlalchemy.exc import IntegrityError

from server.database import Database
from server.policy import store
from server.policy.types import Draft, DraftState, PolicyVersion
from tests.server.support import NOW, document

DRAFT = Draft(0, DraftState.EDITING, "li", 7, 1, (document(),), "", None, NOW, NOW)
VERSION = PolicyVersion(1, (document(),), "li", "wang", "because", NOW, NOW, "")


def test_a_draft_comes_back_as_stored(database: Database) -> None:
    with database.write() as connection:
        draft_id = store.add_draft(connection, DRAFT)
        found = store.draft(connection, draft_id)
        assert found == msgspec.structs.replace(DRAFT, id=draft_id)
        assert store.draft(connection, draft_id + 1) is None


def test_a_draft_changes_only_in_the_state_it_was_seen_in(database: Database) -> None:
    with database.write() as connection:
        draft_id = store.add_draft(connection, DRAFT)
        assert store.change_draft(connection, draft_id, DraftState.EDITING, state="submitted")
        assert not store.change_draft(connection, draft_id, DraftState.EDITING, state="withdrawn")
        found, total = store.drafts(connection, DraftState.SUBMITTED, 10, 0)
        assert (len(found), total) == (1, 1)
        assert store.drafts(connection, DraftState.EDITING, 10, 0) == ((), 0)


def test_a_version_number_is_given_once(database: Database) -> None:
    with database.write() as connection:
        assert store.newest_number(connection) == 0
        store.add_version(connection, VERSION, b"signed")
        assert store.newest_number(connection) == 1
        assert store.envelope(connection, 1) == b"signed"
        assert store.envelope(connection, 2) is None
        found = store.version(connection, 1)
        assert found is not None
        assert len(found.digest) == 64
        assert store.versions(connection, 10, 0) == ((found,), 1)
    with pytest.raises(IntegrityError), database.write() as connection:
        store.add_version(connection, VERSION, b"other")
