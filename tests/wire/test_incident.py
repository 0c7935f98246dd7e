"""An incident travels whole, keeps to its bounds and has no place for a plain value."""

import msgspec
import pytest

from wire.errors import SchemaRefused
from wire.event_batch import decode_event, encode_event
from wire.incident import (
    FileSubject,
    Incident,
    IncidentFinding,
    ListMention,
    MailSubject,
    PlaceName,
    RecipientOutcome,
)

FINDING = IncidentFinding(
    type="BANK_CARD",
    category="property",
    grade="sensitive",
    confidence=0.99,
    masked="6222 **** **** 1234",
    value_hash="ab" * 16,
    place=(PlaceName("attachment", "客户.xlsx"), PlaceName("sheet", "Sheet1")),
)
MAIL = MailSubject(
    sender="zhao@bank.example",
    recipients=(RecipientOutcome("qian@partner.example", "refused", "password-disclosed"),),
    message_id="<1@bank.example>",
    message_digest="cd" * 32,
    size=2048,
)
INCIDENT = Incident(
    id="gw-1:0001",
    occurred_at="2026-01-31T08:00:00Z",
    policy_version=7,
    rule="password-disclosed",
    severity="high",
    mode="enforce",
    outcome="refused",
    reason="a password stands in the same mail",
    inspection="inspected",
    inspection_reason="",
    subject=MAIL,
    finding_count=1,
    findings=(FINDING,),
)


def test_a_mail_incident_comes_back_as_it_was() -> None:
    assert decode_event(encode_event(INCIDENT)) == INCIDENT


def test_a_release_is_told_only_where_one_was_used() -> None:
    assert b'"release"' not in encode_event(INCIDENT)
    used = RecipientOutcome("qian@partner.example", "sealed-pdf", "sealed", "7")
    incident = msgspec.structs.replace(INCIDENT, subject=msgspec.structs.replace(MAIL, recipients=(used,)))
    assert decode_event(encode_event(incident)) == incident


def test_a_file_incident_comes_back_as_it_was() -> None:
    subject = FileSubject("/home/li/Desktop/客户.csv", 10, "李", "li", "proven")
    incident = msgspec.structs.replace(INCIDENT, subject=subject)
    assert decode_event(encode_event(incident)) == incident


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": "terrible"},
        {"mode": "off"},
        {"finding_count": -1},
        {"finding_count": 2**63},
        {"reason": "x" * 1025},
        {"occurred_at": "yesterday"},
        {"id": "with space"},
        {"findings": (msgspec.structs.replace(FINDING, confidence=1.5),)},
        {"findings": (msgspec.structs.replace(FINDING, value_hash="6222021234567890"),)},
        {"subject": msgspec.structs.replace(MAIL, size=-1)},
    ],
)
def test_a_field_out_of_bounds_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(SchemaRefused):
        decode_event(encode_event(msgspec.structs.replace(INCIDENT, **changes)))


POSSIBLE = ListMention("private-banking", ("mobile", "id_no"), certain=False)


def test_lists_and_the_proof_of_a_possible_match_travel_with_it() -> None:
    findings = (
        msgspec.structs.replace(
            FINDING, lists=(POSSIBLE, ListMention("staff", (), certain=True, consent=False))
        ),
    )
    incident = msgspec.structs.replace(INCIDENT, findings=findings, proof=bytes(range(256)))
    assert decode_event(encode_event(incident)) == incident


def test_an_incident_without_lists_is_the_one_that_the_version_before_sent_and_read() -> None:
    raw = msgspec.json.decode(encode_event(INCIDENT))
    assert not {"proof", "lists"} & {*raw, *raw["findings"][0]}


@pytest.mark.parametrize(
    "changes",
    [
        {"proof": bytes(65_537)},
        {"findings": (msgspec.structs.replace(FINDING, lists=(POSSIBLE,) * 9),)},
        {"findings": (msgspec.structs.replace(FINDING, lists=(ListMention("x" * 129, (), certain=True),)),)},
        {
            "findings": (
                msgspec.structs.replace(FINDING, lists=(ListMention("x", ("y",) * 17, certain=True),)),
            )
        },
    ],
)
def test_lists_and_proof_are_bounded(changes: dict[str, object]) -> None:
    with pytest.raises(SchemaRefused):
        decode_event(encode_event(msgspec.structs.replace(INCIDENT, **changes)))


def test_a_finding_has_only_fields_that_may_be_shown() -> None:
    assert set(IncidentFinding.__struct_fields__) == {
        "type", "category", "grade", "confidence", "masked", "value_hash", "place", "lists",
    }  # fmt: skip
