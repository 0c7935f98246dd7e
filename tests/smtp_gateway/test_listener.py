"""Both listeners: the thirteen faults that aiosmtpd 1.4.6 was found to have, strangers, limits, back-pressure."""

import asyncio

import pytest

from smtp_gateway import replies
from smtp_gateway.clients import AllowedClients
from smtp_gateway.listener import ListenerOptions
from smtp_gateway.smtp.events import Peer
from smtp_gateway.smtp.options import SessionOptions
from tests.runtime.small_console import until
from tests.smtp_gateway.conftest import RigMaker
from tests.smtp_gateway.keeping import REPLY
from tests.smtp_gateway.listening import (
    ENVELOPE,
    MESSAGE,
    SERVERS,
    be_silent_then_read,
    flood_during_decisions,
    listening,
    speak_and_never_read,
    stay_after_quit,
    stay_after_stop,
)
from tests.smtp_gateway.rig import MAIL, without_trace

BOUND = 40_000_000  # octets: the sockets' buffers on both sides, and some


@pytest.fixture(params=sorted(SERVERS))
def kind(request: pytest.FixtureRequest) -> str:
    """Name each of the two listeners in turn."""
    return str(request.param)


def test_a_stranger_gets_a_session_that_refuses_all_mail() -> None:
    options = ListenerOptions(SessionOptions("g"), AllowedClients(["192.0.2.0/24"]), utf8=lambda: False)
    assert options.session_for(Peer("192.0.2.9", 1)) == SessionOptions("g", utf8=False)
    assert options.session_for(Peer("198.51.100.1", 1)).refusal == replies.stranger("198.51.100.1")


@pytest.mark.parametrize(
    "address",
    [
        b"=?utf-8?q?x?=@x.cn",
        b"=?utf-8?q?a=0d=0aRCPT_TO:=3cevil=40e.com=3e?=@bank.cn",
        b'"=?utf-8?b?eA==?="@x.cn',
    ],
)
async def test_fault_1_encoded_words_in_addresses_are_never_decoded(either: RigMaker, address: bytes) -> None:
    async with either() as gateway, gateway.talk() as talk:
        await talk.hello()
        await talk.say(b"MAIL FROM:<li@bank.example>")
        assert (await talk.say(b"RCPT TO:<" + address + b">")).startswith(b"501 5.1.3")
        assert await talk.say(b"DATA") == replies.RECIPIENT_FIRST


async def test_fault_2_nothing_of_a_message_that_failed_reaches_the_next_one(either: RigMaker) -> None:
    async with either() as gateway, gateway.talk() as talk:
        gateway.inspector.faults = [RuntimeError("a secret text")]
        assert await talk.mail(MAIL, b"first@x.example") == replies.INTERNAL_FAULT
        assert await talk.say(b"RCPT TO:<second@x.example>") == replies.MAIL_FIRST
        assert await talk.say(b"DATA") == replies.MAIL_FIRST
        assert (await talk.mail(MAIL, b"third@x.example")).startswith(b"250")
        assert [one.rcpt for one in gateway.hop.taken] == [[b"RCPT TO:<third@x.example>"]]


async def test_fault_3_an_internal_fault_is_451_and_says_nothing_of_it(either: RigMaker) -> None:
    async with either() as gateway:
        gateway.inspector.faults = [RuntimeError("a secret text")]
        reply = await gateway.send()
        assert reply.startswith(b"451 4.3.0 ")
        assert b"secret" not in reply


async def test_fault_4_a_slow_steady_sender_is_not_cut(either: RigMaker) -> None:
    async with either(read_timeout=0.4) as gateway, gateway.talk() as talk:
        await talk.mail(MAIL)
        await talk.say(b"MAIL FROM:<li@bank.example>")
        await talk.say(b"RCPT TO:<wang@x.example>")
        await talk.say(b"DATA")
        for number in range(8):
            talk.send(b"line %d\r\n" % number)
            await asyncio.sleep(0.15)
        talk.send(b".\r\n")
        assert (await talk.reply()).startswith(b"250")
        assert (await talk.reply()) == replies.IDLE  # but silence ends it


async def test_fault_5_a_half_close_behind_the_message_does_not_stop_its_delivery(either: RigMaker) -> None:
    async with either() as gateway, gateway.talk() as talk:
        gateway.inspector.seconds = 0.2
        await talk.hello()
        talk.send(b"MAIL FROM:<li@bank.example>\r\nRCPT TO:<wang@x.example>\r\nDATA\r\n")
        for _ in range(3):
            await talk.reply()
        talk.send(MAIL + b".\r\nQUIT\r\n")
        talk.writer.write_eof()
        assert (await talk.reply()).startswith(b"250 2.0.0 queued")
        assert await talk.reply() == replies.BYE
        assert len(gateway.hop.taken) == 1


