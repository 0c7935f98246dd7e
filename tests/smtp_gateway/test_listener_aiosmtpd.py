"""Nothing of aiosmtpd's own session is left, and a network that gives up makes nobody spin."""

import logging

import pytest

from smtp_gateway import replies
from smtp_gateway.listener_aiosmtpd import HardenedSMTP
from tests.runtime.small_console import until
from tests.smtp_gateway.keeping import REPLY
from tests.smtp_gateway.listening import (
    MESSAGE,
    listening,
)

KIND = "aiosmtpd"


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
