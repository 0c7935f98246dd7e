"""What a change of policy means for past mails: how many, whose, and which."""

from pathlib import Path

import msgspec
import pytest

from policies.language.parser import parse
from policies.model import Policy
from server.replay.comparison import Comparison, compare
from server.replay.compiler import PolicySet
from server.replay.from_incident import rows_of
from server.replay.history import History
from server.replay.store import FeatureStore
from tests.server.events import file_incident, mail_incident
from tests.server.replay.asking import EVER
from tests.server.support import POLICY

BEFORE = parse(POLICY)
NEW_RULE = """\
  - {name: big, scope: {senders: "wang@*"}, when: {size_over: 1000}, then: hold, reason: R., notice: {zh: -, en: -}}
  - {name: rich, when: {amount: 100}, then: refuse, reason: R., notice: {zh: -, en: -}}
"""


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Give three mails, two by one person, and a file."""
    store = FeatureStore(tmp_path)
    mails = [mail_incident(f"inc-{number}") for number in (1, 2, 3)]
    for number, sender in ((0, "Wang@Bank.example"), (1, "wang@bank.example"), (2, "li@branch.example")):
        subject = msgspec.structs.replace(mails[number].subject, sender=sender)
        mails[number] = msgspec.structs.replace(mails[number], subject=subject)
    store.add(row for incident in (*mails, file_incident()) for row in rows_of(incident))
    return History(store, EVER)


def found(history: History, new: Policy, top: int = 5) -> Comparison:
    with history:
        return compare(
            history,
            PolicySet("before", (BEFORE,)),
            PolicySet("after", (new,)),
            top=top,
            progress=lambda *_: None,
        )


def test_the_same_policy_changes_nothing(history: History) -> None:
    same = found(history, BEFORE)
    assert (same.rows, same.incidents) == (4, 4)
    assert same.before == same.after == {"seal": 3, "keep": 1}
    assert (same.changed, same.changes, same.people, same.messages, same.cannot_say) == (False, (), (), (), 0)


def test_a_new_rule_shows_whom_it_meets(history: History) -> None:
    new = found(history, parse(POLICY.replace("tests:", NEW_RULE + "tests:")), top=1)
    assert new.changed
    assert [(each.before, each.after, each.rows) for each in new.changes] == [("seal", "hold", 2)]
    assert [(each.name, each.rows, each.stricter) for each in new.people] == [("wang@bank.example", 2, 2)]
    assert [each.name for each in new.units] == ["bank.example"]
    assert [(each.id, each.before_rule, each.after_rule) for each in new.messages] == [
        ("inc-1", "sensitive-mail", "big")
    ]


def test_a_rule_that_cannot_be_answered_is_counted_apart(history: History) -> None:
    rules = {
        each.rule: each for each in found(history, parse(POLICY.replace("tests:", NEW_RULE + "tests:"))).rules
    }
    assert (rules["big"].newly, rules["big"].cannot_say) == (2, 0)
    assert (rules["rich"].after, rules["rich"].cannot_say) == (0, 3)
    assert (rules["sensitive-mail"].before, rules["sensitive-mail"].newly) == (3, 0)


def test_a_rule_that_is_gone_is_told(history: History) -> None:
    renamed = found(history, parse(POLICY.replace("sensitive-mail", "other-name")))
    assert {each.rule: (each.newly, each.no_longer) for each in renamed.rules} == {
        "other-name": (3, 0), "sensitive-mail": (0, 3),
    }  # fmt: skip
    assert renamed.changed
    assert renamed.changes == ()
