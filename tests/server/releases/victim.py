"""A console that is killed while a release changes its state."""

import os
import signal
from pathlib import Path

from server.releases import store
from server.releases.service import ReleaseService
from server.releases.types import ReleaseState
from tests.server.releases.asking import LI, WANG, wanted
from tests.server.support import make_rig

_advance, _add = ReleaseService._advance, store.add


def main(state_dir: Path, state: ReleaseState, when: str) -> None:
    """Die `before` or `after` the commit of the state."""

    def reached(connection, to) -> None:  # type: ignore[no-untyped-def]
        if to is not state:
            return
        if when == "after":
            connection.commit()
        os.kill(os.getpid(), signal.SIGKILL)

    def add(connection, release):  # type: ignore[no-untyped-def]
        made = _add(connection, release)
        reached(connection, ReleaseState.SUBMITTED)
        return made

    def advance(self, connection, release, to, **values):  # type: ignore[no-untyped-def]
        _advance(self, connection, release, to, **values)
        reached(connection, to)

    ReleaseService._advance = advance  # type: ignore[method-assign]
    store.add = add
    releases = make_rig(state_dir).console.releases
    asked = releases.ask(LI, wanted())
    if state is ReleaseState.REJECTED:
        releases.reject(WANG, asked.id, "not this year")
    elif state is ReleaseState.WITHDRAWN:
        releases.withdraw(LI, asked.id, "no longer needed")
    else:
        releases.approve(WANG, asked.id)
