"""From what an inspection found to what is done: the strictest rule that applies wins.

All rules of a policy are asked, and all policies in force. Strictest is refuse, then come hold, redact, seal and
pass; destroy is stricter than keep. Among rules of one action the graver severity wins, then the one written
first. Where redact wins, what every rule that redacts acts on is masked. In mode observe nothing is done, but
what would have been done is in the decision.
"""

import msgspec

from policies.decision.circumstances import approval_of, features_in
from policies.decision.conditions import holds
from policies.decision.features import Features, features_of
from policies.decision.redaction import acted_on
from policies.decision.subject import Subject
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
    Selection,
    Severity,
)
from policies.wildcard import matches_any

__all__ = ["GRAVITY", "STRICTNESS", "Decision", "Subject", "decide", "decide_all"]

STRICTNESS = {action: rank for actions in (MAIL_ACTIONS, FILE_ACTIONS) for rank, action in enumerate(actions)}
GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, by which rule, and the words for it.

    `action` is what is done, `would` what the strictest rule wants even in mode observe. `matched`
    names every rule that applied, `excepted` every rule that an exception held off. `rule` is empty
    when none applied. `reason` is one ASCII line, fit for an SMTP reply. `approval` is the id of the approval
    without which something else would be done, so that its use can be recorded; empty when none was used.
    `masks` are the findings that have to go where the action is redact, and `otherwise` what is done where
    they cannot be masked.
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
    approval: str = ""
    masks: tuple[Selection, ...] = ()
    otherwise: Action = Action.HOLD


def decide(policy: Policy, subject: Subject) -> Decision:
    """Return what one policy wants for a subject, as `decide_all` does."""
    return decide_all((policy,), subject)


def decide_all(policies: tuple[Policy, ...], subject: Subject) -> Decision:
    """Return what several policies want for a subject: the strictest action wins.

    Raises:
        CounterMissing: a rule asks for a cumulative count that the subject has no number for.
    """
    features = features_in(features_of(subject.inspection), subject, policies)
    decision = _decided(policies, subject, features)
    approval = approval_of(features, subject)
    if approval is None:
        return decision
    otherwise = _decided(policies, subject, msgspec.structs.replace(features, approved=False))
    used = _deed(decision) != _deed(otherwise)
    return msgspec.structs.replace(decision, approval=approval.id) if used else decision


def _deed(decision: Decision) -> tuple[Action, Action, tuple[Selection, ...], Action]:
    return decision.action, decision.would, decision.masks, decision.otherwise


def _decided(policies: tuple[Policy, ...], subject: Subject, features: Features) -> Decision:
    wanted: list[Decision] = []
    excepted: list[str] = []
    for policy in policies:
        of_policy = msgspec.structs.replace(features, policy=policy.name)
        for rule in policy.rules:
            if not _applies(rule, subject, of_policy):
                continue
            if any(_lets_off(grant, subject) for grant in rule.exceptions):
                excepted.append(rule.name)
            else:
                wanted.append(_by_rule(policy, rule, subject.channel, of_policy))
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


def _by_rule(policy: Policy, rule: Rule, channel: str, features: Features) -> Decision:
    mode = rule.mode or policy.mode
    action = rule.then if mode is Mode.ENFORCE else _mildest(channel)
    return Decision(
        action=action,
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
        masks=acted_on(rule.when, features.agreed) if action is Action.REDACT else (),
        otherwise=Action(rule.otherwise or Action.HOLD),
    )


def _mildest(channel: str) -> Action:
    return Action.KEEP if channel == Channel.FILE else Action.PASS


def _strictest(wanted: list[Decision], excepted: tuple[str, ...], channel: str) -> Decision:
    mildest = _mildest(channel)
    winner = max(wanted, key=_rank, default=Decision(action=mildest, would=mildest))
    would = max((each.would for each in wanted), key=STRICTNESS.__getitem__, default=mildest)
    decision = msgspec.structs.replace(
        winner, would=would, matched=tuple(each.rule for each in wanted), excepted=excepted
    )
    return _redacting(decision, wanted) if winner.action is Action.REDACT else decision


def _redacting(decision: Decision, wanted: list[Decision]) -> Decision:
    """Join what all rules that redact act on; where it cannot be masked, the strictest of them has its way."""
    redacting = [each for each in wanted if each.action is Action.REDACT]
    return msgspec.structs.replace(
        decision,
        masks=tuple(dict.fromkeys(mask for each in redacting for mask in each.masks)),
        otherwise=max((each.otherwise for each in redacting), key=STRICTNESS.__getitem__),
    )


def _rank(decision: Decision) -> tuple[int, int, int]:
    """`max` keeps the first of equals, which is the rule written first."""
    return STRICTNESS[decision.action], STRICTNESS[decision.would], GRAVITY[decision.severity]
