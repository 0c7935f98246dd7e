"""The default listener: limits on silence and number, and back-pressure both ways."""

import asyncio

import pytest

from smtp_gateway import replies
from smtp_gateway.listener_native import NativeListener
from tests.runtime.small_console import until
from tests.smtp_gateway.keeping import REPLY
from tests.smtp_gateway.listening import (
    ENVELOPE,
    MESSAGE,
    be_silent_then_read,
    flood_during_decisions,
    listening,
    speak_and_never_read,
    stay_after_quit,
    stay_after_stop,
)

KIND = "native"
BOUND = 40_000_000  # octets: the sockets' buffers on both sides, and some


async def test_silence_ends_a_dialogue_also_within_a_message() -> None:
    async with listening(KIND, read_timeout=0.2) as server, server.talk() as idle, server.talk() as within:
        within.send(ENVELOPE + b"DATA\r\nhalf")
        for _ in range(4):
            await within.reply()
        assert await idle.reply() == replies.IDLE
        assert await within.reply() == replies.IDLE
        assert await within.reply() == b""
    assert server.handler.calls[0][-1] == "abandon"


async def test_the_silence_of_a_client_that_waits_for_a_decision_is_none() -> None:
    async with listening(KIND, read_timeout=0.1) as server, server.talk() as talk:
        server.handler.gate.clear()
        talk.send(MESSAGE)
        await until(lambda: server.handler.deciding)
        await asyncio.sleep(0.5)
        server.handler.gate.set()
        assert [await talk.reply() for _ in range(5)][-1] == REPLY
        assert await talk.reply() == replies.IDLE  # but its silence after that


async def test_a_client_that_floods_during_a_decision_is_not_read_and_loses_nothing() -> None:
    commands, said = await flood_during_decisions(KIND, rounds=2)
    assert commands * 1000 < BOUND
    assert said.count(replies.OK) == commands
    assert said.count(REPLY) == 4
    assert said.index(REPLY) < said.index(replies.OK)


async def test_a_client_that_reads_again_has_lost_nothing() -> None:
    waiting, commands, said = await be_silent_then_read(KIND)
    assert waiting < 1_000_000
    assert said.count(b"250-g.example\r\n") == commands


async def test_a_client_that_speaks_and_never_reads_is_not_read_either_and_broken_off() -> None:
    assert await speak_and_never_read(KIND) < BOUND


async def test_who_stays_after_the_end_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"smtp_gateway.listener_{KIND}._LINGER", 0.2)
    await stay_after_quit(KIND)
    monkeypatch.setattr("smtp_gateway.listener._PARTING", 0.2)
    await stay_after_stop(KIND)


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


async def test_a_port_that_is_taken_is_told() -> None:
    async with listening(KIND) as server:
        host, port = server.address
        assert port > 0
        other = NativeListener(server.server.options, server.handler)
        with pytest.raises(OSError, match="in use"):
            await other.start(host, port)
        await other.stop()
