"""Destructions on a real file system: each ends once, with one record, whatever happens between."""

import os
import signal
from pathlib import Path

import msgspec
import pytest

from agent import dirty, verify_record
from agent.destruction import DestructionState
from agent.parts import Parts
from agent.wipe import overwrite, refusal
from tests.agent import destruction_victim
from tests.agent.builders import CLIENT_TEXT, make_file, make_leftover, make_parts
from tests.killed import exit_code
from wire.destruction import DestructionRecord

S = DestructionState
ON_THE_WAY = {
    "destroy": [S.PLANNED, S.MOVED, S.OVERWRITING, S.OVERWRITTEN, S.UNLINKED, S.VERIFIED, S.RECORDED],
    "vault": [S.SEALED, S.OVERWRITING, S.RECORDED],
    "tampered": [S.RETURNING, S.KEPT, S.RECORDED],
}
RESULTS = {"destroy": "destroyed", "vault": "vaulted", "tampered": "kept"}


def records(parts: Parts) -> list[DestructionRecord]:
    """Return the records below `records/`, whose signatures must hold."""
    found = []
    for path in sorted((parts.settings.state_dir / "records").glob("*.json")):
        raw = path.read_bytes()
        certificate = msgspec.json.decode(raw)["certificate"].encode()
        checked = verify_record.check(raw, certificate)
        assert checked.failure == ""
        assert checked.record is not None
        found.append(checked.record)
    return found


def test_every_state_is_struck() -> None:
    assert {state for states in ON_THE_WAY.values() for state in states} == set(DestructionState)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("scenario", "state"), [(name, state) for name, states in ON_THE_WAY.items() for state in states]
)
def test_killed_at_any_state_it_ends_once_with_one_record(
    tmp_path: Path, scenario: str, state: DestructionState, when: str
) -> None:
    assert exit_code(destruction_victim.main, tmp_path, scenario, state, when) == -signal.SIGKILL
    planned = not (state is S.PLANNED and when == "before")
    assert exit_code(destruction_victim.main, tmp_path, scenario, state, "never") == 0
    parts = make_parts(tmp_path)
    found = records(parts)
    remaining = (tmp_path / "root" / "clients.txt").exists()
    assert [one.result for one in found] == ([RESULTS[scenario]] if planned else [])
    assert remaining == (scenario == "tampered" or not planned)
    assert not planned or list((tmp_path / "state" / "aside").iterdir()) == []
    assert parts.journal.unfinished() == []
    assert parts.outbox.depth() == len(found)
    assert len(parts.vault.headers()) == (scenario == "vault")
    parts.close()


def test_a_destroyed_file_is_gone_and_its_record_says_how(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    intent = parts.destroyer.destroy(make_leftover(parts, path), "deadline")
    assert not path.exists()
    [record] = records(parts)
    assert (record.id, record.result, record.verified, record.method) == (
        intent.id,
        "destroyed",
        True,
        "overwrite-1",
    )
    assert (record.person, record.initiator, record.policy_version) == ("Wang Li", "deadline", 3)
    assert "file-name" in record.residual_risk
    assert parts.inventory.open() == []


def test_records_are_chained(parts: Parts, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        parts.destroyer.destroy(make_leftover(parts, make_file(tmp_path, name)), "person")
    first, second = sorted(records(parts), key=lambda record: record.previous != "0" * 64)
    assert first.previous == "0" * 64
    assert second.previous != first.previous


def test_the_vault_has_the_file_and_the_open_one_is_gone(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    intent = parts.destroyer.destroy(make_leftover(parts, path), "person", to_vault=True)
    assert not path.exists()
    parts.vault.restore(intent.id, tmp_path / "again.txt")
    assert (tmp_path / "again.txt").read_text(encoding="utf-8") == CLIENT_TEXT
    assert [record.result for record in records(parts)] == ["vaulted"]
    sealed = b"".join(file.read_bytes() for file in (tmp_path / "state" / "vault").iterdir())
    assert b"11010519491231002X" not in sealed
    assert b"clients.txt" not in sealed


def test_a_vault_that_fails_keeps_the_file(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.vault, "seal", full)
    path = make_file(tmp_path)
    parts.destroyer.destroy(make_leftover(parts, path), "person", to_vault=True)
    assert path.read_text(encoding="utf-8") == CLIENT_TEXT
    assert [(one.result, one.detail) for one in records(parts)] == [("kept", refusal.VAULT_FAILED)]


def test_a_file_that_changed_is_kept_stays_open_and_is_looked_at_again(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    leftover = make_leftover(parts, path)
    path.write_text("something new", encoding="utf-8")
    parts.destroyer.destroy(leftover, "deadline")
    assert path.read_text(encoding="utf-8") == "something new"
    assert [one.id for one in parts.inventory.open()] == [leftover.id]
    with parts.journal.transaction() as connection:
        assert dirty.is_marked(connection, os.fsencode(path))


def test_a_medium_that_fails_loses_the_name_but_the_record_is_honest(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_descriptor: int) -> overwrite.Overwriting:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(overwrite, "overwrite", broken)
    path = make_file(tmp_path)
    parts.destroyer.destroy(make_leftover(parts, path), "deadline")
    [record] = records(parts)
    assert not path.exists()
    assert (record.result, record.verified) == ("destroyed", False)
    assert "not-overwritten" in record.residual_risk


def test_a_leftover_in_work_is_taken_up_not_begun_twice(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_intent: object) -> None:
        raise OSError(5, "Input/output error")

    leftover = make_leftover(parts, make_file(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr("agent.wipe.residue.verify", broken)
        with pytest.raises(OSError, match="Input/output"):
            parts.destroyer.destroy(leftover, "deadline")
        assert parts.destroyer.resume() == []  # still broken: logged, left for the next time
    intent = parts.destroyer.destroy(leftover, "person")
    assert intent.initiator == "deadline"
    assert len(records(parts)) == 1
