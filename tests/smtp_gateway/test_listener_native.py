"""The default listener: what it hears behind a QUIT, how many connections, and many at once."""

import asyncio

from smtp_gateway import replies
from tests.runtime.small_console import until
from tests.smtp_gateway.keeping import REPLY
from tests.smtp_gateway.listening import (
    MESSAGE,
    listening,
)

KIND = "native"


async def test_nothing_is_heard_behind_a_quit() -> None:
    async with listening(KIND) as server, server.talk() as talk:
        talk.send(b"QUIT\r\n")
        assert await talk.reply() == replies.BYE
        talk.send(MESSAGE)
        assert await talk.reply() == b""
        assert server.handler.messages == []


async def test_one_connection_too_many_is_told_to_come_again_and_may_when_there_is_room() -> None:
    async with listening(KIND, connections_max=1) as server:
        async with server.talk() as first:
            async with server.talk() as second:
                assert second.banner == replies.TOO_MANY_CONNECTIONS
                assert await second.reply() == b""
            assert (await first.hello()).startswith(b"250-")
        await until(lambda: not server.server.connections._open)
        async with server.talk() as third:
            assert third.banner.startswith(b"220 ")


async def test_many_clients_at_once_get_their_own_replies_and_messages() -> None:
    async with listening(KIND) as server:

        async def send(number: int) -> None:
            async with server.talk() as talk:
                assert await talk.mail(b"%d\r\n" % number, b"r%d@x.example" % number) == REPLY

        await asyncio.gather(*(send(number) for number in range(30)))
        pairs = {(one.envelope.recipients[0].path.raw, one.content) for one in server.handler.messages}
        assert pairs == {(b"r%d@x.example" % number, b"%d\r\n" % number) for number in range(30)}
