"""What a test case says reaches the decision, its texts through the real detection."""

import datetime as dt

import msgspec

from policies.finding import Category, Grade
from policies.language.case_subject import findings_of, subject_of
from policies.language.parser import parse
from policies.model import Action, DocumentShown, Listing, TestCase
from policies.taxonomy import EntityType

POLICY = parse("""schema: 1
name: p
title: {zh: 字, en: words}
terms: [{name: projects, words: 凤凰计划}]
rules:
  - name: many
    when: {cumulative: {entity: RESIDENT_ID, distinct: 50}}
    then: hold
    reason: x
    notice: {zh: 字, en: words}
""")


def case(**changes: object) -> TestCase:
    return TestCase(name="t", expect=Action.PASS, **changes)  # type: ignore[arg-type]


def test_circumstances_of_a_case_reach_the_subject() -> None:
    subject = subject_of(
        case(
            uninspectable="limit:depth",
            encrypted_attachment="zip",
            encrypted_by_sender=True,
            on=dt.date(2027, 1, 2),
            texts=("a", "凤凰计划、凤凰计划"),
            unread=("image",),
            formats=("xlsx",),
            size=9,
            amount=1_234_567,
            documents=(DocumentShown("合同", 0.5),),
        ),
        POLICY,
    )
    inspection = subject.inspection
    assert (inspection.reason, inspection.encrypted[0].format) == ("limit:depth", "zip")
    assert inspection.sender_encrypted
    assert subject.now == dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    assert (inspection.unread, inspection.formats, inspection.size) == (("image",), ("xlsx",), 9)
    assert inspection.amount == 1_200_000
    assert (inspection.documents[0].name, inspection.documents[0].share) == ("合同", 0.5)
    assert [(met.name, met.count, met.place[0].name) for met in inspection.terms] == [("p/projects", 2, "2")]


def test_listed_values_bear_their_index_and_the_grade_it_gives() -> None:
    listing = Listing("private-banking", (EntityType.RESIDENT_ID,), consent=False, grade=Grade.RESTRICTED)
    found = subject_of(
        case(texts=("身份证11010519491231002X，手机13800138000",), listed=(listing,)), POLICY
    ).inspection.findings
    assert [(each.type, each.grade, [match.index for match in each.matches]) for each in found] == [
        ("RESIDENT_ID", "restricted", ["private-banking"]),
        ("MOBILE", "general", []),
    ]


def test_numbers_and_approvals_are_those_of_the_case() -> None:
    subject = subject_of(
        case(texts=("身份证11010519491231002X",), sent_before=49, approved_for=(Category.IDENTITY,)), POLICY
    )
    assert list(subject.totals.values()) == [50]
    assert subject.approvals[0].recipients == (subject.recipient,)
    assert subject_of(case(), POLICY).approvals == ()


def test_findings_hold_no_plain_value_and_hash_the_normal_form() -> None:
    found = findings_of(("身份证11010519491231002X", "身份证 110105 19491231 002x"))
    assert [finding.value_hash for finding in found] == [found[0].value_hash] * 2
    assert [finding.place[0].name for finding in found] == ["1", "2"]
    assert b"19491231" not in msgspec.json.encode(found)
