"""From a plan to what becomes durable: copies, notices, bounces, passwords in escrow, the incident."""

import os
import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from policies.decision.decide import Decision
from policies.model import Action
from smtp_gateway.cumulative import counts_of, tally_of
from smtp_gateway.handler import StorageFull
from smtp_gateway.journal import Copy, Outcome
from smtp_gateway.outgoing import NobodyToTell, Preparation
from smtp_gateway.redaction.copying import MaskedCopy
from smtp_gateway.sealer import NoConsoleKey
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.smtp.address import MailPath, Parameter, Recipient
from smtp_gateway.transaction import Commit, plan
from tests.smtp_gateway.arrivals import (
    CHEN,
    CLEAN,
    LI,
    MAIL,
    NOW,
    UTF8,
    WANG,
    arrive,
    decision,
    finding,
    mobiles,
)  # fmt: skip
from tests.smtp_gateway.full_disk import files_end_at
from tests.smtp_gateway.office import BY_RECIPIENT, Office
from wire.escrow import EscrowedPassword
from wire.incident import Incident, MailSubject

PASS = Decision(action=Action.PASS, would=Action.PASS)
SEAL, HOLD = decision(Action.SEAL, "seal-it"), decision(Action.HOLD, "hold-it")
REDACT = decision(Action.REDACT, "mask-it")
REFUSE = decision(Action.REFUSE, "refuse-it", reason="Do not send this")
SPLIT = decision(Action.REFUSE, "split-it", reason="Not to this one", split=True)


@pytest.fixture
def office(tmp_path: Path, identity: SigningIdentity) -> Office:
    return Office(tmp_path, identity)


def to(copy: Copy) -> list[str]:
    return [one.path.address for one in copy.letter.recipients]


def copies_for(outcome: Outcome, recipient: str) -> list[Copy]:
    return [copy for copy in outcome.copies if to(copy) == [recipient]]


def outcomes(outcome: Outcome) -> list[str]:
    incident = next(event for event in outcome.events if isinstance(event, Incident))
    assert isinstance(incident.subject, MailSubject)
    return [one.outcome for one in incident.subject.recipients]


async def test_a_refusal_is_told_by_reply_notice_and_incident(office: Office) -> None:
    message = arrive(office.spool, WANG, CHEN)
    outcome = await office.prepare(message, PASS, REFUSE).refusal(REFUSE)
    assert outcome.reply == b"550 5.7.1 Do not send this [m1]\r\n"
    assert outcome.fingerprint == b"fingerprint"
    assert outcomes(outcome) == ["refused", "refused"]
    (notice,) = outcome.copies
    assert (notice.letter.sender.raw, to(notice), notice.held) == (b"", [LI], False)
    assert notice.due_at == NOW.timestamp()
    words = office.words(notice)
    assert all(part in words for part in ("Explanation", WANG, CHEN, "quarterly report", "m1"))


async def test_only_what_leaves_adds_to_cumulative_counts(office: Office) -> None:
    to_four = (WANG, CHEN, "held@x.example", "refused@x.example")
    found = mobiles("a")
    mixed = await office.commit(arrive(office.spool, *to_four), PASS, SEAL, HOLD, SPLIT, inspection=found)
    assert [each.tally for each in mixed.counted] == [tally_of(BY_RECIPIENT, LI, who) for who in (WANG, CHEN)]
    assert mixed.counted[0].values == {"MOBILE:a": 1}
    whole = office.prepare(arrive(office.spool, WANG, name="m2"), PASS, inspection=found)
    assert len(whole.passed(b"250\r\n").counted) == 1
    assert (await whole.refusal(REFUSE)).counted == ()


async def test_a_notice_speaks_the_language_of_the_mail_and_gives_the_reason_for_want_of_words(
    office: Office,
) -> None:
    chinese = MAIL.replace(b"Nothing here.", "请查收季度报告，谢谢。".encode())
    message = arrive(office.spool, WANG, content=chinese)
    outcome = await office.prepare(message, REFUSE).refusal(REFUSE)
    assert "说明" in office.words(outcome.copies[0])
    wordless = msgspec.structs.replace(REFUSE, notice_en="")
    message = arrive(office.spool, WANG, name="m2")
    outcome = await office.prepare(message, wordless).refusal(wordless)
    assert "Do not send this" in office.words(outcome.copies[0])


