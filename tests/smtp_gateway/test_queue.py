"""Delivery of what was committed: once, later if need be, never for ever, and never without a word."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest

from smtp_gateway import queue as queue_module
from smtp_gateway.handler import StorageFull
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.transaction import MessageState
from tests.runtime.small_console import until
from tests.smtp_gateway.arrivals import CHEN, LI, MAIL, NOW, WANG, make_copy, path
from tests.smtp_gateway.full_disk import files_end_at
from tests.smtp_gateway.next_hop import NextHop
from tests.smtp_gateway.office import Office
from tests.smtp_gateway.post import GatedHop, Post

START = NOW.timestamp()
LATER, GONE = b"450 4.2.1 later\r\n", b"550 5.1.1 gone\r\n"


OpenPost = Callable[..., contextlib.AbstractAsyncContextManager[Post]]


@pytest.fixture
def post(tmp_path: Path, identity: SigningIdentity) -> OpenPost:
    @contextlib.asynccontextmanager
    async def opened(hop: NextHop | None = None, **settings: float) -> AsyncIterator[Post]:
        async with hop or NextHop() as listening:
            made = Post(tmp_path, Office(tmp_path, identity), listening, **settings)
            try:
                yield made
            finally:
                await made.close()

    return opened


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses after faults and at the end that a test can wait for."""
    monkeypatch.setattr(queue_module, "_FAULT_SECONDS", 0.05)
    monkeypatch.setattr(queue_module, "_STOP_SECONDS", 0.2)


async def test_a_copy_is_delivered_once_and_its_file_goes_with_the_last_one(post: OpenPost) -> None:
    async with post() as gateway, gateway.delivering():
        await gateway.put(
            make_copy("a", WANG, at=START), make_copy("b", CHEN, at=START),
            make_copy("c", held=True), make_copy("d", WANG, at=START + 1000),
        )  # fmt: skip
        gateway.queue.wake()
        await until(lambda: set(gateway.left()) == {"c", "d"})
        assert [one.content for one in gateway.hop.taken] == [MAIL, MAIL]
        await gateway.journal.end_copy(make_copy("c"), MessageState.SENT)
        assert gateway.office.spool.names() == {"m1"}  # the later one needs it
        gateway.later(1001)
        await gateway.emptied()
        assert len(gateway.hop.taken) == 3
        assert gateway.metrics.value("ashseal_queue_ended_total", state="sent") == 3


async def test_what_a_killed_gateway_left_is_delivered_without_a_word(post: OpenPost) -> None:
    async with post() as gateway:
        await gateway.put(make_copy("a", at=START - 1000))
        async with gateway.delivering():
            await gateway.emptied()


async def test_pauses_double_up_to_the_longest_and_differ_a_little(post: OpenPost) -> None:
    async with post(first_retry=10.0, longest_retry=35.0) as gateway, gateway.delivering():
        gateway.hop.answers[b"RCPT"] = LATER
        await gateway.put(make_copy("a", at=START))
        gateway.queue.wake()
        for attempt, longest in enumerate((10.0, 20.0, 35.0, 35.0), 1):
            await until(lambda attempt=attempt: gateway.left()["a"].attempts == attempt)
            copy = gateway.left()["a"]
            pause = copy.due_at - gateway.clock.now().timestamp()
            assert 0.8 * longest <= pause <= longest
            assert (copy.state, copy.last_reply) == (MessageState.DEFERRED, LATER)
            gateway.later(pause - 0.5)
            await asyncio.sleep(0.05)
            assert gateway.left()["a"].attempts == attempt
            gateway.hop.answers.clear() if attempt == 4 else None
            gateway.later(0.6)
        await gateway.emptied()
        assert len(gateway.hop.taken) == 1


async def test_a_copy_that_is_due_later_comes_by_itself(post: OpenPost) -> None:
    async with post() as gateway:
        await gateway.put(make_copy("a", at=START + 0.3))
        async with gateway.delivering():
            await asyncio.sleep(0.1)
            assert gateway.hop.taken == []
            gateway.clock.advance(0.3)
            await gateway.emptied()


