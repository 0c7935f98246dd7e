"""A console that is killed while a draft changes its state."""

import os
import signal
from pathlib import Path

from server.authz import Role
from server.policy.service import PolicyService
from server.policy.types import DraftState
from tests.server.support import POLICY, document, make_rig, someone

_LI = someone("li", Role.SECURITY_ADMIN, person_id=1)
_WANG = someone("wang", Role.SECURITY_ADMIN, person_id=2)
_advance = PolicyService._advance


def main(state_dir: Path, wanted: DraftState, when: str) -> None:
    """Die `before` or `after` the commit of the state."""

    def advance(self, connection, draft, state, actor, **values):  # type: ignore[no-untyped-def]
        _advance(self, connection, draft, state, actor, **values)
        if state is wanted:
            if when == "after":
                connection.commit()
            os.kill(os.getpid(), signal.SIGKILL)

    PolicyService._advance = advance  # type: ignore[method-assign]
    policy = make_rig(state_dir).console.policy
    policy.publish_first([document()], "local-operator", "setting up")
    draft = policy.create_draft(_LI)
    policy.save_document(_LI, draft.id, "small", POLICY.replace("severity: high", "severity: low"))
    policy.submit(_LI, draft.id, "fewer alarms")
    if wanted is DraftState.REJECTED:
        policy.reject(_WANG, draft.id, "too lax")
    elif wanted is DraftState.WITHDRAWN:
        policy.withdraw(_LI, draft.id)
    else:
        policy.approve(_WANG, draft.id)