async def test_fault_6_dsn_and_auth_parameters_pass_unchanged(either: RigMaker) -> None:
    async with either() as gateway, gateway.talk() as talk:
        gateway.hop.features = (*gateway.hop.features, "AUTH PLAIN")
        await talk.hello()
        sender = b"MAIL FROM:<li@bank.example> BODY=8BITMIME RET=hdrs ENVID=QQ+2B314 AUTH=<>"
        to = b"RCPT TO:<Wang@X.example> NOTIFY=SUCCESS,delay ORCPT=rfc822;Wang+40X.example"
        assert (await talk.say(sender)).startswith(b"250")
        assert (await talk.say(to)).startswith(b"250")
        await talk.say(b"DATA")
        talk.send(MAIL + b".\r\n")
        assert (await talk.reply()).startswith(b"250")
        (taken,) = gateway.hop.taken
        assert taken.rcpt == [to]
        words = taken.mail.split(b" ")
        assert [word for word in words if not word.startswith(b"SIZE=")] == sender.split(b" ")
        assert b"SIZE=%d" % len(taken.content) in words


async def test_fault_7_long_lines_pass(either: RigMaker) -> None:
    content = MAIL + b"x" * 300_000 + b"\r\n"
    async with either() as gateway:
        assert (await gateway.send(content)).startswith(b"250")
        assert without_trace(gateway.hop.taken[0].content) == content


async def test_fault_8_one_connections_extensions_do_not_change_anothers_limits(either: RigMaker) -> None:
    line = b"MAIL FROM:<li@bank.example> AUTH=" + b"a" * 490
    async with either() as gateway, gateway.talk() as first:
        await first.hello()
        assert (await first.say(line)).startswith(b"250")
        async with gateway.talk() as second:
            await second.hello()
            await first.say(b"RSET")
            assert (await first.say(line)).startswith(b"250")
        assert (await first.say(b"NOOP " + b"x" * 5000)) == replies.LINE_TOO_LONG
        assert await first.say(b"NOOP") == replies.OK


@pytest.mark.parametrize(
    "path",
    [
        b"<@r1.example:wang@x.example>",
        b"<wang@x.example.>",
        b'<"q s"@x.example>',
        b"<WaNg@X.Example>",
        b"<a..b@x.example>",
    ],
)
async def test_fault_9_paths_travel_as_written(either: RigMaker, path: bytes) -> None:
    async with either() as gateway, gateway.talk() as talk:
        assert (await talk.mail(MAIL, path[1:-1])).startswith(b"250")
        assert gateway.hop.taken[0].rcpt == [b"RCPT TO:" + path]


@pytest.mark.parametrize("path", [b"<a(comment)@x.example>", b"<a @x.example>", b"wang@x.example", b"<>"])
async def test_fault_9_paths_that_would_need_repair_are_refused(either: RigMaker, path: bytes) -> None:
    async with either() as gateway, gateway.talk() as talk:
        await talk.hello()
        await talk.say(b"MAIL FROM:<>")
        assert (await talk.say(b"RCPT TO:" + path)).startswith(b"501 ")


async def test_fault_10_a_reply_in_chinese_passes(either: RigMaker) -> None:
    said = "550 5.7.1 收件人不存在\r\n".encode()
    async with either() as gateway:
        gateway.hop.answers[b"."] = said
        assert await gateway.send() == said


async def test_fault_11_every_command_has_exactly_one_reply(either: RigMaker) -> None:
    """The LMTP of aiosmtpd gives one reply for two recipients; we speak no LMTP and say so."""
    async with either() as gateway, gateway.talk() as talk:
        assert await talk.say(b"LHLO client.example") == replies.UNKNOWN_COMMAND
        assert (await talk.mail(MAIL, b"a@x.example", b"b@x.example")).startswith(b"250")
        assert await talk.say(b"NOOP") == replies.OK


async def test_fault_12_a_large_message_is_streamed(either: RigMaker) -> None:
    content = MAIL + b"0123456789abcdef" * 4095 + b"\r\n" + (b"y" * 76 + b"\r\n") * 100_000
    async with either() as gateway:
        assert (await gateway.send(content)).startswith(b"250")
        assert without_trace(gateway.hop.taken[0].content) == content


async def test_fault_13_extensions_are_offered_and_pipelining_is_answered_in_order(either: RigMaker) -> None:
    async with either() as gateway, gateway.talk() as talk:
        offers = await talk.hello()
        for extension in (
            b"PIPELINING",
            b"ENHANCEDSTATUSCODES",
            b"CHUNKING",
            b"DSN",
            b"8BITMIME",
            b"SIZE 67108864",
        ):
            assert b"250-" + extension + b"\r\n" in offers
        talk.send(b"MAIL FROM:<>\r\nRCPT TO:<bad\r\nRCPT TO:<a@x.example>\r\n")
        talk.send(b"BDAT 5\r\nab\r\ncBDAT 3 LAST\r\nd\r\nNOOP\r\n")
        codes = [(await talk.reply())[:3] for _ in range(6)]
        assert codes == [b"250", b"501", b"250", b"250", b"250", b"250"]
        assert without_trace(gateway.hop.taken[0].content) == b"ab\r\ncd\r\n"


