"""One connection to the next hop: replies kept as they came, and every way in which it may fail."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import pytest

from smtp_gateway.upstream_connection import UpstreamAway, UpstreamConnection, connect
from tests.runtime.small_console import until
from tests.smtp_gateway.scripted import EHLO, OK, Scripted

LONG = 20.0  # seconds for what takes a moment
SHORT = 0.3  # seconds for what never comes


@contextlib.asynccontextmanager
async def connected(server: Scripted, seconds: float = LONG) -> AsyncIterator[UpstreamConnection]:
    connection = await connect("127.0.0.1", server.port, "gateway.example", seconds)
    try:
        yield connection
    finally:
        connection.abort()
        await asyncio.sleep(0)  # lets the loop close it


async def send_for_ever(connection: UpstreamConnection, seconds: float) -> None:
    while True:
        await connection.send(b"x" * (1 << 18), seconds)
        await asyncio.sleep(0.01)


async def test_the_features_of_ehlo_are_known_by_name() -> None:
    reply = b"250-next.example says DSN\r\n250-size 1000\r\n250-XFORWARD NAME ADDR\r\n250 8bitmime\r\n"
    async with (
        Scripted((b"EHLO gateway.example\r\n", reply), stays=True) as server,
        connected(server) as connection,
    ):
        assert connection.features == {"SIZE": "1000", "XFORWARD": "NAME ADDR", "8BITMIME": ""}


async def test_a_server_of_the_old_school_gets_helo_and_has_no_features() -> None:
    steps = ((b"EHLO ", b"500 5.5.1 what\r\n"), (b"HELO gateway.example\r\n", OK))
    async with Scripted(*steps, stays=True) as server, connected(server) as connection:
        assert connection.features == {}


@pytest.mark.parametrize(
    ("banner", "steps"),
    [
        (b"554 5.7.1 not for you\r\n", ()),
        (b"421 4.3.2 too many\r\n", ()),
        (b"SSH-2.0-OpenSSH_9.2\r\n", ()),
        (b"", ()),
        (b"220 next.example\r\n", ((b"EHLO ", b"421 4.3.2 no\r\n"), (b"HELO ", b"421 4.3.2 no\r\n"))),
        (b"220 next.example\r\n", ((b"EHLO ", b""),)),
    ],
)
async def test_who_does_not_greet_as_a_mail_server_does_is_away(
    banner: bytes, steps: tuple[tuple[bytes, bytes], ...]
) -> None:
    async with Scripted(*steps, banner=banner) as server:
        with pytest.raises(UpstreamAway):
            await connect("127.0.0.1", server.port, "g", LONG)
        await asyncio.wait_for(server.closed.wait(), LONG)  # no connection is left behind


async def test_where_nobody_listens_is_away() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(UpstreamAway, match="ConnectionRefusedError"):
            await connect("127.0.0.1", taken.getsockname()[1], "g", LONG)


async def test_who_says_nothing_is_away_after_its_time() -> None:
    async with Scripted(banner=b"220-wait", stays=True) as server:
        with pytest.raises(UpstreamAway, match="TimeoutError"):
            await connect("127.0.0.1", server.port, "g", SHORT)
        await asyncio.wait_for(server.closed.wait(), LONG)


@pytest.mark.parametrize(
    "reply",
    [
        b"250 2.0.0 Ok\r\n",
        b"250\r\n",
        b"550-5.7.1 one\r\n550-\r\n550 5.7.1  two  \r\n",
        "554 5.7.1 收件人不存在\r\n".encode(),
        b"451 \xff\x00\r raw\r\n",
        b"250 " + b"x" * 5000 + b"\r\n",
    ],
)
async def test_a_reply_is_what_came_octet_by_octet(reply: bytes) -> None:
    async with Scripted(EHLO, (b"NOOP", reply), (b"RSET", OK)) as server, connected(server) as connection:
        assert await connection.ask(b"NOOP\r\n", LONG) == reply
        assert await connection.ask(b"RSET\r\n", LONG) == OK  # and no octet of it is left over


async def test_a_bare_line_feed_does_not_reach_a_client_that_would_wait_for_its_cr() -> None:
    async with Scripted(EHLO, (b"NOOP", b"250-a\n250 b\n")) as server, connected(server) as connection:
        assert await connection.ask(b"NOOP\r\n", LONG) == b"250-a\r\n250 b\r\n"


@pytest.mark.parametrize(
    "reply",
    [
        b"hello\r\n",
        b"\r\n",
        b"25 short\r\n",
        b"250-one\r\n550 another\r\n",  # taken or not? the client must not read it otherwise than we do
        b"250-one\r\ntwo\r\n",
        b"250 " + b"x" * 9000 + b"\r\n",
        b"250 " + b"x" * 100_000,
        b"250-again\r\n" * 201,
        b"250 half of a li",
        b"",
    ],
)
async def test_what_is_no_reply_is_a_next_hop_that_is_away(reply: bytes) -> None:
    async with Scripted(EHLO, (b"NOOP", reply)) as server, connected(server) as connection:
        with pytest.raises(UpstreamAway) as away:
            await connection.ask(b"NOOP\r\n", LONG)
        assert away.value.reply == b""


async def test_silence_ends_after_its_time() -> None:
    async with (
        Scripted(EHLO, (b"NOOP", b"250-still\r\n"), stays=True) as server,
        connected(server) as connection,
    ):
        with pytest.raises(UpstreamAway, match="TimeoutError"):
            await connection.ask(b"NOOP\r\n", SHORT)


async def test_commands_go_out_at_once_where_pipelining_is_offered() -> None:
    # The first reply comes only when the last command is there.
    async with (
        Scripted(EHLO, (b"THREE", b"250 1\r\n550-2\r\n550 2\r\n250 3\r\n"), stays=True) as server,
        connected(server) as connection,
    ):
        said = await connection.ask_all([b"ONE\r\n", b"TWO\r\n", b"THREE\r\n"], LONG)
        assert said == [b"250 1\r\n", b"550-2\r\n550 2\r\n", b"250 3\r\n"]


async def test_and_one_by_one_where_it_is_not() -> None:
    steps = ((b"EHLO ", b"250 next.example\r\n"), (b"ONE", b"250 1\r\n"), (b"TWO", b"250 2\r\n"))
    async with Scripted(*steps, stays=True) as server, connected(server) as connection:
        assert await connection.ask_all([b"ONE\r\n", b"TWO\r\n"], LONG) == [b"250 1\r\n", b"250 2\r\n"]
        assert server.early == [b"", b"", b""]


@pytest.mark.parametrize("features", [EHLO, (b"EHLO ", b"250 next.example\r\n")])
@pytest.mark.parametrize(
    ("first", "told"),
    [(b"554 5.7.1 not for you\r\n", b"554 5.7.1 not for you\r\n"), (b"250 2.1.0 Ok\r\n", b"")],
)
async def test_who_refuses_the_first_command_and_hangs_up_has_said_why(
    features: tuple[bytes, bytes], first: bytes, told: bytes
) -> None:
    async with Scripted(features, (b"MAIL", first)) as server, connected(server) as connection:
        with pytest.raises(UpstreamAway) as away:
            await connection.ask_all([b"MAIL\r\n", b"RCPT\r\n"], LONG)
        assert away.value.reply == told


async def test_who_does_not_read_is_away_after_its_time() -> None:
    async with Scripted(EHLO, deaf=True) as server, connected(server) as connection:
        with pytest.raises(UpstreamAway, match="TimeoutError"):
            await send_for_ever(connection, SHORT)


async def test_the_last_words_of_who_hangs_up_while_we_write_are_heard() -> None:
    said = b"421 4.3.2 shutting down\r\n"
    async with Scripted(EHLO, (b"DATA", said)) as server, connected(server) as connection:
        await connection.send(b"DATA\r\n", LONG)
        await asyncio.wait_for(server.closed.wait(), LONG)
        await until(lambda: not connection.alive)
        with pytest.raises(UpstreamAway) as away:
            await send_for_ever(connection, LONG)
        assert away.value.reply == said


async def test_a_connection_is_alive_until_it_is_closed_or_speaks_unasked() -> None:
    async with (
        Scripted(EHLO, stays=True) as silent,
        Scripted(EHLO, (b"NOOP", OK)) as closing,
        connected(silent) as quiet,
        connected(closing) as speaking,
    ):
        assert quiet.alive
        await speaking.send(b"NOOP\r\n", LONG)
        await until(lambda: not speaking.alive)  # there is something to read
        assert await speaking.reply(LONG) == OK
        await until(lambda: not speaking.alive)  # it was closed
        assert quiet.alive
        quiet.abort()
        assert not quiet.alive


@pytest.mark.parametrize("steps", [((b"QUIT", b"221 bye\r\n"),), ((b"QUIT", b"nonsense\r\n"),), ()])
async def test_a_farewell_never_fails(steps: tuple[tuple[bytes, bytes], ...]) -> None:
    async with Scripted(EHLO, *steps) as server, connected(server) as connection:
        await connection.quit()
        assert not connection.alive
        await asyncio.wait_for(server.closed.wait(), LONG)
        assert server.heard[-1] == (b"QUIT\r\n" if steps else b"EHLO gateway.example\r\n")