async def test_each_recipient_is_served_deferred_or_bounced_on_its_own(post: OpenPost) -> None:
    async with post(first_retry=10.0) as gateway, gateway.delivering():
        gateway.hop.answers |= {b"RCPT TO:<chen": LATER, b"RCPT TO:<gone": GONE}
        await gateway.put(make_copy("a", WANG, CHEN, "gone@x.example", at=START))
        gateway.queue.wake()
        await gateway.hop.wait_for(2)
        await until(lambda: set(gateway.left()) == {"a"})
        assert [one.path.address for one in gateway.left()["a"].letter.recipients] == [CHEN]
        (bounce,) = gateway.hop.contents_for(LI.encode())
        assert b"Final-Recipient: rfc822; gone@x.example" in bounce
        assert CHEN.encode() not in bounce
        gateway.hop.answers.clear()
        gateway.later(10.0)
        await gateway.emptied()
        assert gateway.hop.taken[-1].rcpt == [b"RCPT TO:<chen@y.example>"]
        assert len(gateway.hop.contents_for(WANG.encode())) == 1


async def test_the_next_hops_word_on_the_whole_mail_is_its_word_on_each_recipient(post: OpenPost) -> None:
    async with post() as gateway, gateway.delivering():
        gateway.hop.answers[b"."] = LATER
        await gateway.put(make_copy("a", WANG, CHEN, at=START))
        gateway.queue.wake()
        await until(lambda: gateway.left()["a"].attempts == 1)
        assert len(gateway.left()["a"].letter.recipients) == 2
        gateway.hop.answers.clear()
        gateway.later(60.0)
        await gateway.emptied()
        assert [len(one.rcpt) for one in gateway.hop.taken] == [2]


async def test_after_its_lifetime_a_copy_goes_back_with_the_last_word(post: OpenPost) -> None:
    async with post(lifetime=100.0) as gateway, gateway.delivering():
        gateway.hop.answers |= {b"RCPT TO:<wang": LATER, b"RCPT TO:<chen": LATER}
        await gateway.put(make_copy("a", WANG, CHEN, at=START))
        gateway.later(99.0)
        await until(lambda: gateway.left()["a"].attempts == 1)
        del gateway.hop.answers[b"RCPT TO:<chen"]
        gateway.later(60.0)
        await gateway.emptied()
        (bounce,) = gateway.hop.contents_for(LI.encode())
        assert b"Status: 5.2.1" in bounce
        assert b"450 4.2.1 later" in bounce
        assert CHEN.encode() not in bounce  # late, but served
        assert gateway.metrics.value("ashseal_queue_ended_total", state="bounced") == 1


async def test_what_nobody_sent_bounces_to_nobody(post: OpenPost) -> None:
    async with post() as gateway, gateway.delivering():
        gateway.hop.answers[b"RCPT TO:<wang"] = GONE
        copy = make_copy("a", at=START)
        nobody = msgspec.structs.replace(copy.letter, sender=path(""))
        await gateway.put(msgspec.structs.replace(copy, letter=nobody))
        gateway.queue.wake()
        await gateway.emptied()
        assert gateway.hop.taken == []


async def test_a_next_hop_that_is_away_gets_the_mail_when_it_is_back(post: OpenPost) -> None:
    async with post() as gateway, gateway.delivering():
        await gateway.hop.__aexit__(None, None, None)
        await gateway.put(make_copy("a", at=START))
        gateway.queue.wake()
        await until(lambda: gateway.left()["a"].attempts == 1)
        assert gateway.left()["a"].last_reply.startswith(b"451 4.4.1 ")
        await gateway.hop.__aenter__()
        gateway.later(60.0)
        await gateway.emptied()
        assert len(gateway.hop.taken) == 1


