"""A console that is killed in the middle of an alert."""

import os
import signal
from pathlib import Path

from server.alerts.service import AlertService
from server.alerts.types import AlertState
from tests.server.events import mail_incident
from tests.server.support import Rig, make_rig

_advance = AlertService.advance


def main(state_dir: Path, wanted: AlertState, when: str) -> None:
    """Die `before` or `after` the commit of the state."""

    def advance(self, connection, alert_id, held, state, **values):  # type: ignore[no-untyped-def]
        if state is wanted and when == "before":
            _die()
        done = _advance(self, connection, alert_id, held, state, **values)
        if state is wanted and when == "after":
            connection.commit()
            _die()
        return done

    AlertService.advance = advance  # type: ignore[method-assign]
    rig = make_rig(state_dir)
    _take(rig, wanted, when)
    rig.clock.advance(60)
    pending = rig.console.alerts.claim()
    assert pending is not None
    rig.console.alerts.settle(pending)


def _take(rig: Rig, wanted: AlertState, when: str) -> None:
    with rig.console.database.write() as connection:
        rig.console.alerts.take(connection, "gw-1", [mail_incident()])
        if wanted is AlertState.WAITING:
            if when == "after":
                connection.commit()
            _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
