"""From what an inspection found to what is done: the strictest rule that applies wins.

All rules of a policy are asked, and all policies in force. Refuse is stricter than hold, seal and
pass, destroy stricter than keep; among rules of one action the graver severity wins, then the one
written first. In mode observe nothing is done, but what would have been done is in the decision.
"""

from datetime import datetime
from typing import Literal

import msgspec

from policies.conditions import holds
from policies.features import Features, features_of
from policies.inspected import Inspection
from policies.model import (
    FILE_ACTIONS,
    MAIL_ACTIONS,
    Action,
    Channel,
    ExceptionGrant,
    Mode,
    Policy,
    Rule,
    Scope,
    Severity,
)
from policies.wildcard import matches_any

_STRICTNESS = {
    action: rank for actions in (MAIL_ACTIONS, FILE_ACTIONS) for rank, action in enumerate(actions)
}
_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Whom and what a decision is about: one recipient of a mail, or one file.

    `now` is an aware UTC instant; `places` are names of places on disk such as `desktop` or
    `removable`; `groups` are those of the sender or person.
    """

    channel: Literal["mail", "file"]
    inspection: Inspection
    now: datetime
    sender: str = ""
    recipient: str = ""
    direction: str = "outbound"
    path: str = ""
    person: str = ""
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, by which rule, and the words for it.

    `action` is what is done, `would` what the strictest rule wants even in mode observe. `matched`
    names every rule that applied, `excepted` every rule that an exception held off. `rule` is empty
    when none applied. `reason` is one ASCII line, fit for an SMTP reply.
    """

    action: Action
    would: Action
    rule: str = ""
    policy: str = ""
    severity: Severity = Severity.INFO
    mode: Mode = Mode.ENFORCE
    reason: str = "no rule applies"
    split: bool = False
    notice_zh: str = ""
    notice_en: str = ""
    deadline_seconds: int | None = None
    allow_vault: bool = False
    matched: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


def decide(policy: Policy, subject: Subject) -> Decision:
    """Return what one policy wants for a subject."""
    return decide_all((policy,), subject)


def decide_all(policies: tuple[Policy, ...], subject: Subject) -> Decision:
    """Return what several policies want for a subject: the strictest action wins."""
    features = features_of(subject.inspection)
    wanted: list[Decision] = []
    excepted: list[str] = []
    for policy in policies:
        for rule in policy.rules:
            if not _applies(rule, subject, features):
                continue
            if any(_lets_off(grant, subject) for grant in rule.exceptions):
                excepted.append(rule.name)
            else:
                wanted.append(_by_rule(policy, rule, subject.channel))
    return _strictest(wanted, tuple(excepted), subject.channel)


def _applies(rule: Rule, subject: Subject, features: Features) -> bool:
    return subject.channel in rule.channels and _in_scope(rule.scope, subject) and holds(rule.when, features)


def _in_scope(scope: Scope, subject: Subject) -> bool:
    domain = subject.recipient.rpartition("@")[2]
    fits = (
        (scope.directions, (subject.direction,)),
        (scope.senders, (subject.sender,)),
        (scope.recipients, (subject.recipient,)),
        (scope.domains, (domain,)),
        (scope.groups, subject.groups),
        (scope.persons, (subject.person,)),
        (scope.places, subject.places),
        (scope.paths, (subject.path,)),
    )
    return all(
        not patterns or any(matches_any(patterns, value) for value in values) for patterns, values in fits
    )


def _lets_off(grant: ExceptionGrant, subject: Subject) -> bool:
    return subject.now.date() <= grant.expires and _in_scope(grant.applies_to, subject)


def _by_rule(policy: Policy, rule: Rule, channel: str) -> Decision:
    mode = rule.mode or policy.mode
    return Decision(
        action=rule.then if mode is Mode.ENFORCE else _mildest(channel),
        would=rule.then,
        rule=rule.name,
        policy=policy.name,
        severity=rule.severity,
        mode=mode,
        reason=rule.reason,
        split=rule.split,
        notice_zh=rule.notice.zh if rule.notice else "",
        notice_en=rule.notice.en if rule.notice else "",
        deadline_seconds=rule.deadline_seconds,
        allow_vault=rule.allow_vault,
    )


def _mildest(channel: str) -> Action:
    return Action.KEEP if channel == Channel.FILE else Action.PASS


def _strictest(wanted: list[Decision], excepted: tuple[str, ...], channel: str) -> Decision:
    mildest = _mildest(channel)
    winner = max(wanted, key=_rank, default=Decision(action=mildest, would=mildest))
    would = max((each.would for each in wanted), key=_STRICTNESS.__getitem__, default=mildest)
    return msgspec.structs.replace(
        winner, would=would, matched=tuple(each.rule for each in wanted), excepted=excepted
    )


def _rank(decision: Decision) -> tuple[int, int, int]:
    """`max` keeps the first of equals, which is the rule written first."""
    return _STRICTNESS[decision.action], _STRICTNESS[decision.would], _GRAVITY[decision.severity]
