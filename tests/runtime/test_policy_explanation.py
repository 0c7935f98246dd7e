"""An explanation reads like a letter: what, why, what then, by which rule and clause."""

from policies.finding import Category, Finding, Grade, PlaceStep
from policies.inspected import DocumentMatch
from policies.language.case_subject import findings_of, subject_of
from policies.language.parser import parse
from policies.language.self_test import run_case
from policies.model import Action, TestCase
from runtime.policy_explanation import explanation
from runtime.policy_words import Language

POLICY = parse("""schema: 1
name: cards
title: {zh: 字, en: words}
terms: [{name: projects, words: 凤凰计划}]
clauses: [{id: seal, text: 客户信息的邮件必须加密发送, source: 规定}]
rules:
  - name: card
    clauses: seal
    when: {entity: BANK_CARD}
    then: seal
    severity: high
    reason: The mail holds a card.
    notice: {zh: 您的邮件已加密。, en: Your mail was sealed.}
  - {name: seen, when: {entity: BANK_CARD}, then: refuse, mode: observe, reason: Seen., notice: {zh: 字, en: x}}
  - name: excepted
    when: {entity: BANK_CARD}
    then: hold
    reason: Held.
    notice: {zh: 字, en: x}
    exceptions: [{owner: a, reason: b, expires: 2030-01-01, applies_to: {recipients: "*"}}]
""")


CARD = Finding(
    "BANK_CARD",
    Category.PROPERTY,
    Grade.SENSITIVE,
    0.99,
    "622202*********0128",
    "1",
    (PlaceStep("text", "1"),),
    ("check-digit:luhn", "written:plain"),
)


def lines(text: str, language: Language, *findings: Finding) -> list[str]:
    case = TestCase(name="t", expect=Action.PASS, texts=(text,))
    decision = run_case(POLICY, case).decision
    found = findings or findings_of((text,), min_confidence=0.3)
    terms = [met.name for met in subject_of(case, POLICY).inspection.terms]
    return list(explanation(POLICY, found, terms, decision, language))


def test_in_english() -> None:
    assert lines("卡号 6222021234567890128", "en", CARD) == [
        "1 found:",
        "  part 1: bank card number 622202*********0128, sensitive property data, 99% sure",
        "      because its check digit is right (Luhn); written in one piece",
        "",
        "What happens: sealed, the mail leaves encrypted",
        "It is only observed for now. In force: refused, the mail is not sent",
        "Rule: card (policy cards, severity high)",
        "Clause: “客户信息的邮件必须加密发送” (规定)",
        "The mail server hears: The mail holds a card.",
        "The person reads:",
        "  Your mail was sealed.",
        "Rules that apply as well: seen",
        "Rules that an exception holds off: excepted",
    ]


def test_in_chinese_when_nothing_is_found() -> None:
    assert lines("下周开会讨论凤凰计划", "zh") == [
        "没有发现客户信息或密码。",
        "内部用语：projects",
        "",
        "处置：放行，邮件照常发出",
        "没有规则适用。",
    ]


def test_doubt_is_said_and_no_plain_value_is() -> None:
    told = "\n".join(lines("订单号 13800138000，密码：Abc@1234", "zh"))
    assert "把握不足，不据此处置" in told
    assert "13800138000" not in told
    assert "Abc@1234" not in told


def test_a_registered_document_is_named_with_how_much_of_it() -> None:
    met = (DocumentMatch("借款合同", 0.305, ()),)
    decision = run_case(POLICY, TestCase(name="t", expect=Action.PASS, texts=("无",))).decision
    said = {
        language: list(explanation(POLICY, (), (), decision, language, documents=met))[1]
        for language in ("zh", "en")
    }
    assert said == {
        "zh": "登记文档：借款合同，占其内容的 30%",
        "en": "Registered document: 借款合同, 30% of it",
    }


def test_of_a_rule_that_redacts_it_says_what_happens_where_that_cannot_be() -> None:
    policy = parse("""schema: 1
name: p
title: {zh: 字, en: words}
rules:
  - {name: mask, when: {entity: BANK_CARD}, then: redact, otherwise: refuse, reason: x, notice: {zh: 字, en: x}}
""")
    decision = run_case(
        policy, TestCase(name="t", expect=Action.PASS, texts=("卡号 6222021234567890128",))
    ).decision
    said = list(explanation(policy, (CARD,), (), decision, "zh"))
    assert "处置：脱敏，客户信息遮盖后发出" in said
    assert "无法遮盖时：拒绝，邮件不会发出" in said
    assert "Where it cannot be masked: refused, the mail is not sent" in explanation(
        policy, (), (), decision, "en"
    )
