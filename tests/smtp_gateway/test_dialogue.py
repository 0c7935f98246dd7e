"""One connection without a network: who is told what, in which order, and what a fault or a loss costs."""

import pytest

from smtp_gateway import replies
from smtp_gateway.dialogue import Dialogue
from smtp_gateway.handler import StorageFull
from smtp_gateway.smtp.events import Peer
from smtp_gateway.smtp.options import SessionOptions
from smtp_gateway.smtp.session import Session
from tests.smtp_gateway.keeping import REPLY, KeepingHandler

HELLO = b"EHLO c\r\n"
ENVELOPE = b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n"
DATA, TEXT = b"DATA\r\n", b"Subject: x\r\n\r\ntext\r\n"
MESSAGE = ENVELOPE + DATA + TEXT + b".\r\n"
WHOLE = ["write", "finish", "decided"]


class Edge:
    """An edge whose client sends whole segments and whose octets go into a list."""

    def __init__(self) -> None:
        self.handler = KeepingHandler()
        session = Session(SessionOptions("g.example", size_max=1000), Peer("192.0.2.1", 5))
        self.said: list[bytes] = []
        self.closed = self.said_when_closed = 0
        self.dialogue = Dialogue(session, self.handler, self.said.append, self._close)
        self.dialogue.start()

    def _close(self) -> None:
        self.closed += 1
        self.said_when_closed = len(self.said)

    async def feed(self, octets: bytes) -> list[bytes]:
        """Return what is said to these octets until nothing is being decided any more."""
        before = len(self.said)
        self.dialogue.feed(octets)
        while self.dialogue.deciding and self.handler.gate.is_set():
            await self.dialogue.wait()
        return self.said[before:]

    async def decide(self) -> None:
        """Let the decisions that wait be made."""
        self.handler.gate.set()
        while self.dialogue.deciding:
            await self.dialogue.wait()


async def deciding(octets: bytes = b"") -> Edge:
    """Return an edge whose message waits for its reply, with `octets` in the same segment behind it."""
    edge = Edge()
    edge.handler.gate.clear()
    await edge.feed(HELLO + MESSAGE + octets)
    assert edge.dialogue.deciding
    return edge


async def test_a_message_is_begun_streamed_and_answered_in_the_handlers_words() -> None:
    edge = Edge()
    assert edge.said == [b"220 g.example ESMTP\r\n"]
    await edge.feed(HELLO)
    assert [said[:3] for said in await edge.feed(ENVELOPE + DATA)] == [b"250", b"250", b"354"]
    assert await edge.feed(TEXT) == []
    (message,) = edge.handler.messages
    assert message.content == TEXT[:-2]  # before its end has come
    assert await edge.feed(b".\r\n") == [REPLY]
    assert message.content == TEXT
    assert message.calls == WHOLE
    assert message.envelope.recipients[0].path.raw == b"c@d"


@pytest.mark.parametrize(
    ("error", "reply"),
    [(StorageFull(), replies.STORAGE_FULL), (RuntimeError("of a client"), replies.INTERNAL_FAULT)],
)
@pytest.mark.parametrize(
    ("call", "calls"),
    [("begin", []), ("write", [["write", "abandon"]]), ("finish", [["write", "finish"]])],
)
@pytest.mark.parametrize("chunks", [False, True])
async def test_a_fault_costs_one_message_and_says_nothing_of_itself(
    call: str, calls: list[list[str]], error: Exception, reply: bytes, chunks: bool
) -> None:
    edge = Edge()
    await edge.feed(HELLO)
    edge.handler.faults[call] = error
    body = b"BDAT 20 LAST\r\n" + TEXT if chunks else DATA + TEXT + b".\r\n"
    if call == "begin" and not chunks:
        body = DATA
    assert (await edge.feed(ENVELOPE + body))[-1] == reply
    assert edge.handler.calls == calls
    del edge.handler.faults[call]
    assert (await edge.feed(b"RCPT TO:<other@d>\r\n")) == [replies.MAIL_FIRST]
    assert (await edge.feed(MESSAGE))[-1] == REPLY
    assert edge.handler.messages[-1].content == TEXT


async def test_too_large_a_message_is_thrown_away_and_never_decided() -> None:
    edge = Edge()
    await edge.feed(HELLO + ENVELOPE + DATA)
    assert (await edge.feed(b"x" * 2000 + b"\r\n.\r\n"))[-1] == replies.too_large(1000)
    assert "finish" not in edge.handler.messages[0].calls
    assert edge.handler.messages[0].calls[-1] == "abandon"


async def test_a_client_lost_within_a_message_leaves_nothing_behind() -> None:
    edge = Edge()
    await edge.feed(HELLO + ENVELOPE + DATA + TEXT)
    edge.dialogue.lost()
    edge.dialogue.lost()
    assert edge.handler.calls == [["write", "abandon"]]


async def test_a_client_lost_within_a_decision_stops_it_not_but_never_read_the_reply() -> None:
    edge = await deciding()
    assert not edge.dialogue.gone
    edge.dialogue.lost()
    assert edge.dialogue.gone
    said = list(edge.said)
    await edge.decide()
    assert edge.handler.calls == [[*WHOLE, "unread"]]
    assert edge.handler.messages[0].gone
    assert edge.said == said


