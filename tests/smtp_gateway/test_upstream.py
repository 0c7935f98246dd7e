"""Handing letters to the next hop: nothing is sent that is not wanted, nothing is taken for sent that was not."""

import asyncio
from pathlib import Path

import psutil
import pytest

from smtp_gateway import replies
from smtp_gateway.upstream import Answer, NotWanted
from smtp_gateway.upstream_connection import UpstreamAway
from tests.runtime.small_console import until
from tests.smtp_gateway.letters import PREFIX, TEXT, courier
from tests.smtp_gateway.next_hop import FEATURES, NextHop
from tests.smtp_gateway.scripted import EHLO, OK, Scripted

QUEUED = b"250 2.0.0 queued as 4711\r\n"
LATER = b"450 4.2.1 later\r\n"
GONE = b"550 5.1.1 no such user\r\n"
XFORWARD = (("ADDR", b"192.0.2.7"), ("HELO", b"c+2Bd"), ("IDENT", b"4711"))
TO_DATA = (EHLO, (b"MAIL", OK), (b"RCPT", OK), (b"DATA", b"354 go on\r\n"))


async def test_a_letter_arrives_under_its_envelope_below_our_field(tmp_path: Path) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port) as one:
        letter = one.letter(
            b"<a@x.example> NOTIFY=NEVER", b"<b@x.example>", sender=b"<@r:Li@B.example> RET=HDRS"
        )
        answer = await one.deliver(letter)
        assert (answer, answer.taken) == (Answer((b"250 2.0.0 Ok\r\n",) * 2, QUEUED), True)
        (taken,) = hop.taken
        assert taken.mail == b"MAIL FROM:<@r:Li@B.example> SIZE=%d RET=HDRS" % len(PREFIX + TEXT)
        assert taken.rcpt == [b"RCPT TO:<a@x.example> NOTIFY=NEVER", b"RCPT TO:<b@x.example>"]
        assert taken.content == PREFIX + TEXT
        assert hop.commands[0] == b"EHLO gateway.example"
        assert (await one.deliver(one.letter(xforward=XFORWARD))).taken
        assert b"XFORWARD" not in b"".join(hop.commands)  # to a next hop that does not know it


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b".\r\n",
        b"..\r\n.\r\n\r\n.\r\nQUIT\r\n",
        b"\x00\xff bare \r cr\r\n",
        (b"." + b"x" * 60 + b"\r\n") * 20_000,  # more than four blocks, cut anywhere
        b"\r\n." * 131_072,
        b"x" * (256 * 1024 - 1) + b"\r\n.dot at the seam\r\n",
        b"y" * (256 * 1024) + b"\r\n",
    ],
    ids=range(8),
)
async def test_every_octet_arrives(tmp_path: Path, content: bytes) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port) as one:
        assert (await one.deliver(one.letter(content=content))).taken
        expected = content if content.endswith(b"\r\n") or not content else content + b"\r\n"
        assert hop.taken[0].content == PREFIX + expected
        assert "mail" not in {Path(file.path).name for file in psutil.Process().open_files()}


async def test_each_recipients_refusal_is_his_own(tmp_path: Path) -> None:
    async with NextHop(answers={b"RCPT TO:<b@": GONE, b"RCPT TO:<c@": LATER}) as hop:
        async with courier(tmp_path, hop.port) as one:
            answer = await one.deliver(one.letter(b"<a@x>", b"<b@x>", b"<c@x>"))
        assert answer == Answer((b"250 2.0.0 Ok\r\n", GONE, LATER), QUEUED)
        assert [taken.rcpt for taken in hop.taken] == [[b"RCPT TO:<a@x>"]]


async def test_a_message_for_nobody_is_not_sent(tmp_path: Path) -> None:
    async with NextHop(answers={b"RCPT TO": GONE}) as hop, courier(tmp_path, hop.port) as one:
        assert await one.deliver(one.letter(b"<a@x>", b"<b@x>")) == Answer((GONE, GONE), b"")
        assert b"DATA" not in hop.commands
        hop.answers.clear()
        assert (await one.deliver(one.letter())).taken  # and that transaction was ended
        assert hop.connections == 1
        assert [len(taken.rcpt) for taken in hop.taken] == [1]


