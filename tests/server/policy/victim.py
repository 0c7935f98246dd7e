"""A console that is killed while a draft changes its state: `victim.py STATE_DIR STATE before|after`."""

import os
import signal
import sys
from pathlib import Path

from server.authz import Role
from server.policy.service import PolicyService
from server.policy.types import DraftState
from tests.server.support import POLICY, document, make_rig, someone

state_dir, wanted, when = Path(sys.argv[1]), DraftState(sys.argv[2]), sys.argv[3]
li = someone("li", Role.SECURITY_ADMIN, person_id=1)
wang = someone("wang", Role.SECURITY_ADMIN, person_id=2)
policy = make_rig(state_dir).console.policy
original = PolicyService._advance


def advance(self, connection, draft, state, actor, **values):  # type: ignore[no-untyped-def]
    original(self, connection, draft, state, actor, **values)
    if state is wanted:
        if when == "after":
            connection.commit()
        os.kill(os.getpid(), signal.SIGKILL)


PolicyService._advance = advance  # type: ignore[method-assign]
policy.publish_first([document()], "local-operator", "setting up")
draft = policy.create_draft(li)
policy.save_document(li, draft.id, "small", POLICY.replace("severity: high", "severity: low"))
policy.submit(li, draft.id, "fewer alarms")
if wanted is DraftState.REJECTED:
    policy.reject(wang, draft.id, "too lax")
elif wanted is DraftState.WITHDRAWN:
    policy.withdraw(li, draft.id)
else:
    policy.approve(wang, draft.id)