async def test_a_reply_is_read_when_the_client_speaks_or_closes_after_it_and_not_before() -> None:
    speaks, closes, vanishes = Edge(), Edge(), Edge()
    for edge in (speaks, closes, vanishes):
        assert (await edge.feed(HELLO + MESSAGE))[-1] == REPLY
        assert edge.handler.calls == [WHOLE]
    await speaks.feed(b"NOOP\r\n")
    closes.dialogue.eof()
    assert closes.closed == 1
    vanishes.dialogue.lost()
    assert speaks.handler.calls == closes.handler.calls == [[*WHOLE, "read"]]
    assert vanishes.handler.calls == [[*WHOLE, "unread"]]
    speaks.dialogue.lost()
    closes.dialogue.lost()
    assert speaks.handler.calls == closes.handler.calls == [[*WHOLE, "read"]]  # told once


async def test_what_stood_behind_the_message_in_its_segment_is_no_sign_of_reading() -> None:
    edge = await deciding(b"QUIT\r\n")
    await edge.decide()
    assert edge.said[-2:] == [REPLY, replies.BYE]
    assert edge.closed == 1
    assert edge.handler.calls == [WHOLE]
    edge.dialogue.lost()
    assert edge.handler.calls == [[*WHOLE, "unread"]]


@pytest.mark.parametrize(("left", "word"), [(False, "read"), (True, "unread")])
async def test_each_of_several_messages_in_one_segment_is_told(left: bool, word: str) -> None:
    edge = Edge()
    sent = await edge.feed(HELLO + MESSAGE + MESSAGE)
    assert sent.count(REPLY) == 2
    if left:
        edge.dialogue.lost()
    else:
        await edge.feed(b"NOOP\r\n")
    assert edge.handler.calls == [[*WHOLE, word], [*WHOLE, word]]


async def test_a_half_close_behind_a_quit_is_no_leaving_but_one_without_is() -> None:
    quits, leaves = await deciding(b"QUIT\r\n"), await deciding()
    for edge in (quits, leaves):
        edge.dialogue.eof()
        assert edge.closed == 0  # the reply is still to come
    assert not quits.dialogue.gone
    assert leaves.dialogue.gone
    for edge in (quits, leaves):
        await edge.decide()
        assert REPLY in edge.said
        assert edge.closed


async def test_a_half_close_behind_two_messages_leaves_both_their_replies() -> None:
    edge = await deciding(MESSAGE)
    edge.dialogue.eof()
    await edge.decide()
    assert edge.said.count(REPLY) == 2
    assert edge.said_when_closed == len(edge.said)


async def test_nothing_that_follows_is_looked_at_while_a_message_is_decided() -> None:
    edge = await deciding()
    said = list(edge.said)
    flood = b"NOOP\r\n" * 10
    assert await edge.feed(flood) == []
    assert edge.dialogue.buffered == len(flood)
    await edge.decide()
    assert edge.said == [*said, REPLY, *[replies.OK] * 10]
    assert edge.dialogue.buffered == 0


async def test_a_client_that_does_not_read_is_not_answered_until_it_does() -> None:
    edge = Edge()
    edge.dialogue.pause()
    assert await edge.feed(HELLO + b"NOOP\r\n" * 3) == []
    assert edge.dialogue.buffered > 0
    edge.dialogue.resume()
    assert edge.said[-3:] == [replies.OK] * 3


async def test_a_decided_message_is_kept_when_its_client_vanishes_without_reading_anything() -> None:
    """It may be promised already: whoever throws it away now, loses mail."""
    edge = await deciding()
    edge.dialogue.pause()
    await edge.decide()
    assert REPLY not in edge.said
    await edge.feed(b"NOOP\r\n")  # said before the reply was even sent
    edge.dialogue.lost()
    assert edge.handler.calls == [[*WHOLE, "unread"]]


async def test_the_end_comes_at_once_when_idle_and_behind_the_reply_when_not() -> None:
    idle, within, busy = Edge(), Edge(), await deciding()
    await within.feed(HELLO + ENVELOPE + DATA + TEXT)
    for edge in (idle, within, busy):
        edge.dialogue.end(replies.SHUTTING_DOWN)
    for edge in (idle, within):
        assert edge.said[-1] == replies.SHUTTING_DOWN
        assert edge.closed == 1
    assert busy.closed == 0
    await busy.decide()
    assert busy.said[-2:] == [REPLY, replies.SHUTTING_DOWN]
    assert busy.closed == 1
    assert await within.feed(b".\r\n") == []
    within.dialogue.lost()
    assert within.handler.calls == [["write", "abandon"]]


async def test_behind_the_end_no_other_message_is_begun() -> None:
    busy = await deciding(MESSAGE)
    busy.dialogue.end(replies.SHUTTING_DOWN)
    await busy.decide()
    assert busy.said[-2:] == [REPLY, replies.SHUTTING_DOWN]
    assert busy.handler.calls == [WHOLE]
    busy.dialogue.lost()
    assert busy.handler.calls == [[*WHOLE, "unread"]]


async def test_waiting_where_nothing_is_decided_is_over_at_once() -> None:
    await Edge().dialogue.wait()
