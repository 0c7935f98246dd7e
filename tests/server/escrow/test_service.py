import signal
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from server.authz import Role
from server.errors import Conflict, ConsoleError, Forbidden
from server.escrow import store
from server.escrow.types import EscrowState
from server.identity.types import LOCAL_OPERATOR, PersonState
from tests.killed import exit_code
from tests.server.escrow import victim
from tests.server.events import escrowed
from tests.server.support import NOW, Rig, make_rig, someone

LI = someone("li", Role.EMPLOYEE)
SECRET = "7-Kiefern-Hafen"


def take(rig: Rig, **changes) -> None:  # type: ignore[no-untyped-def]
    sealing = rig.console.escrow._keys.sealing.public_key()
    with rig.console.database.write() as connection:
        rig.console.escrow.take(connection, "gw-1", [escrowed(sealing, **changes)])


@pytest.fixture(autouse=True)
def taken(rig: Rig) -> None:
    take(rig, recipients=("chen@client.example", "qian@bank.example", "li@bank.example"))


def test_the_sender_opens_it_exactly_once(rig: Rig) -> None:
    escrow = rig.console.escrow
    assert escrow.look(LI, "esc-1").state is EscrowState.WAITING
    assert escrow.open(LI, "esc-1").password == SECRET
    assert escrow.look(LI, "esc-1").state is EscrowState.OPENED
    with pytest.raises(Conflict):
        escrow.open(LI, "esc-1")
    assert rig.audit_actions().count("li escrow.open esc-1 done") == 1


STRANGERS = {
    "a recipient with an account": someone("qian", Role.EMPLOYEE),
    "system administrator": someone("admin", Role.SYSTEM_ADMIN),
    "security administrator": someone("wang", Role.SECURITY_ADMIN),
    "audit administrator": someone("auditor", Role.AUDIT_ADMIN),
    "reviewer": someone("sun", Role.REVIEWER),
    "the sender's name at another domain": msgspec.structs.replace(LI, email="li@other.example"),
    "the sender's address as a part": msgspec.structs.replace(LI, email="xli@bank.example"),
    "without an address": msgspec.structs.replace(LI, email=""),
    "the sender, disabled": msgspec.structs.replace(LI, state=PersonState.DISABLED),
    "the sender, not set up yet": msgspec.structs.replace(LI, state=PersonState.INVITED),
    "the sender without a role": msgspec.structs.replace(LI, roles=frozenset()),
    "whoever is at the console's machine": LOCAL_OPERATOR,
}


@pytest.mark.parametrize("who", STRANGERS)
def test_everybody_else_is_refused_and_it_is_written_down(rig: Rig, who: str) -> None:
    person = STRANGERS[who]
    for call in (rig.console.escrow.look, rig.console.escrow.open):
        with pytest.raises(Forbidden):
            call(person, "esc-1")
    assert f"{person.name} escrow.open esc-1 refused" in rig.audit_actions()
    assert rig.console.escrow.open(LI, "esc-1").password == SECRET


def test_the_sender_in_cc_is_still_the_sender_and_other_recipients_are_not(rig: Rig) -> None:
    """The recipients of the mail above hold the sender too, and a colleague."""
    with pytest.raises(Forbidden):
        rig.console.escrow.open(someone("qian", Role.EMPLOYEE), "esc-1")
    assert rig.console.escrow.open(LI, "esc-1")


def test_a_wrong_id_is_answered_like_a_foreign_one(rig: Rig) -> None:
    said = set()
    for person, escrow_id in ((LI, "esc-9"), (someone("qian", Role.EMPLOYEE), "esc-1")):
        with pytest.raises(Forbidden) as refused:
            rig.console.escrow.open(person, escrow_id)
        said.add((refused.value.status, refused.value.zh, refused.value.en))
    assert len(said) == 1


def test_an_expired_one_is_never_opened_and_its_sealed_form_goes(rig: Rig) -> None:
    rig.clock.advance(7 * 86_400)
    with pytest.raises(Conflict, match="expired"):
        rig.console.escrow.open(LI, "esc-1")
    assert rig.console.escrow.expire() == 1
    assert rig.console.escrow.expire() == 0
    with rig.console.database.read() as connection:
        assert connection.execute(select(store.ESCROW.c.sealed)).scalar_one() is None
    assert rig.console.escrow.look(LI, "esc-1").state is EscrowState.EXPIRED
    with pytest.raises(Conflict, match="expired"):
        rig.console.escrow.open(LI, "esc-1")


def test_of_many_who_open_at_once_one_reads_it(rig: Rig) -> None:
    read: list[str] = []
    refused: list[ConsoleError] = []

    def open_it() -> None:
        try:
            read.append(rig.console.escrow.open(LI, "esc-1").password)
        except ConsoleError as error:
            refused.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [SECRET]
    assert len(refused) == 7


def test_addresses_are_compared_without_case_and_brackets(rig: Rig) -> None:
    take(rig, escrow_id="esc-2", sender="<LI@Bank.Example>")
    assert rig.console.escrow.open(LI, "esc-2").password == SECRET


def test_what_is_sealed_to_another_key_stays_waiting(rig: Rig) -> None:
    foreign = escrowed(X25519PrivateKey.generate().public_key(), "esc-3")
    with rig.console.database.write() as connection:
        rig.console.escrow.take(connection, "gw-1", [foreign])
    with pytest.raises(Conflict, match="key"):
        rig.console.escrow.open(LI, "esc-3")
    assert rig.console.escrow.look(LI, "esc-3").state is EscrowState.WAITING


def test_a_seal_moved_to_another_sender_does_not_open(rig: Rig) -> None:
    sealing = rig.console.escrow._keys.sealing.public_key()
    moved = msgspec.structs.replace(escrowed(sealing, "esc-4"), sender="qian@bank.example")
    with rig.console.database.write() as connection:
        rig.console.escrow.take(connection, "gw-1", [moved])
    with pytest.raises(Conflict):
        rig.console.escrow.open(someone("qian", Role.EMPLOYEE), "esc-4")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", [EscrowState.OPENED, EscrowState.EXPIRED])
def test_killed_at_each_state_a_password_is_readable_once_or_not_at_all(
    state: EscrowState, when: str, tmp_path: Path
) -> None:
    make_rig(tmp_path / "killed").console.close()
    assert exit_code(victim.main, tmp_path / "killed", state, when) == -signal.SIGKILL
    rig = make_rig(tmp_path / "killed")
    found = rig.console.escrow.look(LI, "esc-1").state
    actions = rig.audit_actions()
    if when == "before":
        assert found is EscrowState.WAITING
        assert actions == []
        assert rig.console.escrow.open(LI, "esc-1").password == SECRET
    else:
        assert found is state
        assert len(actions) == 1
        with pytest.raises(Conflict):
            rig.console.escrow.open(LI, "esc-1")
    rig.console.close()


def test_the_list_shows_own_ones_alone(rig: Rig) -> None:
    take(rig, escrow_id="esc-5", sender="qian@bank.example", expires=NOW + timedelta(days=1))
    assert [view.id for view in rig.console.escrow.mine(LI)] == ["esc-1"]
    assert [view.id for view in rig.console.escrow.mine(someone("qian", Role.REVIEWER))] == ["esc-5"]


def test_the_password_is_in_no_file_of_the_console(rig: Rig) -> None:

    rig.console.escrow.open(LI, "esc-1")
    rig.audit_actions()
    files = [path for path in Path(rig.settings.console.state_dir).rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not [path.name for path in files if SECRET.encode() in path.read_bytes()]