async def test_a_copy_under_way_is_not_begun_again(post: OpenPost) -> None:
    hop = GatedHop()
    async with post(hop, parallel=3) as gateway, gateway.delivering():
        for number, key in enumerate("ab", 1):
            await gateway.put(make_copy(key, at=START))
            gateway.queue.wake()
            await until(lambda number=number: hop.waiting == number)
        hop.gate.set()
        await gateway.emptied()
        assert len(hop.taken) == 2


async def test_no_more_go_out_at_once_than_allowed_and_each_goes_once(post: OpenPost) -> None:
    hop = GatedHop()
    async with post(hop, parallel=3) as gateway, gateway.delivering():
        await gateway.put(*(make_copy(f"c{n}", f"r{n}@x.example", at=START) for n in range(10)))
        gateway.queue.wake()
        await until(lambda: hop.waiting == 3)
        gateway.queue.wake()
        await asyncio.sleep(0.05)
        hop.gate.set()
        await gateway.emptied()
        assert hop.most == 3
        assert sorted(one.rcpt[0] for one in hop.taken) == [b"RCPT TO:<r%d@x.example>" % n for n in range(10)]


@pytest.mark.usefixtures("brief")
async def test_a_copy_whose_file_is_lost_stops_no_other_and_its_sender_hears_of_it(post: OpenPost) -> None:
    async with post(parallel=1, lifetime=100.0) as gateway, gateway.delivering():
        await gateway.put(make_copy("lost", file="lost", at=START - 9), file=False)
        await gateway.put(make_copy("a", CHEN, at=START))
        gateway.queue.wake()
        await gateway.hop.wait_for(1)
        assert gateway.hop.taken[0].rcpt == [b"RCPT TO:<chen@y.example>"]
        assert gateway.left()["lost"].attempts == 1
        gateway.later(200.0)
        await gateway.emptied()
        assert b"Final-Recipient: rfc822; wang@x.example" in gateway.hop.contents_for(LI.encode())[0]


@pytest.mark.usefixtures("brief")
async def test_on_a_full_disk_the_note_is_tried_again_and_not_the_delivery(
    post: OpenPost, caplog: pytest.LogCaptureFixture
) -> None:
    async with post() as gateway:
        await gateway.put(make_copy("a", at=START))
        async with gateway.delivering():
            with files_end_at(1):
                await until(lambda: caplog.text.count("result-not-noted") >= 3)
            assert set(gateway.left()) == {"a"}
            await gateway.emptied()
        assert len(gateway.hop.taken) == 1


@pytest.mark.usefixtures("brief")
async def test_a_journal_that_cannot_be_read_for_a_while_ends_nothing(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as gateway:
        due, faults = gateway.journal.due, [StorageFull(), RuntimeError()]

        async def fails_at_first(now: float, limit: int) -> object:
            if faults:
                raise faults.pop()
            return await due(now, limit)

        monkeypatch.setattr(gateway.journal, "due", fails_at_first)
        await gateway.put(make_copy("a", at=START))
        async with gateway.delivering():
            await gateway.emptied()


async def test_what_is_under_way_at_the_end_is_finished_and_noted(post: OpenPost) -> None:
    hop = GatedHop()
    async with post(hop, parallel=1) as gateway:
        await gateway.put(make_copy("a", at=START), make_copy("b", at=START))
        async with gateway.delivering():
            await until(lambda: hop.waiting == 1)
            asyncio.get_running_loop().call_later(0.1, hop.gate.set)
        assert len(hop.taken) == 1
        assert len(gateway.left()) == 1  # nothing new is begun


@pytest.mark.usefixtures("brief")
async def test_a_next_hop_that_never_answers_does_not_keep_the_gateway(post: OpenPost) -> None:
    hop = GatedHop()
    async with post(hop) as gateway:
        await gateway.put(make_copy("a", at=START))
        async with gateway.delivering():
            await until(lambda: hop.waiting == 1)
        assert hop.taken == []
        assert gateway.left()["a"].attempts == 0
        hop.gate.set()
        async with gateway.delivering():
            await gateway.emptied()
