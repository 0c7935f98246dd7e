"""From a dirty entry to inventory and incident: who, until when, once."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agent import dirty
from agent.attribution import Evidence
from agent.dirty import UNSET_UID, Dirty, Writer
from agent.examination import Examiner, InForce, in_force
from agent.inventory import Leftover
from agent.parts import Parts
from agent.people import People
from agent.platform.base import Session
from agent.scanner import Scanner
from policies.language.parser import parse
from policies.model import Policy
from runtime import builtin_policies
from runtime.clock import HeldClock
from runtime.metrics import Metrics
from tests.agent.builders import CLIENT_TEXT, START, FakeInspector, FakePlatform, make_file
from tests.policies.decision.test_document_use import POLICY as DOCUMENTS
from wire.event_batch import decode_event
from wire.incident import Incident

BANK: Policy = parse(builtin_policies.load("bank"), name="bank")
RULES = in_force((BANK,), 3)
WANG = Writer(50, 1, 1000, 1000, "")
ROOT = Writer(51, 1, 0, UNSET_UID, "")


@dataclass
class Desk:
    """An examiner over `parts` with two made-up accounts."""

    parts: Parts
    persons: dict[str, str] = field(default_factory=dict)
    deadline_seconds: float | None = None
    register_is_there: bool = True
    inspector: FakeInspector = field(default_factory=FakeInspector)
    found: list[Leftover] = field(default_factory=list)

    async def examine(self, path: Path, writer: Writer | None = WANG, rules: InForce = RULES) -> None:
        parts = self.parts
        scanner = Scanner(
            parts.settings.roots(),
            parts.settings.excluded(),
            self.inspector,
            parts.keystore.fingerprint_key(),
        )
        people = People(FakePlatform(), self.persons, frozenset({"public"}), "branch-steward")
        examiner = Examiner(
            parts.journal,
            parts.inventory,
            parts.outbox,
            scanner,
            people,
            parts.clock,
            Metrics(),
            self.deadline_seconds,
            self.found.append,
            answerable=lambda _: self.register_is_there,
        )
        with parts.journal.transaction() as connection:
            dirty.mark(connection, [Dirty(os.fsencode(path), not path.suffix, 1.0, writer)])
        for entry in self.listed():
            await examiner.examine(entry, rules)

    def listed(self, now: float = 0.0) -> list[Dirty]:
        with self.parts.journal.transaction() as connection:
            return dirty.due(connection, now or time.time(), 100)

    def incidents(self) -> list[Incident]:
        events = [decode_event(entry.raw) for entry in self.parts.outbox.pending(100)]
        return [event for event in events if isinstance(event, Incident)]


@pytest.fixture
def desk(parts: Parts) -> Desk:
    return Desk(parts)


def move_clock(parts: Parts, seconds: float) -> None:
    assert isinstance(parts.clock, HeldClock)
    parts.clock.advance(seconds)


async def test_a_leftover_is_written_down_attributed_and_reported_once(desk: Desk, tmp_path: Path) -> None:
    await desk.examine(make_file(tmp_path))
    [one] = desk.parts.inventory.open()
    assert (one.attribution.person, one.attribution.confidence) == ("wang", "proven")
    assert one.deadline == "2026-03-02T17:00:00.000000Z"  # the bank policy gives eight hours
    assert (one.rule, one.policy_version, one.allow_vault) == ("client-data-left-behind", 3, True)
    assert "谁使用" in one.notice_zh
    [incident] = desk.incidents()
    assert (incident.outcome, incident.severity) == ("prompted", "high")
    assert desk.listed() == []
    assert [found.id for found in desk.found] == [one.id]


async def test_a_clean_file_is_remembered_and_not_read_again(desk: Desk, tmp_path: Path) -> None:
    path = make_file(tmp_path, text="nothing of interest")
    await desk.examine(path)
    await desk.examine(path)
    assert desk.inspector.names == ["clients.txt"]
    assert desk.parts.inventory.everything() == []
    assert desk.incidents() == []
    assert desk.listed() == []


async def test_nobody_can_be_named_so_nothing_runs_and_the_steward_hears(desk: Desk, tmp_path: Path) -> None:
    await desk.examine(make_file(tmp_path), ROOT)
    [one] = desk.parts.inventory.open()
    assert (one.attribution.person, one.attribution.confidence) == ("branch-steward", "unknown")
    assert one.deadline == ""
    assert [incident.outcome for incident in desk.incidents()] == ["kept"]


async def test_a_declared_person_is_named_for_a_system_account(desk: Desk, tmp_path: Path) -> None:
    desk.persons["root"] = "Branch Admin"
    await desk.examine(make_file(tmp_path), ROOT)
    [one] = desk.parts.inventory.open()
    assert (one.attribution.person, bool(one.deadline)) == ("Branch Admin", True)


async def test_the_settings_term_overrides_the_policys(desk: Desk, tmp_path: Path) -> None:
    desk.deadline_seconds = 5
    await desk.examine(make_file(tmp_path))
    assert desk.parts.inventory.open()[0].deadline == "2026-03-02T09:00:05.000000Z"


async def test_touching_replacing_and_moving_buy_no_time(desk: Desk, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    await desk.examine(path)
    [first] = desk.parts.inventory.open()
    move_clock(desk.parts, 3600)
    path.write_text(path.read_text(encoding="utf-8") + "more", encoding="utf-8")
    await desk.examine(path)
    other = make_file(tmp_path, "new", text=f"{CLIENT_TEXT} copied")
    other.replace(path)
    await desk.examine(path)
    path.rename(path.with_name("moved.txt"))
    await desk.examine(path.with_name("moved.txt"))
    [last] = desk.parts.inventory.open()
    assert (last.id, last.found_at, last.deadline) == (first.id, first.found_at, first.deadline)
    assert last.path.endswith(b"moved.txt")
    assert last.fingerprint != first.fingerprint
    assert len(desk.incidents()) == 1


async def test_an_edit_by_root_does_not_make_the_person_unknown(desk: Desk, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    await desk.examine(path)
    path.write_text(path.read_text(encoding="utf-8") + "more", encoding="utf-8")
    await desk.examine(path, ROOT)
    assert desk.parts.inventory.open()[0].attribution.person == "wang"


async def test_a_file_put_in_the_place_of_another_is_its_makers(desk: Desk, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    await desk.examine(path)
    make_file(tmp_path, "new").replace(path)
    desk.persons["uid-1005"] = "Li Na"
    await desk.examine(path, Writer(9, 1, 1005, UNSET_UID, ""))
    assert desk.parts.inventory.open()[0].attribution.person == "Li Na"


@pytest.mark.parametrize("text", ["nothing of interest any more", ""])
async def test_a_leftover_that_was_cleaned_is_gone(desk: Desk, tmp_path: Path, text: str) -> None:
    path = make_file(tmp_path)
    await desk.examine(path)
    path.write_text(text, encoding="utf-8")
    await desk.examine(path)
    assert [one.status for one in desk.parts.inventory.everything()] == ["gone"]


async def test_a_leftover_that_was_deleted_is_gone(desk: Desk, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    await desk.examine(path)
    path.unlink()
    await desk.examine(path)
    assert desk.parts.inventory.open() == []
    assert desk.listed() == []


async def test_a_folder_that_was_moved_in_is_gone_through(desk: Desk, tmp_path: Path) -> None:
    make_file(tmp_path, "folder/deep/clients.txt")
    make_file(tmp_path, "folder/plain.txt", text="nothing")
    await desk.examine(tmp_path / "root" / "folder")
    waiting = {os.fsdecode(entry.path).rpartition("/")[2]: entry.writer for entry in desk.listed()}
    assert waiting == {"clients.txt": WANG, "plain.txt": WANG}


async def test_a_policy_in_observation_reports_and_lets_run(desk: Desk, tmp_path: Path) -> None:
    text = builtin_policies.load("bank").replace("mode: enforce", "mode: observe", 1)
    await desk.examine(make_file(tmp_path), rules=in_force((parse(text, name="bank"),), 4))
    [one] = desk.parts.inventory.open()
    assert (one.deadline, one.mode) == ("", "observe")
    assert [incident.outcome for incident in desk.incidents()] == ["would-destroy"]


async def test_a_file_that_cannot_be_read_stays_on_the_list(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_self: object, _fd: int, *, name: str, kind: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(FakeInspector, "inspect", broken)
    await desk.examine(make_file(tmp_path))
    assert desk.listed() == []
    assert len(desk.listed(time.time() + 5)) == 1


def test_the_name_of_the_rules_changes_with_every_change_of_them() -> None:
    other = parse(builtin_policies.load("observe"), name="observe")
    names = {in_force(policies, version).name for policies in ((BANK,), (other,), ()) for version in (1, 2)}
    assert len(names) == 6
    assert in_force((BANK,), 1).name == in_force((BANK,), 1).name


def test_a_session_account_needs_its_session() -> None:
    people = People(
        FakePlatform(Session("7", "wang", 1000, active=True, display=True)), {}, frozenset(), "steward"
    )
    assert people.evidence(0, Writer(1, 1, 0, UNSET_UID, "8")) == Evidence(0, 0, None, "8", "", ("wang",))
    assert START.tzinfo is not None


async def test_files_wait_as_long_as_there_is_no_register_that_the_policy_asks_for(
    desk: Desk, tmp_path: Path
) -> None:
    desk.register_is_there = False
    await desk.examine(make_file(tmp_path))
    assert (desk.listed(), desk.inspector.names) == ([], [])
    assert len(desk.listed(time.time() + 60)) == 1


def test_other_documents_are_another_question_only_if_a_policy_asks_for_documents() -> None:
    asking = parse(DOCUMENTS)
    assert in_force((BANK,), 3, "a") == in_force((BANK,), 3, "b")
    assert in_force((asking,), 3, "a") != in_force((asking,), 3, "b")
