"""Decisions: which rule wins, who is let off, and what observe means."""

import datetime as dt

import msgspec
import pytest

from policies.decision.counters import CounterMissing, counters_of
from policies.decision.decide import Decision, Subject, decide, decide_all
from policies.decision.subject import Approval
from policies.finding import Category, Finding, PlaceStep
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict
from policies.language.parser import parse
from policies.model import Action, Mode, Policy, Severity
from policies.taxonomy import category_of, grade_of

NOW = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)


def finding(kind: str, value: str = "1", place: str = "body", confidence: float = 0.9) -> Finding:
    return Finding(kind, category_of(kind), grade_of(kind), confidence, "*", value, (PlaceStep(place, ""),))


def subject(*findings: Finding, **changes: object) -> Subject:
    keys = {"verdict", "reason", "encrypted", "sender_encrypted"} & changes.keys()
    inspected = {
        "verdict": InspectionVerdict.INSPECTED,
        "reason": "",
        **{key: changes.pop(key) for key in keys},
    }
    inspection = Inspection(format="message", size=100, seconds=0.1, findings=findings, **inspected)  # type: ignore[arg-type]
    fields = {"channel": "mail", "sender": "li@bank.example", "recipient": "a@partner.example", **changes}
    return Subject(inspection=inspection, now=NOW, **fields)  # type: ignore[arg-type]


def policy(*rules: str, mode: str = "enforce", name: str = "p") -> Policy:
    head = f"schema: 1\nname: {name}\ntitle: {{zh: 字, en: words}}\nmode: {mode}\nrules:\n"
    tail = "reason: why, notice: {zh: 通知, en: notice}"
    return parse(
        head + "".join(f"  - {{name: {chr(97 + n)}, {rule}, {tail}}}\n" for n, rule in enumerate(rules))
    )


ID, PASSWORD, MOBILE, NAME = finding("RESIDENT_ID"), finding("PASSWORD"), finding("MOBILE"), finding("NAME")

TABLE = [
    (["when: {entity: RESIDENT_ID}, then: seal"], (ID,), {}, "seal"),
    (["when: {entity: RESIDENT_ID}, then: seal"], (MOBILE,), {}, "pass"),
    (["when: {entity: RESIDENT_ID}, then: seal"], (finding("RESIDENT_ID", confidence=0.5),), {}, "pass"),
    (
        ["when: {entity: RESIDENT_ID, confidence: 0.4}, then: seal"],
        (finding("RESIDENT_ID", confidence=0.5),),
        {},
        "seal",
    ),
    (
        ["when: {grade: sensitive}, then: seal", "when: {entity: MOBILE}, then: refuse"],
        (ID, MOBILE),
        {},
        "refuse",
    ),
    (["when: {category: property}, then: hold"], (finding("BANK_CARD"),), {}, "hold"),
    (["when: {entity: MOBILE, count: 3}, then: seal"], (MOBILE, MOBILE), {}, "pass"),
    (["when: {entity: MOBILE, count: 3}, then: seal"], (MOBILE, MOBILE, MOBILE), {}, "seal"),
    (["when: {entity: MOBILE, distinct: 2}, then: seal"], (MOBILE, MOBILE, MOBILE), {}, "pass"),
    (["when: {entity: MOBILE, distinct: 2}, then: seal"], (MOBILE, finding("MOBILE", "2")), {}, "seal"),
    (["when: {entity: [MOBILE, NAME], distinct: 2}, then: seal"], (MOBILE, NAME), {}, "seal"),
    (["when: {password_disclosed: true}, then: refuse"], (PASSWORD,), {}, "refuse"),
    (["when: {password_disclosed: true}, then: refuse"], (finding("PASSWORD_HINT"),), {}, "pass"),
    (["when: {together: [{grade: general}, {grade: sensitive}]}, then: seal"], (ID, MOBILE), {}, "seal"),
    (["when: {together: [{grade: general}, {grade: sensitive}]}, then: seal"], (MOBILE,), {}, "pass"),
    (
        ["when: {together: [{entity: NAME}, {entity: RESIDENT_ID}], within: part}, then: seal"],
        (ID, NAME),
        {},
        "seal",
    ),
    (
        ["when: {together: [{entity: NAME}, {entity: RESIDENT_ID}], within: part}, then: seal"],
        (ID, finding("NAME", place="x")),
        {},
        "pass",
    ),
    (
        ["when: {uninspectable: true}, then: refuse"],
        (),
        {"verdict": InspectionVerdict.UNINSPECTABLE, "reason": "time-out"},
        "refuse",
    ),
    (["when: {uninspectable: true}, then: refuse"], (), {}, "pass"),
    (
        ["when: {uninspectable_reason: 'limit:*'}, then: hold"],
        (),
        {"verdict": InspectionVerdict.UNINSPECTABLE, "reason": "limit:depth"},
        "hold",
    ),
    (["when: {encrypted_by_sender: true}, then: hold"], (), {"sender_encrypted": True}, "hold"),
    (
        ["when: {encrypted_attachment: true}, then: hold"],
        (),
        {"encrypted": (EncryptedPart((), "zip", "weak"),)},
        "hold",
    ),
    (["when: {all: [{entity: NAME}, {entity: MOBILE}]}, then: seal"], (NAME,), {}, "pass"),
    (["when: {any: [{entity: NAME}, {entity: MOBILE}]}, then: seal"], (NAME,), {}, "seal"),
    (["when: {entity: NAME, not: {entity: MOBILE}}, then: seal"], (NAME, MOBILE), {}, "pass"),
    (["when: {format: message, size_over: 99}, then: seal"], (), {}, "seal"),
    (["when: {size_over: 100}, then: seal"], (), {}, "pass"),
    (["scope: {directions: inbound}, then: refuse"], (), {}, "pass"),
    (
        ["scope: {domains: '*.partner.example'}, then: hold"],
        (),
        {"recipient": "a@cn.partner.example"},
        "hold",
    ),
    (["scope: {domains: '*.partner.example'}, then: hold"], (), {}, "pass"),
    (["scope: {senders: '*@bank.example', recipients: a@*}, then: hold"], (), {}, "hold"),
    (["scope: {groups: private-banking}, then: hold"], (), {"groups": ("staff", "private-banking")}, "hold"),
    (["scope: {groups: private-banking}, then: hold"], (), {}, "pass"),
    (["when: {entity: NAME}, then: destroy"], (NAME,), {"channel": "file"}, "destroy"),
    (["when: {entity: NAME}, then: destroy"], (NAME,), {}, "pass"),
    (
        ["scope: {paths: '/home/*', places: desktop, persons: li}, then: destroy"],
        (),
        {"channel": "file", "path": "/home/li/a", "places": ("desktop",), "person": "li"},
        "destroy",
    ),
    (["when: {entity: NAME}, then: seal"], (NAME,), {"channel": "file"}, "keep"),
]


