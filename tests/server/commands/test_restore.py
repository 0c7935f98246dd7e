import io
import shutil
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text

from server.audit import store
from server.authz import Role
from tests.server.commands.calling import Caller, write_settings
from tests.server.events import Device, escrowed, mail_incident
from tests.server.support import CLIENT, someone

LI = someone("li", Role.EMPLOYEE)


def fill(call: Caller) -> str:
    """Let the console hold something of everything; return a one-time token."""
    token = str(
        call("user", "add", "wang", "--email", "wang@bank.example", "--roles", "employee").only["token"]
    )
    console = call.console()
    Device().enrol(type("Rig", (), {"console": console})())
    sealing = console.escrow._keys.sealing.public_key()
    with console.database.write() as connection:
        console.incidents.take(connection, "gw-1", [mail_incident("a")])
        console.escrow.take(
            connection, "gw-1", [escrowed(sealing, expires=console.audit._clock.now().replace(year=2099))]
        )
    console.close()
    return token


def check(call: Caller, token: str) -> None:
    """Everything is there and works: tokens, seals, devices, policy, audit."""
    console = call.console()
    assert console.identity.redeem_token(token, client=CLIENT)
    assert console.escrow.open(LI, "esc-1").password == "7-Kiefern-Hafen"
    assert [device.name for device in console.fleet.devices(someone("admin", Role.SYSTEM_ADMIN))] == ["gw-1"]
    assert console.policy.newest() == 1
    assert console.audit.state(someone("auditor", Role.AUDIT_ADMIN)).intact
    console.close()
    assert [line["incident"]["id"] for line in call("incidents").lines] == ["a"]  # type: ignore[index]


def test_what_was_backed_up_is_there_again(ready: Caller, tmp_path: Path) -> None:
    token, backup = fill(ready), tmp_path / "backup.tar"
    ready("backup", str(backup))
    shutil.rmtree(ready.settings_file.parent / "state")
    said = ready("restore", str(backup))
    assert (said.code, said.only) == (0, {"people": 2, "policy_version": 1, "audit_intact": True})
    check(ready, token)


def test_the_same_with_postgresql(
    postgresql_url: str, postgresql: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = Caller(write_settings(tmp_path / "pg", database_url=postgresql_url), capsys)
    call("init")
    token, backup = fill(call), tmp_path / "backup.tar"
    assert call("backup", str(backup)).code == 0
    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()
    shutil.rmtree(tmp_path / "pg" / "state")
    said = call("restore", str(backup))
    assert said.code == 0, said.words
    check(call, token)


def test_a_console_that_is_there_is_never_overwritten(ready: Caller, tmp_path: Path) -> None:
    backup = tmp_path / "backup.tar"
    ready("backup", str(backup))
    said = ready("restore", str(backup))
    assert said.code == 3
    assert "already" in said.words


@pytest.mark.parametrize("damage", ["flip", "cut", "nonsense", "name", "missing"])
def test_a_changed_backup_is_refused_before_anything_is_written(
    ready: Caller, tmp_path: Path, damage: str
) -> None:
    backup, state = tmp_path / "backup.tar", ready.settings_file.parent / "state"
    ready("backup", str(backup))
    shutil.rmtree(state)
    raw = bytearray(backup.read_bytes())
    if damage == "flip":
        raw[len(raw) // 2] ^= 1
    elif damage == "cut":
        del raw[len(raw) // 2 :]
    elif damage == "nonsense":
        raw = bytearray(b"nonsense")
    backup.write_bytes(raw)
    if damage == "name":
        with tarfile.open(backup, "a") as archive:
            member = tarfile.TarInfo("../evil")
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
    elif damage == "missing":
        backup.unlink()
    assert ready("restore", str(backup)).code == 3
    assert not state.exists()
    assert not (tmp_path / "evil").exists()


def test_an_audit_log_changed_before_the_backup_is_told(ready: Caller, tmp_path: Path) -> None:
    console = ready.console()
    with console.database.write() as connection:
        connection.execute(delete(store.LOG).where(store.LOG.c.sequence == 0))
    console.close()
    ready("backup", str(tmp_path / "b.tar"))
    shutil.rmtree(ready.settings_file.parent / "state")
    said = ready("restore", str(tmp_path / "b.tar"))
    assert (said.code, said.only["audit_intact"]) == (1, False)
    assert "entry 0 is missing" in said.words
