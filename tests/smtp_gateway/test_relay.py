"""A message's way through: passed on, refused, sealed, held, split, and what a fault costs."""

import asyncio

import msgspec
import pytest

from inspection.worker_reply import Edit, Redaction
from policies.inspected import Inspection, InspectionVerdict
from smtp_gateway import replies
from smtp_gateway.handler import StorageFull
from smtp_gateway.spool import SpoolFile
from tests.smtp_gateway.arrivals import finding, mobiles
from tests.smtp_gateway.conftest import RigMaker
from tests.smtp_gateway.rig import CLEAN, MAIL, FixedPolicies, without_trace
from wire.escrow import EscrowedPassword
from wire.event_batch import decode_event
from wire.incident import Incident, MailSubject


async def test_untouched_mail_arrives_identical_below_one_received_field(rig: RigMaker) -> None:
    content = b"Received: from a\r\n by b; x\r\nSubject: =?x?=\r\n\r\n.one\r\n..two\r\n\xff\x00 end\r"
    content += b"x\r\n" + b"long" * 50_000 + b"\r\n"
    async with rig() as gateway:
        reply = await gateway.send(content)
        assert reply == b"250 2.0.0 queued as 4711\r\n"
        assert without_trace(gateway.hop.taken[0].content) == content
        assert gateway.hop.taken[0].content.count(b"Ashseal one ") == 1
        await gateway.swept()
        assert gateway.outbox.depth() == 0


async def test_the_next_hops_refusal_is_passed_on_byte_for_byte(rig: RigMaker) -> None:
    said = "550-5.7.1 \u4e0d\u8981\r\n550 5.7.1  twice  spaced\r\n".encode()
    async with rig() as gateway:
        gateway.hop.answers[b"."] = said
        async with gateway.talk() as talk:
            assert await talk.mail(MAIL) + b"" == said
        await gateway.swept()


async def test_a_refusal_reaches_nobody_and_tells_the_sender_by_reply_notice_and_incident(
    rig: RigMaker,
) -> None:
    async with rig() as gateway:
        reply = await gateway.send(MAIL, b"wang@x.example", b"refuse@x.example")
        assert reply.startswith(b"550 5.7.1 Do not send this [")
        (notice,) = await gateway.hop.wait_for(1)
        assert notice.mail.startswith(b"MAIL FROM:<>")
        assert notice.rcpt == [b"RCPT TO:<li@bank.example>"]
        await gateway.emptied()
        (entry,) = gateway.outbox.pending(10)
        incident = decode_event(entry.raw)
        assert isinstance(incident, Incident)
        assert incident.id.encode() in reply
        assert isinstance(incident.subject, MailSubject)
        assert [one.outcome for one in incident.subject.recipients] == ["refused", "refused"]
        await gateway.swept()


async def test_each_recipient_gets_his_own_outcome(rig: RigMaker) -> None:
    async with rig() as gateway:
        to = (b"wang@x.example", b"seal@x.example", b"hold@x.example", b"split@x.example")
        assert (await gateway.send(MAIL, *to)).startswith(b"250 2.0.0 Accepted for delivery as ")
        # The original, the sealed copy, notices of escrow and hold, and the bounce for the refused one.
        await gateway.hop.wait_for(5)
        assert without_trace(gateway.hop.contents_for(b"wang@x.example")[0]) == MAIL
        (sealed,) = gateway.hop.contents_for(b"seal@x.example")
        assert b"Nothing here" not in sealed
        assert sealed.startswith(b"Received: from client.example")
        assert gateway.hop.contents_for(b"hold@x.example") == []
        assert gateway.hop.contents_for(b"split@x.example") == []
        to_sender = b"".join(gateway.hop.contents_for(b"li@bank.example"))
        assert b"Final-Recipient: rfc822; split@x.example" in to_sender
        events = [decode_event(entry.raw) for entry in gateway.outbox.pending(10)]
        assert [type(event) for event in events] == [Incident, EscrowedPassword]
        async with asyncio.timeout(5):
            while len(gateway.spool.names()) > 1:
                await asyncio.sleep(0.01)
        assert gateway.spool.names() == await gateway.journal.files()


async def test_without_a_console_key_nothing_is_sealed_and_nothing_is_sent(rig: RigMaker) -> None:
    async with rig() as gateway:
        gateway.keystore.console = None
        assert await gateway.send(MAIL, b"seal@x.example", b"wang@x.example") == replies.NO_SEALING_KEY
        await gateway.swept()
        assert gateway.outbox.depth() == 0
        assert gateway.hop.taken == []


