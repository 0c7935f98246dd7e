"""A console that is killed in the middle of an alert: `python victim.py STATE_DIR STATE before|after`."""

import os
import signal
import sys
from pathlib import Path

from server.alerts.service import AlertService
from server.alerts.types import AlertState
from tests.server.events import mail_incident
from tests.server.support import make_rig

state_dir, wanted, when = Path(sys.argv[1]), AlertState(sys.argv[2]), sys.argv[3]
rig = make_rig(state_dir)
alerts = rig.console.alerts
original = AlertService.advance


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def advance(self, connection, alert_id, held, state, **values):  # type: ignore[no-untyped-def]
    if state is wanted and when == "before":
        die()
    done = original(self, connection, alert_id, held, state, **values)
    if state is wanted and when == "after":
        connection.commit()
        die()
    return done


AlertService.advance = advance  # type: ignore[method-assign]
with rig.console.database.write() as connection:
    alerts.take(connection, "gw-1", [mail_incident()])
    if wanted is AlertState.WAITING:
        if when == "before":
            die()
        connection.commit()
        die()
rig.clock.advance(60)
pending = alerts.claim()
assert pending is not None
alerts.settle(pending)