async def test_a_subject_in_which_something_was_found_is_not_repeated(office: Office) -> None:
    found = msgspec.structs.replace(CLEAN, findings=(finding(("header", "Subject")),))
    message = arrive(office.spool, WANG)
    outcome = await office.prepare(message, REFUSE, inspection=found).refusal(REFUSE)
    assert "quarterly" not in office.words(outcome.copies[0])
    sealed = await office.commit(arrive(office.spool, WANG, name="m2"), SEAL, inspection=found)
    for copy in sealed.copies:
        assert "quarterly" not in office.read(copy)["Subject"] + office.words(copy)


async def test_the_null_sender_gets_no_notice_and_no_bounce(office: Office) -> None:
    outcome = await office.prepare(arrive(office.spool, WANG, sender=""), REFUSE).refusal(REFUSE)
    assert outcome.reply.startswith(b"550 5.7.1 Do not send this")
    assert outcome.copies == ()
    message = arrive(office.spool, WANG, CHEN, sender="", name="m2")
    outcome = await office.commit(message, HOLD, SPLIT)
    assert [(to(copy), copy.held) for copy in outcome.copies] == [([WANG], True)]
    assert outcomes(outcome) == ["held", "refused"]


async def test_each_recipient_is_served_as_decided(office: Office) -> None:
    message = arrive(office.spool, "a@x", "b@x", "c@x", "d@x", "e@x")
    outcome = await office.commit(message, PASS, SEAL, HOLD, SPLIT, PASS)
    assert outcome.reply == b"250 2.0.0 Accepted for delivery as m1\r\n"
    assert outcomes(outcome) == ["passed", "sealed-pdf", "held", "refused", "passed"]
    served = [(to(copy), copy.held, copy.letter.file == "m1") for copy in outcome.copies]
    assert sorted(served) == [
        (["a@x", "e@x"], False, True),
        (["b@x"], False, False),
        (["c@x"], True, True),
        ([LI], False, False),  # where the password for b can be read
        ([LI], False, False),  # that c waits
        ([LI], False, False),  # that d is refused
    ]
    assert len({copy.id for copy in outcome.copies}) == 6
    assert len({copy.letter.file for copy in outcome.copies}) == 5
    told = copies_for(outcome, LI)
    (bounce,) = [copy for copy in told if office.read(copy).get_content_type() == "multipart/report"]
    assert b"550 5.7.1 Not to this one [m1]" in bytes(office.read(bounce))
    named = [
        re.findall(r"\b[a-e]@x\b", text)
        for text in (office.words(copy) for copy in told if copy is not bounce)
    ]
    assert sorted(named) == [["b@x"], ["c@x"]]
    assert set(re.findall(rb"\b[a-e]@x\b", bytes(office.read(bounce)))) == {b"d@x"}


async def test_who_asked_not_to_hear_of_failures_gets_no_bounce(office: Office) -> None:
    message = arrive(office.spool, WANG, CHEN)
    never = (Parameter("NOTIFY", b"NEVER", b"NOTIFY=NEVER"),)
    recipients = (message.envelope.recipients[0], Recipient(MailPath(CHEN.encode()), never))
    envelope = msgspec.structs.replace(message.envelope, recipients=recipients)
    outcome = await office.commit(msgspec.structs.replace(message, envelope=envelope), PASS, SPLIT)
    assert [to(copy) for copy in outcome.copies] == [[WANG]]


async def test_a_sealed_copy_is_a_letter_of_its_own_kind(office: Office) -> None:
    content = MAIL.replace(b"Nothing here.", "Client 张三.".encode())
    parameters = (UTF8, Parameter("BODY", b"8BITMIME", b"BODY=8BITMIME"))
    message = arrive(office.spool, WANG, content=content, parameters=parameters)
    outcome = await office.commit(message, SEAL)
    (sealed,), (notice,) = copies_for(outcome, WANG), copies_for(outcome, LI)
    letter = sealed.letter
    assert (letter.sender.raw, letter.sender_parameters) == (LI.encode(), parameters)
    assert (letter.prefix, letter.eight_bit) == (message.prefix, False)
    assert "张三".encode() not in office.spool.path(letter.file).read_bytes()
    assert notice.letter.sender_parameters == (UTF8,)


