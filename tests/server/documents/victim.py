"""A console that is killed while a change of the register of documents is asked for or decided on."""

import os
import signal
from pathlib import Path

from server.authz import Role
from server.documents.changing import DocumentChanges
from server.documents.types import ChangeState
from tests.server.documents.made import made
from tests.server.support import make_rig, someone

WANG = someone("wang", Role.SECURITY_ADMIN, person_id=2)
_note = DocumentChanges._note


def main(state_dir: Path, state: ChangeState, when: str) -> None:
    """Die `before` or `after` the commit of the state."""

    def note(self, connection, actor, deed, change):  # type: ignore[no-untyped-def]
        _note(self, connection, actor, deed, change)
        if change.state is state:
            if when == "after":
                connection.commit()
            os.kill(os.getpid(), signal.SIGKILL)

    DocumentChanges._note = note  # type: ignore[method-assign]
    documents = make_rig(state_dir).console.documents
    change, _ = documents.ask_register([made("a")], author="legal", reason="it stays in the house")
    assert change is not None
    if state is ChangeState.REJECTED:
        documents.reject(WANG, change.id, "not this one")
    else:
        documents.approve(WANG, change.id)
