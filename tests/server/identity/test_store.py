from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from server.authz import Role
from server.database import Database
from server.identity import store
from server.identity.types import PersonState, Session, Stage
from tests.server.support import NOW, someone

LI = someone("li", Role.SECURITY_ADMIN, Role.EMPLOYEE)


@pytest.fixture
def person_id(database: Database) -> int:
    with database.write() as connection:
        return store.add_person(connection, LI)


def test_a_person_comes_back_as_stored(database: Database, person_id: int) -> None:
    with database.read() as connection:
        found = store.credentials(connection, name="li")
        assert store.credentials(connection, person_id=2**70) is None
        assert store.people(connection) == (found.person,) if found else False
    assert found is not None
    assert found.person.roles == LI.roles
    assert (found.person.id, found.password_hash, found.totp_step) == (person_id, None, 0)
    assert repr(found) == "Credentials('li', …)"


def test_names_and_addresses_are_unique(database: Database, person_id: int) -> None:
    with database.read() as connection:
        assert store.is_taken(connection, "li", "other@bank.example")
        assert store.is_taken(connection, "other", "li@bank.example")
        assert not store.is_taken(connection, "other", "other@bank.example")
    with pytest.raises(IntegrityError), database.write() as connection:
        store.add_person(connection, LI)


def test_a_time_step_is_spent_once(database: Database, person_id: int) -> None:
    with database.write() as connection:
        assert store.spend_step(connection, person_id, 10)
        assert not store.spend_step(connection, person_id, 10)
        assert not store.spend_step(connection, person_id, 9)
        assert store.spend_step(connection, person_id, 11)


def test_a_token_is_spent_once_and_in_time(database: Database, person_id: int) -> None:
    with database.write() as connection:
        store.add_token(connection, "a", person_id, NOW + timedelta(hours=1))
        store.add_token(connection, "b", person_id, NOW + timedelta(hours=1))
        assert store.spend_token(connection, "a", NOW) is None  # replaced by the newer one
        assert store.spend_token(connection, "b", NOW) == person_id
        assert store.spend_token(connection, "b", NOW) is None
        store.add_token(connection, "c", person_id, NOW)
        assert store.spend_token(connection, "c", NOW) is None


def test_sessions_are_found_touched_and_ended(database: Database, person_id: int) -> None:
    with database.write() as connection:
        person = store.people(connection)[0]
        session = Session(0, person, Stage.SETUP, NOW, NOW, NOW + timedelta(hours=1))
        store.add_session(connection, "d", session, b"offered")
        found = store.session(connection, "d")
        assert found is not None
        store.touch_session(connection, found[0].id, NOW + timedelta(minutes=1))
        again = store.session(connection, "d")
        assert again is not None
        assert again[0].last_seen_at == NOW + timedelta(minutes=1)
        assert again[1] == b"offered"
        assert store.end_session(connection, "d") == person_id
        assert store.end_session(connection, "d") is None
        assert store.session(connection, "d") is None
        store.add_session(connection, "e", session)
        store.add_session(connection, "f", session)
        assert store.end_sessions(connection, person_id) == 2


def test_what_is_over_is_swept(database: Database, person_id: int) -> None:
    with database.write() as connection:
        person = store.people(connection)[0]
        for digest, ends in (("old", NOW), ("new", NOW + timedelta(seconds=1))):
            store.add_session(connection, digest, Session(0, person, Stage.ACTIVE, NOW, NOW, ends))
        store.add_token(connection, "t", person_id, NOW)
        store.sweep(connection, NOW)
        assert store.session(connection, "old") is None
        assert store.session(connection, "new") is not None
        assert connection.execute(select(store.TOKEN)).all() == []


def test_changes_are_stored(database: Database, person_id: int) -> None:
    with database.write() as connection:
        store.change(
            connection, person_id, roles=frozenset({Role.REVIEWER}), state=PersonState.DISABLED.value
        )
        found = store.people(connection)[0]
    assert (found.roles, found.state) == (frozenset({Role.REVIEWER}), PersonState.DISABLED)
