from pathlib import Path

from server.authz import Role
from tests.server.commands.calling import Caller
from tests.server.support import someone


def test_an_export_is_checked_without_a_console(ready: Caller, tmp_path: Path) -> None:
    console = ready.console()
    export = tmp_path / "audit.jsonl"
    export.write_bytes(console.audit.export(someone("auditor", Role.AUDIT_ADMIN)))
    console.close()
    good = ready("verify-audit", str(export), settings=False)
    assert (good.code, good.only["ok"]) == (0, True)
    export.write_bytes(export.read_bytes().replace(b"people.add", b"people.axe"))
    bad = ready("verify-audit", str(export), settings=False)
    assert (bad.code, bad.only["ok"]) == (1, False)
    assert ready("verify-audit", str(tmp_path / "missing"), settings=False).code == 3


def test_key_and_witness_are_passed_on(ready: Caller, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    call = (
        "verify-audit",
        str(tmp_path / "x"),
        "--key",
        str(tmp_path / "x"),
        "--witness",
        str(tmp_path / "x"),
    )
    assert ready(*call, settings=False).code == 1
