import json

from server.authz import Role
from tests.server.support import Rig, someone


def test_the_export_carries_head_key_and_the_very_text_that_was_hashed(rig: Rig) -> None:
    with rig.console.database.write() as connection:
        rig.console.audit.record(connection, "李雷", "policy.approve", "draft 1", detail={"reason": "试点"})
    lines = rig.console.audit.export(someone("auditor", Role.AUDIT_ADMIN)).splitlines()
    head = json.loads(lines[0])
    assert head["format"] == "ashseal-audit-export-1"
    assert head["checkpoint"].startswith("ashseal-audit\n2\n")
    first = json.loads(lines[1])
    assert json.loads(first["entry"])["actor"] == "李雷"
    assert json.loads(json.loads(lines[2])["entry"])["action"] == "audit.export"