async def test_fault_13_bare_line_feeds_end_no_command(either: RigMaker) -> None:
    async with either() as gateway, gateway.talk() as talk:
        await talk.hello()
        assert await talk.say(b"NOOP\nMAIL FROM:<x@y>") == replies.BARE_LINE_FEED


async def test_fault_13_connections_are_capped(either: RigMaker) -> None:
    async with either(connections_max=1) as gateway, gateway.talk() as first:
        await first.hello()
        async with gateway.talk() as second:
            assert second.banner == replies.TOO_MANY_CONNECTIONS
        assert await first.say(b"NOOP") == replies.OK


async def test_a_stranger_can_send_nothing(either: RigMaker) -> None:
    async with either(clients=("192.0.2.1",)) as gateway, gateway.talk() as talk:
        reply = await talk.mail(MAIL)
        assert reply.startswith(b"550 5.7.1 Relaying denied: [127.0.0.1]")
        assert await talk.say(b"RCPT TO:<wang@x.example>") == reply
        assert gateway.hop.connections == 0


@pytest.mark.parametrize(
    "end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\r\r\n.\r\r\n"]
)
async def test_no_other_end_of_data_smuggles_a_second_mail(either: RigMaker, end: bytes) -> None:
    hidden = b"MAIL FROM:<evil@x.example>\r\nRCPT TO:<victim@x.example>\r\nDATA\r\nboo\r\n"
    async with either() as gateway, gateway.talk() as talk:
        await talk.hello()
        await talk.say(b"MAIL FROM:<li@bank.example>")
        await talk.say(b"RCPT TO:<wang@x.example>")
        await talk.say(b"DATA")
        talk.send(MAIL + b"text" + end + hidden + b".\r\n")
        assert (await talk.reply()).startswith(b"250")
        assert await talk.say(b"NOOP") == replies.OK
        (taken,) = gateway.hop.taken
        assert b"victim@x.example" in taken.content
        assert b"\n" not in taken.content.replace(b"\r\n", b"")


async def test_a_stop_answers_what_is_being_decided_and_says_421(either: RigMaker) -> None:
    async with either() as gateway, gateway.talk() as busy, gateway.talk() as idle:
        gateway.inspector.seconds = 0.3
        sending = asyncio.create_task(busy.mail(MAIL))
        await idle.hello()
        await asyncio.sleep(0.15)
        await gateway.server.stop()
        assert (await sending).startswith(b"250")
        assert await busy.reply() == replies.SHUTTING_DOWN
        assert await idle.reply() == replies.SHUTTING_DOWN


async def test_silence_ends_a_dialogue_also_within_a_message(kind: str) -> None:
    async with listening(kind, read_timeout=0.2) as server, server.talk() as idle, server.talk() as within:
        within.send(ENVELOPE + b"DATA\r\nhalf")
        for _ in range(4):
            await within.reply()
        assert await idle.reply() == replies.IDLE
        assert await within.reply() == replies.IDLE
        assert await within.reply() == b""
    assert server.handler.calls[0][-1] == "abandon"


async def test_the_silence_of_a_client_that_waits_for_a_decision_is_none(kind: str) -> None:
    async with listening(kind, read_timeout=0.1) as server, server.talk() as talk:
        server.handler.gate.clear()
        talk.send(MESSAGE)
        await until(lambda: server.handler.deciding)
        await asyncio.sleep(0.5)
        server.handler.gate.set()
        assert [await talk.reply() for _ in range(5)][-1] == REPLY
        assert await talk.reply() == replies.IDLE  # but its silence after that


async def test_a_client_that_floods_during_a_decision_is_not_read_and_loses_nothing(kind: str) -> None:
    commands, said = await flood_during_decisions(kind, rounds=2)
    assert commands * 1000 < BOUND
    assert said.count(replies.OK) == commands
    assert said.count(REPLY) == 4
    assert said.index(REPLY) < said.index(replies.OK)


async def test_a_client_that_reads_again_has_lost_nothing(kind: str) -> None:
    waiting, commands, said = await be_silent_then_read(kind)
    assert waiting < 1_000_000
    assert said.count(b"250-g.example\r\n") == commands


async def test_a_client_that_speaks_and_never_reads_is_not_read_either_and_broken_off(kind: str) -> None:
    assert await speak_and_never_read(kind) < BOUND


async def test_who_stays_after_the_end_is_broken_off(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"smtp_gateway.listener_{kind}._LINGER", 0.2)
    await stay_after_quit(kind)
    monkeypatch.setattr("smtp_gateway.listener._PARTING", 0.2)
    await stay_after_stop(kind)


async def test_a_port_that_is_taken_is_told(kind: str) -> None:
    async with listening(kind) as server:
        host, port = server.address
        assert port > 0
        other = SERVERS[kind](server.server.options, server.handler)
        with pytest.raises(OSError, match="in use"):
            await other.start(host, port)
        await other.stop()