async def test_each_container_has_a_password_of_its_own_in_escrow_for_the_sender(office: Office) -> None:
    outcome = await office.commit(arrive(office.spool, WANG, CHEN), SEAL, SEAL)
    incident, *escrows = outcome.events
    assert isinstance(incident, Incident)
    passwords = []
    for event, notice, recipient in zip(escrows, copies_for(outcome, LI), (WANG, CHEN), strict=True):
        assert isinstance(event, EscrowedPassword)
        assert (event.sender, event.recipients, event.incident_id) == (LI, (recipient,), incident.id)
        assert event.expires_at.startswith("2026-10-20T01:30:00")
        words = office.words(notice)
        assert f"https://console.example/secrets/{event.id}" in words
        assert recipient in words
        secret = office.password(event)
        assert secret not in "".join(office.read(copy).as_string() for copy in outcome.copies)
        passwords.append(secret)
    assert len(set(passwords)) == len({event.id for event in escrows}) == 2
    assert all(re.fullmatch(r"\S{4}(-\S{4}){3}", secret) for secret in passwords)


async def test_a_certificate_spares_password_notice_and_escrow(office: Office) -> None:
    office.people.add(WANG)
    outcome = await office.commit(arrive(office.spool, WANG, sender=""), SEAL)  # so nobody has to be told
    assert outcomes(outcome) == ["sealed-smime"]
    assert [to(copy) for copy in outcome.copies] == [[WANG]]
    assert office.read(outcome.copies[0]).get_content_type() == "application/pkcs7-mime"
    assert [type(event) for event in outcome.events] == [Incident]


