"""What the console holds is brought into feature files, each row once however often that is done."""

from datetime import timedelta
from pathlib import Path

import pytest

from server.replay.filling import fill
from server.replay.store import FeatureStore
from tests.server.events import mail_incident
from tests.server.replay.asking import EVER, verdicts
from tests.server.support import NOW, Rig, make_rig
from wire import instant


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return make_rig(tmp_path / "state")


def take(rig: Rig, incident_id: str, days: int) -> None:
    incident = mail_incident(incident_id, occurred_at=instant.render(NOW - timedelta(days=days)))
    with rig.console.database.write() as connection:
        rig.console.incidents.take(connection, "gw-1", [incident])


def test_a_day_is_written_again_only_when_incidents_came(rig: Rig, tmp_path: Path) -> None:
    store, first = FeatureStore(tmp_path / "features"), NOW - timedelta(days=3)
    for name, days in (("inc-1", 0), ("inc-2", 1), ("inc-9", 9)):
        take(rig, name, days)
    assert fill(rig.console.database, store, first) == 2
    assert fill(rig.console.database, store, first) == 0
    take(rig, "inc-3", 1)
    assert fill(rig.console.database, store, first) == 1
    assert sorted(verdicts(store, ())) == ["inc-1", "inc-2", "inc-3"]
    assert len(store.files("rows", EVER.date())) == 2


def test_what_a_killed_filling_left_is_tidied_up(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FeatureStore(tmp_path / "features")
    take(rig, "inc-1", 0)
    fill(rig.console.database, store, NOW)
    take(rig, "inc-2", 0)
    monkeypatch.setattr(FeatureStore, "drop_below", lambda *_given: None)  # killed before it came to that
    fill(rig.console.database, store, NOW)
    monkeypatch.undo()
    assert len(store.files("rows", EVER.date())) == 2
    fill(rig.console.database, store, NOW)
    assert len(store.files("rows", EVER.date())) == 1