async def test_who_asks_for_all_or_none_gets_none(tmp_path: Path) -> None:
    async with NextHop(answers={b"RCPT TO:<b@": LATER}) as hop, courier(tmp_path, hop.port) as one:
        letter = one.letter(b"<a@x>", b"<b@x>")
        said = (b"250 2.0.0 Ok\r\n", LATER)
        answer = await one.upstream.deliver(letter, tmp_path / "mail", go_on=lambda asked: asked != said)
        assert answer == Answer(said, b"")
        assert not answer.taken
        assert b"DATA" not in hop.commands


@pytest.mark.parametrize(
    "reply", [LATER, b"554-5.7.1 \xe4\xb8\x8d\r\n554 5.7.1 no\r\n", b"452 4.3.1 full\r\n"]
)
@pytest.mark.parametrize("step", [b"MAIL", b"DATA", b"."])
async def test_a_refusal_of_the_whole_is_passed_on_byte_for_byte(
    tmp_path: Path, step: bytes, reply: bytes
) -> None:
    async with NextHop(answers={step: reply}) as hop, courier(tmp_path, hop.port) as one:
        answer = await one.deliver(one.letter(b"<a@x>", b"<b@x>"))
        assert answer.final == reply
        assert answer.recipients == ((reply,) * 2 if step == b"MAIL" else (b"250 2.0.0 Ok\r\n",) * 2)
        assert not answer.taken
        assert hop.taken == []
        hop.answers.clear()
        assert (await one.deliver(one.letter())).taken


@pytest.mark.parametrize(
    ("steps", "final"),
    [
        ((EHLO, (b"MAIL", OK), (b"RCPT", GONE)), b""),
        ((EHLO, (b"MAIL", OK), (b"RCPT", OK), (b"DATA", LATER)), LATER),
        ((*TO_DATA, (b".", GONE)), GONE),
        ((*TO_DATA, (b".", QUEUED)), QUEUED),
        ((*TO_DATA, (b".", b"421 4.3.2 later\r\n")), b"421 4.3.2 later\r\n"),
    ],
)
async def test_who_hangs_up_behind_an_answer_has_answered(
    tmp_path: Path, steps: tuple[tuple[bytes, bytes], ...], final: bytes
) -> None:
    async with Scripted(*steps) as hop, courier(tmp_path, hop.port) as one:
        answer = await one.deliver(one.letter())
        assert answer.final == final
        assert answer.recipients == (GONE if final == b"" else OK,)


async def test_a_connection_whose_reset_is_not_answered_is_not_kept(tmp_path: Path) -> None:
    """Its late reply would be taken for that to another command."""
    steps = (*TO_DATA[:2], (b"RCPT", GONE))
    async with Scripted(*steps, stays=True) as hop, courier(tmp_path, hop.port, command_timeout=0.3) as one:
        assert await one.deliver(one.letter()) == Answer((GONE,), b"")
        assert one.upstream._idle == []


@pytest.mark.parametrize("steps", [TO_DATA[:length] for length in range(1, 5)] + [(*TO_DATA, (b".", b"25"))])
@pytest.mark.parametrize("stays", [False, True])
async def test_a_reply_that_is_cut_or_swallowed_is_a_next_hop_that_is_away(
    tmp_path: Path, steps: tuple[tuple[bytes, bytes], ...], stays: bool
) -> None:
    limits = {"command_timeout": 0.3, "final_timeout": 0.3} if stays else {}
    async with Scripted(*steps, stays=stays) as hop, courier(tmp_path, hop.port, **limits) as one:
        with pytest.raises(UpstreamAway):
            await one.deliver(one.letter())
        await asyncio.wait_for(hop.closed.wait(), 20)
        assert one.upstream._idle == []


