"""The second listener holds the same limits, and nothing of aiosmtpd's own session is left."""

import asyncio
import logging

import pytest

from smtp_gateway import replies
from smtp_gateway.listener_aiosmtpd import AiosmtpdListener, HardenedSMTP
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

KIND = "aiosmtpd"
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
        assert await talk.reply() == replies.IDLE


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


async def test_nothing_of_a_mail_is_logged_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    """The session of aiosmtpd logs every line of DATA, and addresses too."""
    caplog.set_level(logging.DEBUG)
    secret = b"310101199001019876"
    async with listening(KIND) as server, server.talk() as talk:
        assert (
            await talk.mail(b"Subject: " + secret + b"\r\n\r\n" + secret + b"\r\n", secret + b"@x.example")
            == REPLY
        )
        assert server.handler.messages[0].content.count(secret) == 2
    assert secret.decode() not in caplog.text


@pytest.mark.parametrize("command", [b"AUTH PLAIN AGEAYg==", b"STARTTLS", b"LHLO c", b"EXPN a", b"BURL x"])
async def test_what_only_aiosmtpd_knows_is_not_offered(command: bytes) -> None:
    async with listening(KIND) as server, server.talk() as talk:
        offers = (await talk.hello()).upper()
        assert b"AUTH" not in offers
        assert b"STARTTLS" not in offers
        assert await talk.say(command) == replies.UNKNOWN_COMMAND


async def test_when_the_network_gives_up_during_a_decision_nobody_spins() -> None:
    async with listening(KIND) as server, server.talk() as talk:
        server.handler.gate.clear()
        talk.send(MESSAGE)
        await until(lambda: server.handler.deciding)
        (connection,) = server.server.connections._open
        assert isinstance(connection, HardenedSMTP)
        connection.connection_lost(TimeoutError("as a socket says ETIMEDOUT"))
        server.handler.gate.set()
        await until(lambda: server.handler.calls[0][-1] == "unread")
        connection.abort()


async def test_a_port_that_is_taken_is_told() -> None:
    async with listening(KIND) as server:
        host, port = server.address
        assert port > 0
        other = AiosmtpdListener(server.server.options, server.handler)
        with pytest.raises(OSError, match="in use"):
            await other.start(host, port)
        await other.stop()