@pytest.mark.parametrize(("rules", "findings", "changes", "action"), TABLE)
def test_table(
    rules: list[str], findings: tuple[Finding, ...], changes: dict[str, object], action: str
) -> None:
    decision = decide(policy(*rules), subject(*findings, **changes))
    assert (decision.action, decision.would) == (action, action)


def test_the_strictest_then_the_gravest_then_the_first_rule_is_named() -> None:
    rules = [
        "then: seal, severity: low",
        "then: seal, severity: high",
        "then: seal, severity: high",
        "then: pass",
    ]
    decision = decide(policy(*rules), subject())
    assert (decision.rule, decision.severity, decision.matched) == ("b", Severity.HIGH, ("a", "b", "c", "d"))
    assert (decision.notice_zh, decision.notice_en, decision.reason) == ("通知", "notice", "why")


def test_no_rule_means_the_mildest_action() -> None:
    nothing = Decision(action=Action.PASS, would=Action.PASS)
    assert decide(policy("when: {entity: NAME}, then: seal"), subject()) == nothing
    assert decide_all((), subject()) == nothing
    assert decide_all((), subject(channel="file")).action is Action.KEEP


@pytest.mark.parametrize(
    ("expires", "sender", "excepted"),
    [
        ("2026-06-15", "li@bank.example", True),
        ("2026-06-14", "li@bank.example", False),
        ("2026-06-15", "wang@bank.example", False),
    ],
)
def test_an_exception_holds_for_whom_it_names_until_it_expires(
    expires: str, sender: str, *, excepted: bool
) -> None:
    grant = f"{{owner: o, reason: r, expires: {expires}, applies_to: {{senders: li@bank.example}}}}"
    decision = decide(policy(f"then: refuse, exceptions: [{grant}]"), subject(sender=sender))
    assert (decision.action is Action.PASS, decision.excepted == ("a",)) == (excepted, excepted)


def test_observe_takes_no_action_but_says_what_it_would() -> None:
    decision = decide(policy("then: refuse, split: true", mode="observe"), subject())
    assert (decision.action, decision.would, decision.mode, decision.rule) == (
        "pass",
        "refuse",
        Mode.OBSERVE,
        "a",
    )
    assert decision.split


def test_a_rule_may_observe_in_an_enforced_policy() -> None:
    decision = decide(policy("then: refuse, mode: observe", "then: seal"), subject())
    assert (decision.action, decision.would, decision.rule) == ("seal", "refuse", "b")
    file = decide(policy("then: destroy, deadline: 30m, allow_vault: true"), subject(channel="file"))
    assert (file.deadline_seconds, file.allow_vault) == (1800, True)


def test_of_several_policies_the_strictest_wins() -> None:
    mild, strict = policy("then: seal", name="mild"), policy("then: hold", name="strict")
    for policies in ((mild, strict), (strict, mild)):
        decision = decide_all(policies, subject())
        assert (decision.policy, decision.action) == ("strict", "hold")