async def test_the_last_reply_has_a_limit_of_its_own(tmp_path: Path) -> None:
    async with Scripted(*TO_DATA, stays=True) as hop, courier(tmp_path, hop.port, final_timeout=0.2) as one:
        with pytest.raises(UpstreamAway, match="TimeoutError"):
            await one.deliver(one.letter())


async def test_a_next_hop_that_stops_reading_is_away_after_the_time_for_a_block(tmp_path: Path) -> None:
    async with Scripted(*TO_DATA, deaf=True) as hop, courier(tmp_path, hop.port, block_timeout=0.3) as one:
        with pytest.raises(UpstreamAway, match="TimeoutError"):
            await one.deliver(one.letter(content=b"x" * 30_000_000 + b"\r\n"))


async def test_the_last_dot_is_not_sent_when_it_is_not_wanted_any_more(tmp_path: Path) -> None:
    async with Scripted(*TO_DATA, (b".\r\n", QUEUED), stays=True) as hop, courier(tmp_path, hop.port) as one:
        with pytest.raises(NotWanted):
            await one.upstream.deliver(one.letter(), tmp_path / "mail", before_dot=lambda: False)
        await asyncio.wait_for(hop.closed.wait(), 20)
        assert b".\r\n" not in hop.heard
        assert one.upstream._idle == []


@pytest.mark.parametrize("more", [-1, 1, 300_000])
async def test_a_file_that_is_not_what_was_promised_is_never_completed(tmp_path: Path, more: int) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port) as one:
        letter = one.letter(content=TEXT * 1000)
        whole = (tmp_path / "mail").read_bytes()
        (tmp_path / "mail").write_bytes(whole[:more] if more < 0 else whole + b"x" * more)
        with pytest.raises(OSError, match="octets, expected"):
            await one.deliver(letter)
        (tmp_path / "mail").unlink()
        with pytest.raises(FileNotFoundError):
            await one.deliver(letter)
        assert hop.taken == []


@pytest.mark.parametrize(
    ("lacks", "sender", "content", "reply"),
    [
        ("SMTPUTF8", b"<li@b.example> SMTPUTF8", TEXT, replies.UPSTREAM_LACKS_UTF8),
        ("8BITMIME", b"<li@b.example> BODY=8BITMIME", b"\xb9\xab\r\n", replies.UPSTREAM_LACKS_8BIT),
    ],
)
async def test_what_the_next_hop_cannot_take_is_not_offered(
    tmp_path: Path, lacks: str, sender: bytes, content: bytes, reply: bytes
) -> None:
    features = tuple(one for one in FEATURES if one != lacks)
    async with NextHop(features=features) as hop, courier(tmp_path, hop.port) as one:
        letter = one.letter(b"<a@x>", b"<b@x>", sender=sender, content=content)
        assert await one.deliver(letter) == Answer((reply, reply), reply)
        assert (await one.deliver(one.letter())).taken  # while plain mail is welcome
        assert len([line for line in hop.commands if line.startswith(b"MAIL")]) == 1
        assert lacks not in (one.upstream.features or [lacks])


@pytest.mark.parametrize(("limit", "fits"), [("0", True), ("1000", True), ("999", False), ("", True)])
async def test_a_mail_that_is_too_large_for_the_next_hop_is_told_so_before_it_is_sent(
    tmp_path: Path, limit: str, fits: bool
) -> None:
    async with NextHop(features=("PIPELINING", f"SIZE {limit}")) as hop, courier(tmp_path, hop.port) as one:
        content = b"x" * (1000 - len(PREFIX) - 2) + b"\r\n"
        answer = await one.deliver(one.letter(content=content))
        assert answer.taken is fits
        assert fits or answer.final == replies.too_large(999)
        assert len(hop.taken) == fits


async def test_a_connection_is_used_again_behind_a_reset(tmp_path: Path) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port) as one:
        for _ in range(3):
            assert (await one.deliver(one.letter())).taken
        assert hop.connections == 1
        assert hop.commands.count(b"RSET") == 2