async def test_an_unusable_certificate_is_told_to_the_operator(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.people.add(WANG, until=NOW - timedelta(days=1))
    outcome = await office.commit(arrive(office.spool, WANG), SEAL)
    assert outcomes(outcome) == ["sealed-pdf"]
    (warned,) = [record for record in caplog.records if record.message == "certificate-unusable"]
    assert "expired" in warned.__dict__["reason"]


async def test_what_cannot_be_sealed_or_told_is_not_sent_and_leaves_nothing(office: Office) -> None:
    message = arrive(office.spool, CHEN, WANG, sender="")
    preparation = office.prepare(message, PASS, SEAL)
    with pytest.raises(NobodyToTell):
        await preparation.commit(Commit((0,), (1,), (), ()))
    preparation.discard()
    office.keystore.console = None
    preparation = office.prepare(arrive(office.spool, CHEN, WANG, name="m2"), PASS, SEAL)
    with pytest.raises(NoConsoleKey):
        await preparation.commit(Commit((0,), (1,), (), ()))
    preparation.discard()
    assert office.spool.names() == {"m1", "m2"}  # the originals are the relay's business


async def test_what_was_prepared_can_be_taken_back(office: Office) -> None:
    message = arrive(office.spool, "a@x", "b@x", "c@x")
    preparation = office.prepare(message, SEAL, HOLD, SPLIT)
    await preparation.commit(Commit((), (0,), (1,), (2,)))
    assert len(office.spool.names()) == 5
    preparation.discard()
    assert office.spool.names() == {"m1"}


@pytest.mark.parametrize("decided", [SEAL, HOLD, SPLIT])
async def test_a_full_disk_is_told_and_nothing_is_left(office: Office, decided: Decision) -> None:
    message = arrive(office.spool, WANG, CHEN)
    preparation = office.prepare(message, PASS, decided)
    made = plan([PASS, decided])
    assert isinstance(made, Commit)
    with files_end_at(500), pytest.raises(StorageFull):
        await preparation.commit(made)
    preparation.discard()
    assert office.spool.names() == {"m1"}
    preparation = office.prepare(message, REFUSE, REFUSE)
    with files_end_at(500), pytest.raises(StorageFull):
        await preparation.refusal(REFUSE)
    preparation.discard()
    assert office.spool.names() == {"m1"}


@pytest.mark.parametrize("decisions", [(PASS, SPLIT), (HOLD,), (SEAL,), (PASS, SEAL, HOLD, SPLIT)])
async def test_every_file_that_a_copy_needs_is_on_the_disk_before_the_outcome(
    office: Office, monkeypatch: pytest.MonkeyPatch, decisions: tuple[Decision, ...]
) -> None:
    synced: set[int] = set()
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    message = arrive(office.spool, *(f"r{n}@x.example" for n in range(len(decisions))))
    monkeypatch.setattr(os, "fsync", fsync)
    outcome = await office.commit(message, *decisions)
    needed = {copy.letter.file for copy in outcome.copies}
    assert needed
    assert {office.spool.path(name).stat().st_ino for name in needed} <= synced


async def test_mail_that_the_next_hop_took_is_told_with_its_words(office: Office) -> None:
    seen = msgspec.structs.replace(PASS, rule="seen")
    outcome = office.prepare(arrive(office.spool, WANG), seen).passed(b"250 2.0.0 queued\r\n")
    assert (outcome.reply, outcome.copies) == (b"250 2.0.0 queued\r\n", ())
    assert outcomes(outcome) == ["passed"]
    assert office.prepare(arrive(office.spool, WANG, name="m2"), PASS).passed(b"250\r\n").events == ()


def masked_copy(office: Office, *, seal: bool = False) -> MaskedCopy:
    """Put a masked copy into the spool, as the relay does before it is committed."""
    content = MAIL.replace(b"Nothing", b"110105********002X")
    office.spool.store("m1.m0", content)
    counts = counts_of([BY_RECIPIENT], mobiles("left").findings, message_id="m1", sender=LI, at=NOW)
    return MaskedCopy("m1.m0", len(content), False, {"RESIDENT_ID": 1}, CLEAN, counts, seal)


async def test_masked_copies_leave_and_the_sender_reads_what_was_masked(office: Office) -> None:
    message = arrive(office.spool, WANG, CHEN, "third@z.example")
    decisions = (REDACT, PASS, REDACT)
    copy = masked_copy(office)
    counts = counts_of([BY_RECIPIENT], mobiles("all").findings, message_id="m1", sender=LI, at=NOW)
    made = plan(decisions)
    assert isinstance(made, Commit)
    preparation = Preparation(
        office.desk, message, CLEAN, decisions, 7, counts=counts, masked={0: copy, 2: copy}
    )
    outcome = await preparation.commit(made)
    assert outcomes(outcome) == ["redacted", "passed", "redacted"]
    [masked] = [each for each in outcome.copies if each.letter.file == "m1.m0"]
    assert to(masked) == [WANG, "third@z.example"]
    assert "110105********002X" in office.read(masked).get_content()
    [notice] = copies_for(outcome, LI)
    assert "resident identity number (1)" in office.words(notice)
    assert WANG in office.words(notice)
    assert CHEN not in office.words(notice)
    told = next(event for event in outcome.events if isinstance(event, Incident))
    assert [(each.type, each.count) for each in told.masked] == [("RESIDENT_ID", 1)]
    assert {key for each in outcome.counted for key in each.values} == {"MOBILE:all", "MOBILE:left"}


async def test_a_masked_copy_that_the_policy_wants_sealed_is_sealed(office: Office) -> None:
    message = arrive(office.spool, WANG)
    copy = masked_copy(office, seal=True)
    counts = counts_of([], (), message_id="m1", sender=LI, at=NOW)
    made = plan((REDACT,))
    assert isinstance(made, Commit)
    outcome = await Preparation(
        office.desk, message, CLEAN, (REDACT,), 7, counts=counts, masked={0: copy}
    ).commit(made)
    assert outcomes(outcome) == ["sealed-pdf"]
    assert all(each.letter.file != "m1.m0" for each in outcome.copies)
    assert len(copies_for(outcome, LI)) == 2  # where the password is, and what was masked


async def test_without_its_masked_copy_nothing_leaves(office: Office) -> None:
    with pytest.raises(KeyError):
        await office.commit(arrive(office.spool, WANG, CHEN), REDACT, PASS)
