"""The verdict in SQL is the verdict of the gateway; what cannot be said is said."""

from pathlib import Path

import pytest
import sqlglot

from policies.decision.decide import decide_all
from policies.language.parser import parse
from policies.model import Policy
from runtime import builtin_policies
from server.replay.compiler import NONE, PolicySet, query, render
from server.replay.from_incident import rows_of
from server.replay.history import ROWS, SHAPES
from tests.server.events import mail_incident
from tests.server.replay.asking import stored, verdict_of, verdicts
from tests.server.replay.generated import maker

SUBJECTS = 400  # for each generated set of policies


@pytest.mark.parametrize("seed", range(5))
def test_the_verdict_is_that_of_the_gateway(tmp_path: Path, seed: int) -> None:
    made = maker(seed)
    policies = tuple(made.policy(name) for name in ("one", "two")[: 1 + seed % 2])
    subjects = [made.subject(policies) for _ in range(SUBJECTS)]
    rules = PolicySet("new", policies).rules
    found = verdicts(stored(tmp_path, subjects, policies), policies)
    for number, subject in enumerate(subjects):
        decision = decide_all(policies, subject)
        said = found[str(number)]
        winner = rules[said["rule"]] if said["rule"] != NONE else None
        assert (decision.rule, decision.policy) == (
            (winner.rule.name, winner.policy.name) if winner else ("", "")
        ), subject
        assert (said["action"], said["would"]) == (decision.action, decision.would)
        assert tuple(rules[each].rule.name for each in said["matched"]) == decision.matched
        assert tuple(rules[each].rule.name for each in said["excepted"]) == decision.excepted
        assert (said["sure"], said["unsure"]) == (True, [])


def test_every_policy_becomes_sql_that_clickhouse_is_said_to_read() -> None:
    policies = (parse(builtin_policies.load("bank")), maker(6).policy())
    made = query([PolicySet("new", policies)], rows=ROWS, shapes=SHAPES)
    text, setting = render(made, "clickhouse").rsplit(" SETTINGS ", 1)
    assert sqlglot.parse_one(text, read="clickhouse").sql("clickhouse", identify=True) == text
    assert setting == "join_use_nulls = 1"
    assert "LIST_" not in text
    for function in ("arrayFilter(", "arrayDistinct(", "startsWith(", "match("):
        assert function in text


def policy(*conditions: str) -> Policy:
    rules = (
        f"  - {{name: rule-{number}, when: {{{when}}}, then: seal, reason: R., notice: {{zh: -, en: -}}}}"
        for number, when in enumerate(conditions)
    )
    return parse("\n".join(("schema: 1", "name: p", "title: {zh: -, en: -}", "rules:", *rules)))


TOLD = {  # whether it holds of an incident with one RESIDENT_ID; None: the incident does not tell
    "grade: sensitive": True,
    "grade: general": False,
    "entity: RESIDENT_ID, distinct: 2": False,
    "encrypted_attachment: true": None,
    "approved: true": None,
    "amount: 100": None,
    "unread: image": None,
    "format: zip": None,
    "document: contract": None,
    "listed: clients": None,
    "listed: clients, grade: general": False,  # no such finding, listed or not
    "consent: unrecorded": None,
    "cumulative: {entity: RESIDENT_ID, count: 2}": None,
    "any: [{amount: 100}, {grade: sensitive}]": True,
    "all: [{amount: 100}, {grade: general}]": False,
    "not: {amount: 100}": None,
    "together: [{grade: sensitive}, {listed: clients}], within: part": None,
}


def test_what_an_incident_does_not_tell_is_not_taken_for_no(tmp_path: Path) -> None:
    [told] = rows_of(mail_incident())
    found = verdict_of(tmp_path, told, policy(*TOLD))
    assert found["unsure"] == [number for number, holds in enumerate(TOLD.values()) if holds is None]
    assert found["matched"] == [number for number, holds in enumerate(TOLD.values()) if holds]
    assert found["sure"] is True  # the first rule wins whatever the others are


def test_an_outcome_that_hangs_on_the_unknown_is_not_sure(tmp_path: Path) -> None:
    [told] = rows_of(mail_incident())
    found = verdict_of(tmp_path, told, policy("amount: 100", "grade: sensitive"))
    assert (found["sure"], found["rule"], found["unsure"]) == (False, 1, [0])


def test_findings_that_were_cut_off_could_have_fitted(tmp_path: Path) -> None:
    [told] = rows_of(mail_incident(finding_count=300))
    found = verdict_of(tmp_path, told, policy("entity: MOBILE", "entity: RESIDENT_ID"))
    assert (found["matched"], found["unsure"]) == ([1], [0])