async def test_the_null_sender_gets_no_notice_and_cannot_have_a_container(rig: RigMaker) -> None:
    async with rig() as gateway:
        assert (await gateway.send(MAIL, b"seal@x.example", sender=b"")).startswith(b"550 5.7.1 ")
        assert (await gateway.send(MAIL, b"refuse@x.example", sender=b"")).startswith(b"550 5.7.1 Do not")
        await asyncio.sleep(0.1)
        assert gateway.hop.taken == []
        await gateway.swept()


async def test_observed_mail_passes_and_is_told(rig: RigMaker) -> None:
    async with rig() as gateway:
        assert (await gateway.send(MAIL, b"observe@x.example")).startswith(b"250 2.0.0 queued")
        assert without_trace(gateway.hop.taken[0].content) == MAIL
        (entry,) = gateway.outbox.pending(10)
        incident = decode_event(entry.raw)
        assert isinstance(incident, Incident)
        assert (incident.mode, incident.outcome, incident.rule) == ("observe", "passed", "seen")


async def test_mail_that_the_next_hop_takes_for_some_is_delivered_to_them_and_bounced_for_the_others(
    rig: RigMaker,
) -> None:
    async with rig() as gateway:
        gateway.hop.answers[b"RCPT TO:<gone@"] = b"550 5.1.1 no such user\r\n"
        assert (await gateway.send(MAIL, b"wang@x.example", b"gone@x.example")).startswith(
            b"250 2.0.0 Accepted"
        )
        await gateway.hop.wait_for(2)
        assert len(gateway.hop.contents_for(b"wang@x.example")) == 1
        assert b"550 5.1.1 no such user" in gateway.hop.contents_for(b"li@bank.example")[0]


@pytest.mark.parametrize("faults", [[RuntimeError("x")], [ValueError("y")]])
async def test_a_fault_is_451_and_concerns_one_message(rig: RigMaker, faults: list[BaseException]) -> None:
    async with rig() as gateway:
        gateway.inspector.faults = faults
        async with gateway.talk() as talk:
            assert await talk.mail(MAIL, b"first@x.example") == replies.INTERNAL_FAULT
            assert (await talk.mail(MAIL, b"second@x.example")).startswith(b"250")
        assert [one.rcpt for one in gateway.hop.taken] == [[b"RCPT TO:<second@x.example>"]]


async def test_a_crashed_worker_is_451_and_an_uninspectable_mail_is_the_policys_business(
    rig: RigMaker,
) -> None:
    async with rig() as gateway:
        gateway.inspector.answer = Inspection(InspectionVerdict.UNINSPECTABLE, "worker-crash", "", 0, 0.0)
        assert await gateway.send() == replies.INSPECTION_FAILED
        gateway.inspector.answer = Inspection(InspectionVerdict.UNINSPECTABLE, "time-out", "", 0, 0.0)
        assert (await gateway.send()).startswith(b"250")


async def test_no_policy_no_mail(rig: RigMaker) -> None:
    async with rig(policies=FixedPolicies(())) as gateway:
        assert await gateway.send() == replies.NO_POLICY
        assert gateway.inspector.calls == 0


async def test_a_decision_that_takes_too_long_promises_nothing(rig: RigMaker) -> None:
    async with rig(commit_deadline=0.05) as gateway:
        gateway.inspector.seconds = 5.0
        assert await gateway.send() == replies.OUT_OF_TIME
        await gateway.swept()


async def test_an_unreachable_next_hop_is_451(rig: RigMaker) -> None:
    async with rig() as gateway:
        await gateway.hop.__aexit__(None, None, None)
        assert await gateway.send() == replies.UPSTREAM_AWAY
        await gateway.swept()


async def test_a_mail_that_was_here_before_is_a_loop(rig: RigMaker) -> None:
    async with rig() as gateway:
        await gateway.send()
        assert await gateway.send(gateway.hop.taken[0].content) == replies.LOOP
        forged = MAIL.replace(b"From:", b"Received: from x\r\n by y (Ashseal one " + b"0" * 32 + b")\r\n"
                              b" with SMTP id abc; x\r\nFrom:")  # fmt: skip
        assert (await gateway.send(forged)).startswith(b"250")
        assert await gateway.send(b"Received: x\r\n" * 50 + MAIL) == replies.LOOP