def test_a_decision_can_be_written_down() -> None:
    decision = decide(policy("then: seal"), subject())
    assert msgspec.json.decode(msgspec.json.encode(decision), type=Decision) == decision


REGISTER = """partners:
  - {name: 审计, domains: audit.example, purpose: 年审, categories: property, agreement: A-1, expires: 2026-12-31}
terms: [{name: projects, words: 凤凰计划}]
"""


def test_a_partner_may_be_registered_in_another_policy() -> None:
    register = parse(
        f"schema: 1\nname: register\ntitle: {{zh: 字, en: words}}\n{REGISTER}"
        "rules: [{name: none, when: {uninspectable: true}, then: pass, reason: x}]"
    )
    third_parties = policy(
        "when: {partner: [unknown, expired]}, then: refuse",
        "when: {beyond_agreement: true, grade: sensitive}, then: hold",
    )
    wanted = {
        (recipient, kind): decide_all(
            (third_parties, register), subject(finding(kind), recipient=recipient)
        ).action
        for recipient in ("a@audit.example", "a@other.example")
        for kind in ("BANK_CARD", "RESIDENT_ID")
    }
    assert list(wanted.values()) == ["pass", "hold", "refuse", "refuse"]


def test_an_approved_mail_is_sealed_instead_of_held_and_the_approval_is_named() -> None:
    rules = policy(
        "when: {grade: sensitive, approved: false}, then: hold", "when: {grade: sensitive}, then: seal"
    )
    granted = Approval(
        id="A-7",
        sender="li@bank.example",
        recipients=("a@partner.example",),
        categories=(Category.IDENTITY,),
        until=NOW,
    )
    before, after = decide(rules, subject(ID)), decide(rules, subject(ID, approvals=(granted,)))
    assert [(each.action, each.approval) for each in (before, after)] == [("hold", ""), ("seal", "A-7")]
    assert (
        decide(rules, subject(approvals=(granted,))).approval == ""
    )  # nothing to approve: it is not used up


def test_an_approval_that_changes_nothing_is_not_used() -> None:
    granted = Approval(id="A-7", sender="*", recipients=("*",), categories=tuple(Category), until=NOW)
    never_asked = policy("when: {grade: sensitive}, then: seal")
    assert decide(never_asked, subject(ID, approvals=(granted,))).approval == ""
    refused_anyway = policy("when: {grade: sensitive, approved: false}, then: hold", "then: refuse")
    assert decide(refused_anyway, subject(ID, approvals=(granted,))).approval == ""
    only_rule = policy("when: {grade: sensitive, approved: false}, then: hold")
    decision = decide(only_rule, subject(ID, approvals=(granted,)))
    assert (decision.action, decision.rule, decision.approval) == ("pass", "", "A-7")


@pytest.mark.parametrize(("total", "action"), [(49, "pass"), (50, "hold")])
def test_a_cumulative_count_uses_the_number_of_its_caller(total: int, action: str) -> None:
    rules = policy("when: {cumulative: {entity: MOBILE, distinct: 50}}, then: hold")
    (counter,) = counters_of([rules])
    assert decide(rules, subject(MOBILE, totals={counter: total})).action == action
    with pytest.raises(CounterMissing):
        decide(rules, subject(MOBILE))


REDACT, MASK_MOBILES = (
    "when: {entity: RESIDENT_ID}, then: redact",
    "when: {entity: MOBILE}, then: redact, otherwise: refuse",
)


@pytest.mark.parametrize(
    ("other", "action"),
    [("pass", "redact"), ("seal", "redact"), ("hold", "hold"), ("refuse", "refuse")],
)
def test_redact_is_stricter_than_seal_and_milder_than_hold(other: str, action: str) -> None:
    decision = decide(policy(f"when: {{entity: RESIDENT_ID}}, then: {other}", REDACT), subject(ID))
    assert decision.action == action
    assert bool(decision.masks) is (action == "redact")


def test_rules_that_redact_are_joined_and_the_strictest_says_what_else() -> None:
    both = decide(policy(REDACT, MASK_MOBILES, "when: {entity: NAME}, then: redact"), subject(ID, MOBILE))
    assert [mask.entity for mask in both.masks] == [("RESIDENT_ID",), ("MOBILE",)]
    assert (both.rule, both.otherwise) == ("a", Action.REFUSE)
    one = decide(policy(REDACT, MASK_MOBILES), subject(ID))
    assert (len(one.masks), one.otherwise) == (1, Action.HOLD)


def test_what_is_only_observed_masks_nothing() -> None:
    seen = decide(policy(REDACT, mode="observe"), subject(ID))
    assert (seen.action, seen.would, seen.masks) == (Action.PASS, Action.REDACT, ())
    mixed = decide(policy(REDACT, f"{MASK_MOBILES}, mode: observe"), subject(ID, MOBILE))
    assert [mask.entity for mask in mixed.masks] == [("RESIDENT_ID",)]