@pytest.mark.parametrize("answer", ["cut", b"421 4.3.2 bye\r\n", b"500 what\r\n"])
async def test_a_kept_connection_that_is_no_good_is_replaced_without_anybody_noticing(
    tmp_path: Path, answer: str | bytes
) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port) as one:
        assert (await one.deliver(one.letter())).taken
        if isinstance(answer, bytes):
            hop.answers[b"RSET"] = answer
        else:
            hop.hang_up.add(b"RSET")
        assert (await one.deliver(one.letter())).taken
        assert (hop.connections, len(hop.taken)) == (2, 2)


async def test_a_kept_connection_that_the_next_hop_has_closed_is_not_even_tried(tmp_path: Path) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port) as one:
        assert (await one.deliver(one.letter())).taken
        for writer in hop._writers:
            writer.write(b"421 4.4.2 idle for too long\r\n")
            writer.close()
        ((_, kept),) = one.upstream._idle
        await until(lambda: not kept.alive)
        assert (await one.deliver(one.letter())).taken
        assert hop.commands.count(b"RSET") == 0


@pytest.mark.parametrize(
    ("limits", "final"),
    [({"idle_connections": 0}, QUEUED), ({"idle_seconds": 0.001}, QUEUED), ({}, b"421 4.3.2 going\r\n")],
)
async def test_no_connection_is_kept_that_is_not_wanted_or_that_the_next_hop_ends(
    tmp_path: Path, limits: dict[str, float], final: bytes
) -> None:
    async with NextHop(answers={b".": final}) as hop, courier(tmp_path, hop.port, **limits) as one:
        assert (await one.deliver(one.letter())).final == final
        await asyncio.sleep(0.01)
        hop.answers.clear()
        assert (await one.deliver(one.letter())).taken
        assert hop.connections == 2


async def test_letters_at_once_have_connections_of_their_own_and_all_are_closed(tmp_path: Path) -> None:
    async with NextHop() as hop:
        async with courier(tmp_path, hop.port, idle_connections=2) as one:
            answers = await asyncio.gather(*(one.deliver(one.letter()) for _ in range(4)))
            assert all(answer.taken for answer in answers)
            assert len(one.upstream._idle) == 2
        assert hop.commands.count(b"QUIT") == 4


async def test_a_probe_learns_what_is_offered_and_says_so_when_nobody_is_there(tmp_path: Path) -> None:
    async with NextHop() as hop, courier(tmp_path, hop.port, connect_timeout=5) as one:
        assert one.upstream.features is None
        await one.upstream.probe()
        assert set(one.upstream.features or ()) == {"PIPELINING", "SIZE", "8BITMIME", "SMTPUTF8", "DSN"}
        assert hop.commands == [b"EHLO gateway.example", b"QUIT"]
        await hop.__aexit__(None, None, None)
        with pytest.raises(UpstreamAway):
            await one.upstream.probe()


@pytest.mark.parametrize("refusal", [b"", b"550 5.7.0 not from you\r\n"])
async def test_xforward_is_passed_on_as_far_as_it_is_understood(tmp_path: Path, refusal: bytes) -> None:
    features = (*FEATURES, "XFORWARD NAME ADDR HELO")
    async with NextHop(features=features) as hop, courier(tmp_path, hop.port) as one:
        hop.answers |= {b"XFORWARD": refusal} if refusal else {}
        assert (await one.deliver(one.letter(xforward=XFORWARD))).taken
        line = b"XFORWARD NAME=[UNAVAILABLE] ADDR=192.0.2.7 HELO=c+2Bd"
        assert hop.commands[1] == line
        assert hop.commands[2].startswith(b"MAIL")


async def test_one_clients_address_is_never_said_of_anothers_mail(tmp_path: Path) -> None:
    async with NextHop(features=(*FEATURES, "XFORWARD ADDR")) as hop, courier(tmp_path, hop.port) as one:
        await one.deliver(one.letter(xforward=XFORWARD))
        await one.deliver(one.letter(xforward=(("NAME", b"other"),)))
        assert hop.connections == 1
        assert hop.commands.count(b"XFORWARD ADDR=[UNAVAILABLE]") == 1
        await one.deliver(one.letter())
        assert hop.connections == 2
