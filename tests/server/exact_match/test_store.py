from datetime import timedelta

from server.database import Database
from server.exact_match import store
from server.exact_match.store import Question
from tests.server.support import NOW


def test_answers_are_kept_by_incident_and_counted_by_device_and_time(database: Database) -> None:
    answers = {Question(0, "clients"): True, Question(0, "staff"): False, Question(3, "clients"): False}
    with database.write() as connection:
        store.add(connection, "ws-1", "a", answers, NOW)
        store.add(connection, "ws-1", "b", {}, NOW)
        store.add(connection, "ws-2", "c", {Question(0, "clients"): True}, NOW)
    with database.read() as connection:
        assert store.of_incident(connection, "a") == answers
        assert store.of_incident(connection, "b") == {}
        assert store.count_since(connection, "ws-1", NOW - timedelta(seconds=1)) == 3
        assert store.count_since(connection, "ws-1", NOW) == 0