async def test_a_full_disk_is_452_and_loses_nothing(rig: RigMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    async with rig() as gateway:
        with monkeypatch.context() as patch:
            patch.setattr(SpoolFile, "write", _full)
            assert await gateway.send() == replies.STORAGE_FULL
        with monkeypatch.context() as patch:
            patch.setattr(gateway.spool, "store", _full)
            assert await gateway.send(MAIL, b"refuse@x.example") == replies.STORAGE_FULL
        await gateway.swept()
        assert (await gateway.send()).startswith(b"250")


DROPS = """
schema: 1
name: drop-by-drop
title: {zh: 化整为零, en: Drop by drop}
rules:
  - {name: by-sender, then: hold, reason: Held, notice: {zh: 扣留, en: Held},
     when: {entity: MOBILE, cumulative: {entity: MOBILE, distinct: 3}}}
  - {name: by-domain, then: seal, reason: Sealed, notice: {zh: 加密, en: Sealed},
     when: {cumulative: {count: 2, by: recipient-domain}}, scope: {domains: partner.example}}
"""


def numbered(number: int) -> bytes:
    return MAIL.replace(b"<1@", b"<%d@" % number)


async def test_the_third_of_many_small_mails_crosses_the_limit_and_is_held(rig: RigMaker) -> None:
    async with rig(policies=FixedPolicies([DROPS])) as gateway:
        for number, (found, reply) in enumerate(
            [
                ("a", b"250 2.0.0 queued"),
                ("b", b"250 2.0.0 queued"),
                ("c", b"250 2.0.0 Accepted"),  # held
                ("b", b"250 2.0.0 queued"),  # no third one; what was held has not left
                ("d", b"250 2.0.0 Accepted"),
            ]
        ):
            gateway.inspector.answer = mobiles(found)
            assert (await gateway.send(numbered(number), b"wang@x.example")).startswith(reply)
        assert len(gateway.hop.contents_for(b"wang@x.example")) == 3
        assert (await gateway.send(numbered(9), b"wang@x.example", sender=b"zhao@bank.example")).startswith(
            b"250 2.0.0 queued"  # another sender
        )


async def test_sealed_mail_counts_for_the_domain_that_gets_it_and_refused_mail_for_nobody(
    rig: RigMaker,
) -> None:
    async with rig(policies=FixedPolicies([DROPS])) as gateway:
        gateway.inspector.answer = mobiles("a")
        gateway.hop.answers[b"RCPT TO:<gone@"] = b"550 5.1.1 no such user\r\n"
        replies_of = [
            await gateway.send(numbered(number), to)
            for number, to in enumerate(
                [b"gone@partner.example", b"wang@partner.example", b"chen@partner.example", b"chen@x.example"]
            )
        ]
        assert [reply[:12] for reply in replies_of] == [
            b"550 5.1.1 no", b"250 2.0.0 qu", b"250 2.0.0 Ac", b"250 2.0.0 qu"
        ]  # fmt: skip
        await gateway.hop.wait_for(4)  # the sealed copy and the notice of its password among them
        (sealed,) = gateway.hop.contents_for(b"chen@partner.example")
        assert b"Nothing here" not in sealed


async def test_mails_at_the_same_time_cannot_pass_a_limit_together(rig: RigMaker) -> None:
    async with rig(policies=FixedPolicies([DROPS.replace("distinct", "count")])) as gateway:
        gateway.inspector.answer, gateway.inspector.seconds = mobiles("a"), 0.2
        sent = await asyncio.gather(*(gateway.send(numbered(n), b"wang@x.example") for n in range(6)))
        assert sorted(reply[:12] for reply in sent) == [b"250 2.0.0 Ac"] * 4 + [b"250 2.0.0 qu"] * 2


async def test_a_mail_that_comes_again_after_a_kill_counts_once(
    rig: RigMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = FixedPolicies([DROPS.replace("distinct: 3", "count: 4")])
    async with rig(policies=policies) as gateway:
        gateway.inspector.answer = mobiles("a", "b")
        monkeypatch.setattr(gateway.journal, "replied", _killed)  # the next hop has it, the client never knew
        reply = await gateway.send()
    async with rig(policies=policies) as gateway:
        assert await gateway.send() == reply
        gateway.inspector.answer = mobiles("a")
        assert (await gateway.send(numbered(2))).startswith(b"250 2.0.0 queued")
        assert (await gateway.send(numbered(3))).startswith(b"250 2.0.0 Accepted")


async def test_a_mail_that_left_and_could_not_be_noted_counts_all_the_same(
    rig: RigMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with rig(policies=FixedPolicies([DROPS])) as gateway:
        gateway.inspector.answer = mobiles("a", "b")
        with monkeypatch.context() as patch:
            patch.setattr(gateway.journal, "settle", _full)
            assert (await gateway.send()).startswith(b"250 2.0.0 queued")
        gateway.inspector.answer = mobiles("c")
        assert (await gateway.send(numbered(2))).startswith(b"250 2.0.0 Accepted")


async def _killed(*_arguments: object, **_more: object) -> None:
    pass


def _full(*_arguments: object) -> None:
    raise StorageFull


async def test_the_reply_to_a_client_that_never_read_it_is_given_again(rig: RigMaker) -> None:
    async with rig() as gateway:
        gateway.inspector.seconds = 0.2
        async with gateway.talk() as talk:
            await talk.hello()
            talk.send(b"MAIL FROM:<li@bank.example>\r\nRCPT TO:<split@x.example>\r\n")
            talk.send(b"RCPT TO:<w@x.example>\r\nDATA\r\n")
            for _ in range(4):
                await talk.reply()
            talk.send(MAIL + b".\r\nQUIT\r\n")  # with a QUIT behind, leaving is no change of mind
            await asyncio.sleep(0.05)
            talk.writer.write_eof()
            reply = await talk.reply()
            assert reply.startswith(b"250 2.0.0 Accepted")
        await gateway.emptied()
        delivered = len(gateway.hop.taken)
        await asyncio.sleep(0.05)
        assert await gateway.send(MAIL, b"w@x.example", b"split@x.example") == reply
        assert len(gateway.hop.taken) == delivered
        # It was read this time, so the same mail is a new one.
        await gateway.relay.idle()
        assert (await gateway.send(MAIL, b"w@x.example", b"split@x.example")) != reply


async def test_a_client_that_leaves_before_the_last_dot_gets_nothing_sent(rig: RigMaker) -> None:
    async with rig() as gateway:
        gateway.inspector.seconds = 0.3
        async with gateway.talk() as talk:
            await talk.hello()
            talk.send(b"MAIL FROM:<li@bank.example>\r\nRCPT TO:<w@x.example>\r\nDATA\r\n" + MAIL + b".\r\n")
            await asyncio.sleep(0.1)
            talk.cut()
        await asyncio.sleep(0.5)
        assert gateway.inspector.calls == 1
        assert gateway.hop.taken == []
        await gateway.swept()


MASKING = """
schema: 1
name: masks
title: {zh: 脱敏, en: Masked}
rules:
  - {name: mask-it, then: redact, reason: Masked, when: {entity: RESIDENT_ID}, scope: {recipients: "mask*"},
     notice: {zh: 遮盖, en: Masked}}
"""
FOUND = msgspec.structs.replace(CLEAN, findings=(finding(("part", "1")),))


async def test_a_masked_copy_leaves_and_other_recipients_get_the_original(rig: RigMaker) -> None:
    async with rig(policies=FixedPolicies((MASKING,))) as gateway:
        gateway.inspector.answers = [FOUND]  # afterwards clean
        start = MAIL.index(b"Nothing")
        gateway.inspector.redaction = Redaction((Edit(start, start + 7, b"1101**"),), {"RESIDENT_ID": 1})
        reply = await gateway.send(MAIL, b"mask@x.example", b"wang@x.example")
        assert reply.startswith(b"250 2.0.0 Accepted")
        await gateway.hop.wait_for(3)
        [masked] = gateway.hop.contents_for(b"mask@x.example")
        assert without_trace(masked) == MAIL.replace(b"Nothing", b"1101**")
        assert without_trace(gateway.hop.contents_for(b"wang@x.example")[0]) == MAIL
        assert gateway.metrics.value("ashseal_redactions_total", outcome="masked") == 1
        await gateway.swept()


@pytest.mark.parametrize(
    ("answers", "redaction", "reply"),
    [
        ([FOUND], Redaction(reason="signed:dkim"), b"250 2.0.0 Accepted"),
        ([FOUND, FOUND], Redaction((Edit(0, 1, b"F"),)), b"250 2.0.0 Accepted"),
        ([FOUND], Redaction(reason="worker-crash"), replies.INSPECTION_FAILED),
    ],
)
async def test_what_cannot_be_masked_is_held_and_a_crash_is_the_clients_to_try_again(
    rig: RigMaker, answers: list[Inspection], redaction: Redaction, reply: bytes
) -> None:
    async with rig(policies=FixedPolicies((MASKING,))) as gateway:
        gateway.inspector.answers, gateway.inspector.redaction = list(answers), redaction
        assert (await gateway.send(MAIL, b"mask@x.example")).startswith(reply)
        if reply.startswith(b"250"):
            await gateway.hop.wait_for(1)  # the notice that it is held
            assert gateway.metrics.value("ashseal_redactions_total", outcome="not-masked") == 1
        assert gateway.hop.contents_for(b"mask@x.example") == []
        async with asyncio.timeout(5):
            while gateway.spool.names() != await gateway.journal.files():
                await asyncio.sleep(0.01)


async def test_no_masked_copy_is_left_when_time_is_up(rig: RigMaker) -> None:
    async with rig(policies=FixedPolicies((MASKING,)), commit_deadline=0.3) as gateway:
        gateway.inspector.answers = [FOUND]
        gateway.inspector.redaction = Redaction((Edit(0, 1, b"F"),))
        gateway.inspector.seconds_of_a_copy = 5.0
        assert await gateway.send(MAIL, b"mask@x.example") == replies.OUT_OF_TIME
        await gateway.swept()
