"""Standing of a recipient, and approvals: who, what, to whom, until when."""

import datetime as dt

import msgspec
import pytest

from policies.decision.circumstances import approval_of, features_in
from policies.decision.features import features_of
from policies.decision.subject import Approval, Subject
from policies.finding import Category, Finding, Grade
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict
from policies.model import Action, Policy, Rule, Words
from policies.registers import Partner

NOW = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
CARD = Finding("BANK_CARD", Category.PROPERTY, Grade.SENSITIVE, 0.9, "*", "1", ())
INSPECTED = Inspection(InspectionVerdict.INSPECTED, "", "message", 1, 0.0, (CARD,))
GRANTED = Approval(
    id="A-7",
    sender="li@bank.example",
    recipients=("*@audit.example",),
    categories=(Category.PROPERTY, Category.IDENTITY),
    until=NOW,
)


def partner(expires: str, *categories: Category) -> Policy:
    registered = Partner(
        "p", ("*.audit.example", "audit.example"), "审计", categories, "HT-1", dt.date.fromisoformat(expires)
    )
    rule = Rule(name="r", then=Action.PASS, reason="x")
    return Policy(schema=1, name="p", title=Words("字", "w"), rules=(rule,), partners=(registered,))


def subject(**changes: object) -> Subject:
    fields = {
        "sender": "Li@bank.example",
        "recipient": "wang@audit.example",
        "inspection": INSPECTED,
        "now": NOW,
    }
    return Subject(channel="mail", approvals=(GRANTED,), **{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policies", "recipient", "standing", "agreed"),
    [
        ([], "a@audit.example", "unknown", set()),
        ([partner("2026-06-15", Category.CREDIT)], "a@audit.example", "registered", {"credit"}),
        ([partner("2026-06-15", Category.CREDIT)], "a@sh.Audit.example", "registered", {"credit"}),
        ([partner("2026-06-15", Category.CREDIT)], "a@notaudit.example", "unknown", set()),
        ([partner("2026-06-14", Category.CREDIT)], "a@audit.example", "expired", set()),
        (
            [partner("2026-06-14", Category.CREDIT), partner("2027-01-01", Category.OTHER)],
            "a@audit.example",
            "registered",
            {"other"},
        ),
    ],
)
def test_standing_of_a_recipient(
    policies: list[Policy], recipient: str, standing: str, agreed: set[str]
) -> None:
    features = features_in(features_of(INSPECTED), subject(recipient=recipient), policies)
    assert (features.partner, features.agreed) == (standing, agreed)


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, True),
        ({"sender": "wang@bank.example"}, False),
        ({"recipient": "wang@other.example"}, False),
        ({"now": NOW + dt.timedelta(seconds=1)}, False),
        ({"approvals": ()}, False),
    ],
)
def test_an_approval_names_who_to_whom_and_until_when(changes: dict[str, object], *, covered: bool) -> None:
    changes = {"approvals": (GRANTED,), **changes}
    approvals = changes.pop("approvals")
    asked = msgspec.structs.replace(subject(**changes), approvals=approvals)
    assert (approval_of(features_of(INSPECTED), asked) is not None) is covered


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({"findings": ()}, True),
        ({"findings": (CARD, msgspec.structs.replace(CARD, category=Category.CREDIT))}, False),
        ({"findings": (CARD, msgspec.structs.replace(CARD, type="PASSWORD", category=Category.OTHER))}, True),
        ({"verdict": InspectionVerdict.UNINSPECTABLE}, False),
        ({"encrypted": (EncryptedPart((), "zip", "weak"),)}, False),
        ({"sender_encrypted": True}, False),
    ],
)
def test_an_approval_covers_its_categories_and_only_what_was_read(
    changes: dict[str, object], *, covered: bool
) -> None:
    inspection = msgspec.structs.replace(INSPECTED, **changes)
    assert (approval_of(features_of(inspection), subject()) is GRANTED) is covered
