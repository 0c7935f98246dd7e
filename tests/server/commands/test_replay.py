"""`replay` says what a new policy would have done with what the console holds."""

from datetime import timedelta
from pathlib import Path

import pytest

from runtime.clock import Clock
from server.audit.types import AuditFilter
from server.authz import Role
from server.commands.policy_text import documents_of
from server.paging import PageRequest
from tests.server.commands.calling import Called, Caller
from tests.server.events import mail_incident
from tests.server.support import POLICY, someone
from wire import instant


@pytest.fixture
def filled(ready: Caller, tmp_path: Path) -> Caller:
    """Give a console with a policy in force and two incidents, one of them long ago."""
    (tmp_path / "small.yaml").write_text(POLICY)
    now = Clock().now()
    console = ready.console()
    try:
        console.policy.publish_first(documents_of(str(tmp_path / "small.yaml")), "tester", "a first policy")
        made = [
            mail_incident("inc-new", occurred_at=instant.render(now - timedelta(days=1))),
            mail_incident("inc-old", occurred_at=instant.render(now - timedelta(days=90))),
        ]
        with console.database.write() as connection:
            console.incidents.take(connection, "gw-1", made)
    finally:
        console.close()
    return ready


def replay(called: Caller, tmp_path: Path, text: str, *more: str) -> Called:
    (tmp_path / "new.yaml").write_text(text)
    return called("replay", str(tmp_path / "new.yaml"), *more)


def test_the_same_policy_changes_nothing(filled: Caller, tmp_path: Path) -> None:
    said = replay(filled, tmp_path, POLICY)
    assert said.code == 0
    assert "1 rows were looked at" in said.words
    assert "every outcome stays the same" in said.words


STRICTER = POLICY.replace("then: seal", "then: refuse").replace("expect: seal", "expect: refuse")


def test_a_stricter_policy_is_told_in_words(filled: Caller, tmp_path: Path) -> None:
    said = replay(filled, tmp_path, STRICTER, "--lang", "zh")
    assert said.code == 1
    assert "加密 → 拒绝: 1" in said.words
    assert "li@bank.example：1 条，其中 1 条更严" in said.words
    assert "inc-new" in said.words
    assert "inc-old" not in said.words


def test_and_as_json_with_nothing_else_on_stdout(filled: Caller, tmp_path: Path) -> None:
    found = replay(filled, tmp_path, STRICTER, "--json").only["found"]
    assert found["changes"] == [{"before": "seal", "after": "refuse", "rows": 1}]
    assert found["units"] == [{"name": "bank.example", "rows": 1, "stricter": 1}]
    assert [each["id"] for each in found["messages"]] == ["inc-new"]


def test_the_new_policy_takes_the_place_of_the_one_of_its_name(filled: Caller, tmp_path: Path) -> None:
    other = POLICY.replace("name: small", "name: other").replace("sensitive-mail", "other-rule")
    found = replay(filled, tmp_path, other, "--json").only["found"]
    assert {each["policy"] for each in found["rules"]} == {"small", "other"}
    assert [each["no_longer"] for each in found["rules"]] == [0, 1]


def test_any_two_policies_can_be_compared(filled: Caller, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(STRICTER)
    said = replay(filled, tmp_path, POLICY, "--against", str(tmp_path / "old.yaml"))
    assert said.code == 1
    assert "refused → sealed: 1" in said.words


def test_what_cannot_be_read_is_three_and_wrong_usage_two(filled: Caller, tmp_path: Path) -> None:
    broken = replay(filled, tmp_path, POLICY.replace("then: seal", "then: shred"))
    assert (broken.code, "'shred'" in broken.words) == (3, True)
    assert replay(filled, tmp_path, POLICY, "--since", "soon").code == 2
    assert replay(filled, tmp_path, POLICY, "--against", "builtin:none").code == 3
    replay(filled, tmp_path, POLICY)
    [rows] = (tmp_path / "console/state/features").glob("*/rows-*")
    rows.write_bytes(b"PAR1 and nothing more")
    damaged = replay(filled, tmp_path, POLICY)
    assert (damaged.code, str(rows) in damaged.words) == (3, True)


def test_it_stands_in_the_audit_trail(filled: Caller, tmp_path: Path) -> None:
    replay(filled, tmp_path, POLICY)
    console = filled.console()
    try:
        page = console.audit.page(someone("auditor", Role.AUDIT_ADMIN), AuditFilter(), PageRequest(1, 50))
    finally:
        console.close()
    assert "policy.replay" in [row.action for row in page.rows]
