"""What a handler can rely on, whichever of the two listeners stands before it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from smtp_gateway import replies
from smtp_gateway.handler import StorageFull
from tests.runtime.small_console import until
from tests.smtp_gateway.keeping import REPLY
from tests.smtp_gateway.listening import ENVELOPE, MESSAGE, SERVERS, Listening, listening, reset
from tests.smtp_gateway.talk import Talk

WHOLE = ["write", "finish", "decided"]


@pytest.fixture(params=SERVERS)
async def server(request: pytest.FixtureRequest) -> AsyncIterator[Listening]:
    async with listening(request.param) as made:
        yield made


async def deciding(server: Listening, talk: Talk, behind: bytes = b"") -> None:
    """Bring a message to its decision, which waits."""
    server.handler.gate.clear()
    talk.send(MESSAGE + behind)
    await until(lambda: server.handler.deciding)


async def ended(server: Listening, word: str) -> None:
    """Wait until the one message was told whether its reply was read."""
    await until(lambda: server.handler.calls == [[*WHOLE, word]])


async def test_a_message_is_begun_written_and_decided_in_this_order_and_in_normal_form(
    server: Listening,
) -> None:
    async with server.talk() as talk:
        assert await talk.mail(b"bare\nline feed\r\n.dot\r\n") == REPLY
        assert await talk.say(b"NOOP") == replies.OK
        (message,) = server.handler.messages
        assert message.content == b"bare\r\nline feed\r\n.dot\r\n"
        assert message.envelope.peer.address == "127.0.0.1"
        assert message.envelope.hello == "client.example"
        assert message.gone is False
        assert message.calls == [*WHOLE, "read"]


async def test_chunks_are_written_before_the_last_one_has_come(server: Listening) -> None:
    async with server.talk() as talk:
        talk.send(ENVELOPE + b"BDAT 4\r\na\r\nb")
        assert [await talk.reply() for _ in range(4)][-1] == replies.chunk_taken(4)
        assert server.handler.messages[0].content == b"a\r\nb"
        talk.send(b"BDAT 0 LAST\r\n")
        assert await talk.reply() == REPLY
        assert server.handler.messages[0].content == b"a\r\nb\r\n"


async def test_storage_that_is_full_is_452_for_this_message_alone(server: Listening) -> None:
    async with server.talk() as talk:
        server.handler.faults["write"] = StorageFull()
        assert await talk.mail(b"text\r\n") == replies.STORAGE_FULL
        server.handler.faults.clear()
        assert await talk.mail(b"text\r\n") == REPLY
        assert [calls[-1] for calls in server.handler.calls] == ["abandon", "decided"]


async def test_a_client_that_breaks_off_within_its_message_abandons_it(server: Listening) -> None:
    async with server.talk() as talk:
        talk.send(ENVELOPE + b"DATA\r\nhalf of it\r\nand")
        await until(lambda: server.handler.messages and server.handler.messages[0].content)
        reset(talk)
        await until(lambda: server.handler.calls == [["write", "abandon"]])


async def test_a_client_that_closes_within_its_message_abandons_it(server: Listening) -> None:
    async with server.talk() as talk:
        talk.send(ENVELOPE + b"DATA\r\nhalf of it\r\nand")
        await until(lambda: server.handler.messages and server.handler.messages[0].content)
        talk.writer.write_eof()
        await asyncio.wait_for(talk.reader.read(), 20)
    await until(lambda: server.handler.calls == [["write", "abandon"]])


async def test_a_decision_is_never_cancelled_and_can_ask_whether_anybody_is_there(server: Listening) -> None:
    async with server.talk() as talk:
        await deciding(server, talk)
        reset(talk)
        await until(lambda: not server.server.connections._open)
        server.handler.gate.set()
        await ended(server, "unread")
        assert server.handler.messages[0].gone is True


async def test_a_half_close_behind_quit_is_no_leaving(server: Listening) -> None:
    async with server.talk() as talk:
        await deciding(server, talk, b"QUIT\r\n")
        talk.writer.write_eof()
        await asyncio.sleep(0.05)
        server.handler.gate.set()
        assert (await asyncio.wait_for(talk.reader.read(), 20)).endswith(REPLY + replies.BYE)
        assert server.handler.messages[0].gone is False
        await until(lambda: not server.server.connections._open, 4.0)  # there is nothing to wait for


async def test_a_reply_is_read_when_the_client_closes_in_order_after_it(server: Listening) -> None:
    async with server.talk() as talk:
        assert await talk.mail(b"text\r\n") == REPLY
        assert server.handler.calls == [WHOLE]
    await ended(server, "read")


async def test_a_reply_that_was_never_read_is_told_as_unread(server: Listening) -> None:
    async with server.talk() as talk:
        await deciding(server, talk, b"QUIT\r\n")
        server.handler.gate.set()
        await until(lambda: "decided" in server.handler.calls[0])
        reset(talk)
    await ended(server, "unread")


async def test_a_quit_that_is_answered_and_closed_tells_that_all_was_read(server: Listening) -> None:
    async with server.talk() as talk:
        await deciding(server, talk, b"QUIT\r\n")
        server.handler.gate.set()
        assert (await asyncio.wait_for(talk.reader.read(), 20)).endswith(replies.BYE)
        assert server.handler.calls == [WHOLE]  # it may have gone before the last octet
    await ended(server, "read")


@pytest.mark.parametrize("behind", [b"", b"QUIT\r\n"])
async def test_no_connection_is_left_when_the_client_has_closed_its_own(
    server: Listening, behind: bytes
) -> None:
    """A mail server sends its QUIT in one segment with the end of data."""
    async with server.talk() as talk:
        await deciding(server, talk, behind)
        server.handler.gate.set()
        assert [await talk.reply() for _ in range(5)][-1] == REPLY
    await until(lambda: not server.server.connections._open, 4.0)  # before anybody loses patience
