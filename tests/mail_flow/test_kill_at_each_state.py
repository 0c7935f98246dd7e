"""kill -9 before and after every change of state: nothing is lost, nothing is done twice.

A client does as mail servers do: it sends a message again until it has read a reply. What counts is
what the next hop has got. One duplicate cannot be avoided by anybody who speaks SMTP (RFC 1047): the
next hop took the message, and the sender died before that was written down. It is counted here, and
may happen at no other point.
"""

import asyncio
import contextlib
import sys
from pathlib import Path

import pytest

from runtime.outbox import Outbox
from smtp_gateway.transaction import MessageState
from tests.smtp_gateway.gateway_process import GatewayProcess
from tests.smtp_gateway.next_hop import NextHop
from wire.event_batch import decode_event

POLICY = """
schema: 1
name: by-address
title: {zh: 按地址, en: By address}
mode: enforce
rules:
  - {name: split-it, then: refuse, split: true, reason: Not to this one, scope: {recipients: "split*"},
     notice: {zh: 说明, en: Words}}
tests:
  - {name: hello, texts: [hello], expect: pass}
"""
MAIL = b"From: li@bank.example\r\nSubject: one\r\nMessage-ID: <1@bank.example>\r\n\r\nhello\r\n"
SENDER, WANG, SPLIT = b"li@bank.example", b"wang@x.example", b"split@x.example"

# Which way a message goes to meet the state: handed on at once, committed, deferred first, bounced.
WAYS = {
    MessageState.RECEIVED: "pass",
    MessageState.INSPECTED: "pass",
    MessageState.DECIDED: "pass",
    MessageState.DELIVERED: "pass",
    MessageState.COMMITTED: "commit",
    MessageState.REPLIED: "commit",
    MessageState.DEFERRED: "defer",
    MessageState.SENT: "commit",
    MessageState.BOUNCED: "bounce",
}
UNAVOIDABLE = {(MessageState.DELIVERED, "before"), (MessageState.SENT, "before")}


def test_every_state_is_killed() -> None:
    assert set(WAYS) == set(MessageState)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", list(MessageState))
async def test_nothing_is_lost_and_nothing_is_done_twice(
    tmp_path: Path, state: MessageState, when: str
) -> None:
    way = WAYS[state]
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    async with NextHop() as hop:
        if way == "bounce":
            hop.answers[b"RCPT TO:<" + WANG] = b"550 5.1.1 gone\r\n"
        if way == "defer":
            hop.answers[b"RCPT TO:<" + WANG] = b"450 4.2.1 later\r\n"
        gateway = GatewayProcess(
            tmp_path / "state",
            hop.port,
            str(policy),
            parallel=1,  # so that one delivery at most is in flight when it dies
            command=(sys.executable, "-m", "tests.mail_flow.killed_gateway"),
            environment={"KILL_AT": f"{state}:{when}"},
        )
        await gateway.start()
        recipients = (WANG,) if way == "pass" else (WANG, SPLIT)
        told = await _send(gateway, recipients)
        assert await gateway.ended() == -9, "the state was not met"
        if way == "defer":
            hop.answers.clear()
        gateway.environment = {}
        await gateway.start()
        while not told:
            told = await _send(gateway, recipients)
        await _quiet(gateway)
        assert await gateway.stop() == 0
    _check(hop, gateway, way, twice=(state, when) in UNAVOIDABLE)


async def _send(gateway: GatewayProcess, recipients: tuple[bytes, ...]) -> bytes:
    """Return the reply, b'' when the connection ended before one came."""
    with contextlib.suppress(OSError):
        async with gateway.talk() as talk:
            reply = await talk.mail(MAIL, *recipients, sender=SENDER)
            if reply.startswith((b"2", b"5")):
                talk.send(b"QUIT\r\n")
                return reply
    await asyncio.sleep(0.05)
    return b""


async def _quiet(gateway: GatewayProcess, seconds: float = 15.0) -> None:
    """Wait until the spool is empty."""
    async with asyncio.timeout(seconds):
        while list((gateway.state_dir / "spool").iterdir()):
            await asyncio.sleep(0.02)


def _check(hop: NextHop, gateway: GatewayProcess, way: str, *, twice: bool) -> None:
    to_wang, to_sender = hop.contents_for(WANG), hop.contents_for(SENDER)
    bounced = [bounce for bounce in to_sender if b"rfc822; " + WANG in bounce]
    refused = [bounce for bounce in to_sender if b"rfc822; " + SPLIT in bounce]
    deliveries = sorted((len(to_wang), len(refused)))
    assert len(bounced) == (1 if way == "bounce" else 0)
    if way == "pass":
        assert deliveries == [0, 2 if twice else 1]
        return
    # Two letters leave; at the unavoidable point the one in flight arrives a second time.
    assert deliveries == ([0, 1] if way == "bounce" else [1, 2] if twice else [1, 1])
    outbox = Outbox(gateway.state_dir / "gateway.db")
    incidents = [decode_event(entry.raw).id for entry in outbox.pending(10)]
    outbox.close()
    assert len(incidents) == len(set(incidents)) == 1
