"""What `ashseal-policy explain` says: what was found and why, what would be done and by which rule.

It reads like a letter to a compliance officer, in Chinese or English, and holds no plain value.
"""

from collections.abc import Iterable, Iterator

from policies.decision.decide import Decision
from policies.finding import ACT_CONFIDENCE, Finding
from policies.inspected import DocumentMatch
from policies.model import Action, Clause, Policy, Rule
from runtime.policy_words import (
    ACTION,
    CATEGORY,
    GRADE,
    SEVERITY,
    TYPE,
    Language,
    reason_in_words,
    word,
)

_SAYS = {
    "zh": {
        "nothing": "没有发现客户信息或密码。",
        "found": "发现 {} 项：",
        "finding": "  第 {place} 段：{type} {masked}，属于{grade}的{category}，把握 {confidence}{doubt}",
        "doubt": "，把握不足，不据此处置",
        "because": "      依据：{}",
        "and": "；",
        "terms": "内部用语：{}",
        "document": "登记文档：{name}，占其内容的 {share}",
        "action": "处置：{}",
        "observed": "目前只观察。正式执行时：{}",
        "rule": "规则：{name}（策略 {policy}，严重程度：{severity}）",
        "no rule": "没有规则适用。",
        "otherwise": "无法遮盖时：{}",
        "clause": "制度条款：“{text}”{source}",
        "source": "（{}）",
        "reply": "邮件服务器收到的一行说明：{}",
        "notice": "当事人会看到：",
        "others": "同时适用的规则：{}",
        "excepted": "因例外而不执行的规则：{}",
        "approval": "有事先审批。",
    },
    "en": {
        "nothing": "No client data and no password was found.",
        "found": "{} found:",
        "finding": "  part {place}: {type} {masked}, {grade} {category}, {confidence} sure{doubt}",
        "doubt": ": too doubtful to act on",
        "because": "      because {}",
        "and": "; ",
        "terms": "Terms of the house: {}",
        "document": "Registered document: {name}, {share} of it",
        "action": "What happens: {}",
        "observed": "It is only observed for now. In force: {}",
        "rule": "Rule: {name} (policy {policy}, severity {severity})",
        "no rule": "No rule applies.",
        "otherwise": "Where it cannot be masked: {}",
        "clause": "Clause: “{text}”{source}",
        "source": " ({})",
        "reply": "The mail server hears: {}",
        "notice": "The person reads:",
        "others": "Rules that apply as well: {}",
        "excepted": "Rules that an exception holds off: {}",
        "approval": "It was approved beforehand.",
    },
}


def explanation(
    policy: Policy,
    findings: Iterable[Finding],
    terms: Iterable[str],
    decision: Decision,
    language: Language,
    *,
    documents: Iterable[DocumentMatch] = (),
) -> Iterator[str]:
    """Yield the lines: findings with their reasons, then the decision with rule, clause and notice.

    `terms` are the names of the house terms that were met, `documents` the registered documents.
    """
    yield from _findings(tuple(findings), language)
    met = ", ".join(dict.fromkeys(name.partition("/")[2] for name in terms))
    if met:
        yield _SAYS[language]["terms"].format(met)
    for said in documents:
        yield _SAYS[language]["document"].format(name=said.name, share=f"{said.share:.0%}")
    yield ""
    yield from _decision(policy, decision, language)


def _findings(findings: tuple[Finding, ...], language: Language) -> Iterator[str]:
    says = _SAYS[language]
    yield says["found"].format(len(findings)) if findings else says["nothing"]
    for finding in findings:
        yield says["finding"].format(
            place=finding.place[0].name,
            type=word(TYPE, finding.type, language),
            masked=finding.masked,
            grade=word(GRADE, finding.grade, language),
            category=word(CATEGORY, finding.category, language),
            confidence=f"{finding.confidence:.0%}",
            doubt="" if finding.confidence >= ACT_CONFIDENCE else says["doubt"],
        )
        reasons = says["and"].join(reason_in_words(reason, language) for reason in finding.reasons)
        yield says["because"].format(reasons)


def _decision(policy: Policy, decision: Decision, language: Language) -> Iterator[str]:
    says = _SAYS[language]
    yield says["action"].format(word(ACTION, decision.action, language))
    if decision.would != decision.action:
        yield says["observed"].format(word(ACTION, decision.would, language))
    rule = next((rule for rule in policy.rules if rule.name == decision.rule), None)
    if rule is None:
        yield says["no rule"]
    else:
        yield from _rule(policy, rule, decision, language)
    others = [name for name in decision.matched if name != decision.rule]
    if others:
        yield says["others"].format(", ".join(others))
    if decision.excepted:
        yield says["excepted"].format(", ".join(decision.excepted))
    if decision.approval:
        yield says["approval"]


def _rule(policy: Policy, rule: Rule, decision: Decision, language: Language) -> Iterator[str]:
    says = _SAYS[language]
    severity = word(SEVERITY, rule.severity, language)
    yield says["rule"].format(name=rule.name, policy=policy.name, severity=severity)
    if decision.would is Action.REDACT:
        yield says["otherwise"].format(word(ACTION, decision.otherwise, language))
    for clause in policy.clauses:
        if clause.id in rule.clauses:
            yield _clause(clause, language)
    yield says["reply"].format(decision.reason)
    notice = decision.notice_zh if language == "zh" else decision.notice_en
    if notice:
        yield says["notice"]
        yield from (f"  {line}" for line in notice.strip().splitlines())


def _clause(clause: Clause, language: Language) -> str:
    says = _SAYS[language]
    source = says["source"].format(clause.source) if clause.source else ""
    return says["clause"].format(text=clause.text, source=source)
