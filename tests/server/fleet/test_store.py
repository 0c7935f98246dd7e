from datetime import timedelta

from server.database import Database
from server.fleet import store
from server.fleet.types import DeviceState
from tests.server.support import NOW

TOKEN = store.SpentToken("gateway", "gw-1", "li")
DEVICE = store.Enrolled("gw-1", "gateway", DeviceState.ACTIVE, NOW, "li", "PEM", NOW, "ab" * 16, b"k" * 32)
HEALTH = store.Health("gw-1", "0.1.0", 3, 2**53 - 1, "ok", "", NOW)


def test_a_token_is_spent_once_and_in_time(database: Database) -> None:
    with database.write() as connection:
        store.add_token(connection, "a", TOKEN, NOW + timedelta(days=1))
        assert store.spend_token(connection, "a", NOW) == TOKEN
        assert store.spend_token(connection, "a", NOW) is None
        store.add_token(connection, "b", TOKEN, NOW)
        assert store.spend_token(connection, "b", NOW) is None


def test_a_newer_token_replaces_the_older_one_of_the_device(database: Database) -> None:
    with database.write() as connection:
        store.add_token(connection, "a", TOKEN, NOW + timedelta(days=1))
        store.add_token(connection, "b", TOKEN, NOW + timedelta(days=1))
        assert store.spend_token(connection, "a", NOW) is None


def test_a_device_shows_what_it_said_last(database: Database) -> None:
    with database.write() as connection:
        store.put_device(connection, DEVICE)
        assert store.devices(connection)[0].last_seen_at is None
        store.put_health(connection, [HEALTH])
        store.put_health(connection, [HEALTH])
        store.put_health(connection, [])
        found = store.devices(connection, "gw-1")[0]
        assert store.devices(connection, "gw-2") == ()
        assert store.highest_policy(connection) == 3
        store.set_state(connection, "gw-1", DeviceState.REVOKED)
        assert store.highest_policy(connection) == 0
    assert (found.policy_version, found.outbox_depth, found.health) == (3, 2**53 - 1, "ok")


def test_only_active_devices_have_a_key(database: Database) -> None:
    with database.write() as connection:
        store.put_device(connection, DEVICE)
        store.put_device(connection, DEVICE)
        assert store.known_key(connection, "gw-1") == store.KnownKey("ab" * 16, b"k" * 32, "gateway")
        assert store.set_state(connection, "gw-1", DeviceState.REVOKED)
        assert store.known_key(connection, "gw-1") is None
        assert not store.set_state(connection, "gw-2", DeviceState.REVOKED)
