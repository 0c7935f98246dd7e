from datetime import timedelta

import pytest

from server.database import Database
from server.escrow import store
from server.escrow.types import EscrowState, EscrowView
from tests.server.support import NOW

VIEW = EscrowView(
    "esc-1", EscrowState.WAITING, ("a@x.example",), "pdf", "inc-1", NOW, NOW + timedelta(days=1)
)
STORED = store.Stored(VIEW, "gw-1", "Li@bank.example", "li@bank.example", b"sealed")


@pytest.fixture(autouse=True)
def filled(database: Database) -> None:
    with database.write() as connection:
        store.add(connection, [STORED])
        store.add(connection, [])


def test_what_is_stored_comes_back_and_belongs_to_its_sender(database: Database) -> None:
    with database.read() as connection:
        assert store.one(connection, "esc-1") == STORED
        assert store.one(connection, "esc-2") is None
        assert store.owned(connection, "li@bank.example", 10) == (VIEW,)
        assert store.owned(connection, "a@x.example", 10) == ()
    assert "sealed" not in repr(STORED)


def test_waiting_is_left_once_and_the_sealed_form_is_gone(database: Database) -> None:
    with database.write() as connection:
        assert store.advance(connection, "esc-1", EscrowState.OPENED, NOW)
        assert not store.advance(connection, "esc-1", EscrowState.OPENED, NOW)
        assert not store.advance(connection, "esc-1", EscrowState.EXPIRED)
        found = store.one(connection, "esc-1")
    assert found is not None
    assert (found.sealed, found.view.state, found.view.opened_at) == (None, EscrowState.OPENED, NOW)


def test_overdue_ones_are_found(database: Database) -> None:
    with database.write() as connection:
        assert store.overdue(connection, NOW, 10) == ()
        assert store.overdue(connection, NOW + timedelta(days=1), 10) == ("esc-1",)
        store.advance(connection, "esc-1", EscrowState.EXPIRED)
        assert store.overdue(connection, NOW + timedelta(days=1), 10) == ()
