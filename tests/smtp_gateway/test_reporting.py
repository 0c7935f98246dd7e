"""The incident of a message: told when a rule matched, and only what may be told."""

from pathlib import Path

import msgspec
import pytest

from policies.decision.decide import Decision
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Action, Mode, Severity
from smtp_gateway.reporting import incident
from smtp_gateway.spool import Spool
from tests.smtp_gateway.arrivals import CHEN, CLEAN, LI, MAIL, WANG, arrive, decision, finding
from wire.event_batch import decode_event
from wire.incident import Incident, MailSubject, RecipientOutcome

PASSED = Decision(action=Action.PASS, would=Action.PASS)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def told(spool: Spool, *decisions: Decision, inspection: Inspection = CLEAN, **mail: object) -> Incident:
    """Return the incident; the outcome of each recipient is named after what was decided for him."""
    to = [f"r{n}@x.example" for n in range(len(decisions))]
    message = arrive(spool, *to, **mail)
    made = incident(message, inspection, decisions, [f"{one.action}-done" for one in decisions], 7)
    assert isinstance(made, Incident)
    assert decode_event(msgspec.json.encode(made)) == made  # the wire takes it
    return made


def test_where_no_rule_matched_nothing_is_told(spool: Spool) -> None:
    assert incident(arrive(spool, WANG, CHEN), CLEAN, [PASSED, PASSED], ["passed", "passed"], 7) is None


def test_it_says_who_what_and_how_each_recipient_was_served(spool: Spool) -> None:
    message = arrive(spool, WANG, CHEN)
    found = msgspec.structs.replace(CLEAN, findings=(finding(("part", "1")),))
    refused = decision(Action.REFUSE, "no-password", reason="Remove it", severity="critical")
    made = incident(message, found, [PASSED, refused], ["passed", "refused"], 7)
    assert isinstance(made, Incident)
    assert (made.id, made.occurred_at, made.policy_version) == ("m1", "2026-10-06T01:30:00.000000Z", 7)
    assert (made.rule, made.severity, made.mode) == ("no-password", "critical", "enforce")
    assert (made.outcome, made.reason) == ("refused", "Remove it")
    assert (made.inspection, made.inspection_reason, made.finding_count) == ("inspected", "", 1)
    assert made.findings[0].masked == "110105********002X"
    recipients = (RecipientOutcome(WANG, "passed", ""), RecipientOutcome(CHEN, "refused", "no-password"))
    assert made.subject == MailSubject(LI, recipients, "<1@bank.example>", message.digest, len(MAIL))


def test_the_subject_line_stays_here(spool: Spool) -> None:
    made = told(spool, decision(Action.SEAL))
    assert b"quarterly" not in msgspec.json.encode(made)


@pytest.mark.parametrize(
    ("decisions", "gravest"),
    [
        ([decision(Action.SEAL, "a"), decision(Action.REFUSE, "b", severity="low")], "b"),
        ([decision(Action.HOLD, "a"), decision(Action.SEAL, "b", severity="critical")], "a"),
        ([decision(Action.SEAL, "a", severity="low"), decision(Action.SEAL, "b", severity="medium")], "b"),
        ([decision(Action.SEAL, "a"), decision(Action.SEAL, "b")], "a"),
        ([PASSED, decision(Action.PASS, "b", severity="info")], "b"),
        ([decision(Action.REFUSE, "a"), decision(Action.KEEP, "b", severity="info")], "b"),
    ],
)
def test_the_strictest_then_gravest_decision_gives_it_its_name(
    spool: Spool, decisions: list[Decision], gravest: str
) -> None:
    made = told(spool, *decisions)
    assert made.rule == gravest
    assert made.outcome == f"{next(one for one in decisions if one.rule == gravest).action}-done"


def test_what_was_only_observed_says_so(spool: Spool) -> None:
    seen = Decision(action=Action.PASS, would=Action.REFUSE, rule="seen", mode=Mode.OBSERVE,
                    severity=Severity.LOW)  # fmt: skip
    made = told(spool, seen)
    assert (made.mode, made.outcome, made.severity) == ("observe", "pass-done", "low")


def test_why_a_mail_could_not_be_read_is_told(spool: Spool) -> None:
    unread = Inspection(InspectionVerdict.UNINSPECTABLE, "encrypted:zip", "message", 1, 0.0)
    made = told(spool, decision(Action.REFUSE), inspection=unread)
    assert (made.inspection, made.inspection_reason) == ("uninspectable", "encrypted:zip")


def test_whatever_a_mail_holds_the_wire_takes_its_incident(spool: Spool) -> None:
    wild = MAIL.replace(b"<1@bank.example>", b"<\xff\x00" + b"i" * 5000 + b">")
    long = "policy-" * 100
    found = msgspec.structs.replace(CLEAN, findings=(finding(("\udcff", "n\r\n\udcff" * 1000)),) * 300)
    made = told(spool, decision(Action.SEAL, long, reason="\udcff\n" * 2000), inspection=found,
                content=wild, sender="\u674e" * 2000 + "@x")  # fmt: skip
    assert made.finding_count == 300


def test_a_release_is_named_for_the_recipients_who_owe_their_copy_to_it(spool: Spool) -> None:
    made = told(spool, decision(Action.SEAL, "seal-it", approval="7"), decision(Action.SEAL, "seal-it"))
    assert isinstance(made.subject, MailSubject)
    assert [one.release for one in made.subject.recipients] == ["7", ""]
    assert made.reason == "Words for it"
    assert msgspec.json.encode(made).count(b'"release"') == 1


def test_a_release_that_left_no_rule_to_act_is_told_too(spool: Spool) -> None:
    made = told(spool, msgspec.structs.replace(PASSED, approval="7"))
    assert (made.rule, made.severity, made.outcome) == ("", "info", "pass-done")
    assert made.reason == "covered by release 7"


def test_it_says_how_much_was_masked(spool: Spool) -> None:
    message = arrive(spool, WANG)
    made = incident(
        message, CLEAN, [decision(Action.REDACT)], ["redacted"], 7, masked={"MOBILE": 1, "NAME": 3}
    )
    assert isinstance(made, Incident)
    assert made.outcome == "redacted"
    assert [(each.type, each.count) for each in made.masked] == [("NAME", 3), ("MOBILE", 1)]
