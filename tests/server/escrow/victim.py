"""A console that is killed in the middle of an escrow."""

import os
import signal
from pathlib import Path

from server.authz import Role
from server.escrow import store
from server.escrow.types import EscrowState
from tests.server.events import escrowed
from tests.server.support import make_rig, someone

_advance = store.advance


def main(state_dir: Path, wanted: EscrowState, when: str) -> None:
    """Die `before` the commit of the state, after its change, or right `after` the commit."""
    rig = make_rig(state_dir)
    escrow, record = rig.console.escrow, rig.console.audit.record
    with rig.console.database.write() as connection:
        escrow.take(connection, "gw-1", [escrowed(escrow._keys.sealing.public_key())])

    def advance(connection, escrow_id, state, opened_at=None):  # type: ignore[no-untyped-def]
        done = _advance(connection, escrow_id, state, opened_at)
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
