"""What the rule behind an incident says to people, read from the very policy version that acted.

An incident carries one short reason. The rule itself quotes the clause it carries out and has a
notice in both languages; both help a reviewer more than a rule's name does.
"""

from functools import lru_cache

import msgspec

from policies.language.errors import PolicyInvalid
from policies.language.parser import parse
from policies.model import Action, Policy, Rule
from server.authz import Permission
from server.errors import NotFound
from server.web.visit import Visit
from wire.incident import Incident


class RuleWords(msgspec.Struct, frozen=True):
    """The quoted clauses a rule carries out, and its notice in the language of the visit ("" = none).

    `masking` are the rules of that version that mask: what leaves by one of them was masked before it was sealed.
    """

    clauses: tuple[str, ...]
    notice: str
    masking: frozenset[str] = frozenset()


_NONE = RuleWords((), "")


def rule_words(visit: Visit, incident: Incident) -> RuleWords:
    """Return what the rule of an incident says; nothing when its policy version is not known here."""
    if not visit.actor.may(Permission.POLICY_READ):
        return _NONE
    try:
        version = visit.console.policy.version(visit.actor, incident.policy_version)
    except NotFound:
        return _NONE
    policies = [policy for policy in (parsed(document.text) for document in version.documents) if policy]
    rules = [(policy, rule) for policy in policies for rule in policy.rules]
    masking = frozenset(rule.name for _, rule in rules if rule.then is Action.REDACT)
    for policy, rule in rules:
        if rule.name == incident.rule:
            return msgspec.structs.replace(_words(policy, rule, visit.language), masking=masking)
    return msgspec.structs.replace(_NONE, masking=masking)


def _words(policy: Policy, rule: Rule, language: str) -> RuleWords:
    notice = ""
    if rule.notice:
        notice = rule.notice.zh if language == "zh" else rule.notice.en
    return RuleWords(tuple(clause.text for clause in policy.clauses if clause.id in rule.clauses), notice)


@lru_cache(maxsize=16)
def parsed(text: str) -> Policy | None:
    """Return a published policy; None when this console no longer reads its language."""
    try:
        return parse(text)
    except PolicyInvalid:
        return None
