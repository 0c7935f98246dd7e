"""A console that is killed in the middle of an escrow: `python victim.py STATE_DIR STATE before|after`.

`before`: after the change of state, before its commit. `after`: right after the commit.
"""

import os
import signal
import sys
from pathlib import Path

from server.authz import Role
from server.escrow import store
from server.escrow.types import EscrowState
from tests.server.events import escrowed
from tests.server.support import make_rig, someone

state_dir, wanted, when = Path(sys.argv[1]), EscrowState(sys.argv[2]), sys.argv[3]
rig = make_rig(state_dir)
escrow = rig.console.escrow
with rig.console.database.write() as connection:
    escrow.take(connection, "gw-1", [escrowed(escrow._keys.sealing.public_key())])
original = store.advance
record = rig.console.audit.record


def advance(connection, escrow_id, state, opened_at=None):  # type: ignore[no-untyped-def]
    done = original(connection, escrow_id, state, opened_at)
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    return done


def record_and_die(connection, *arguments, **more):  # type: ignore[no-untyped-def]
    record(connection, *arguments, **more)
    connection.commit()
    os.kill(os.getpid(), signal.SIGKILL)


store.advance = advance
rig.console.audit.record = record_and_die  # type: ignore[method-assign]
if wanted is EscrowState.OPENED:
    escrow.open(someone("li", Role.EMPLOYEE), "esc-1")
else:
    rig.clock.advance(8 * 86_400)
    escrow.expire()
