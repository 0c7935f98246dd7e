from pathlib import Path

from server.authz import Role
from tests.server.commands.calling import Caller
from tests.server.support import CLIENT, POLICY, someone

READER = someone("reader", Role.REVIEWER)


def test_it_makes_keys_schema_first_policy_and_first_token(fresh: Caller) -> None:
    said = fresh("init").only
    assert said["policy_version"] == 1
    assert Path(str(said["authority"])).read_text().startswith("-----BEGIN CERTIFICATE")
    console = fresh.console()
    assert [document.name for document in console.policy.current(READER).documents] == ["bank"]
    assert [person.roles for person in console.identity.directory()] == [frozenset({Role.SYSTEM_ADMIN})]
    assert console.identity.redeem_token(str(said["token"]), client=CLIENT)
    console.close()


def test_doing_it_again_changes_nothing(ready: Caller) -> None:
    keys = ready.settings_file.parent / "state" / "keys"
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    again = ready("init")
    assert (again.code, again.only["token"], again.only["policy_version"]) == (0, None, 1)
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before


def test_the_first_policy_can_be_chosen(fresh: Caller, tmp_path: Path) -> None:
    chosen = tmp_path / "own-policy.yaml"
    chosen.write_text(POLICY)
    assert fresh("init", "--policy", str(chosen), "--email", "li@bank.example").code == 0
    console = fresh.console()
    assert [document.name for document in console.policy.current(READER).documents] == ["own-policy"]
    assert console.identity.directory()[0].email == "li@bank.example"
    console.close()


def test_a_faulty_first_policy_sets_up_nothing(fresh: Caller, tmp_path: Path) -> None:
    chosen = tmp_path / "bad.yaml"
    chosen.write_text(POLICY.replace("then: seal", "then: sael"))
    said = fresh("init", "--policy", str(chosen))
    assert said.code == 1
    assert "bad.yaml:" in said.words
    assert not (fresh.settings_file.parent / "state").exists()
