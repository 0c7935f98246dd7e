"""The gateway put together: from its settings to ports, promises across a kill, and an orderly end."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psutil
import pytest

from runtime.clock import HeldClock
from runtime.errors import RuntimeFault
from runtime.outbox import Outbox
from smtp_gateway import replies
from smtp_gateway.journal import read_copies
from smtp_gateway.service import address_of, joined
from smtp_gateway.spool import Spool
from tests.runtime.small_console import SmallConsole, until
from tests.smtp_gateway.arrivals import MAIL
from tests.smtp_gateway.enrolled import EnrolledState, signed_bundle
from tests.smtp_gateway.gateway_process import GatewayProcess
from tests.smtp_gateway.next_hop import NextHop
from tests.smtp_gateway.post import GatedHop
from tests.smtp_gateway.serving import Running, serve
from tests.wire.granted import granted
from wire.escrow import EscrowedPassword
from wire.event_batch import Event, decode_event
from wire.incident import Incident
from wire.instant import render
from wire.release import Release

ID = "11010519491231002X"
CLIENT_MAIL = (
    "From: li@bank.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    f"张三的身份证号是{ID}，请核对。\r\n"
).encode()
HOLD = """
schema: 1
name: hold
title: {zh: 扣留, en: Hold}
rules:
  - {name: hold-it, then: hold, reason: Held, scope: {recipients: "hold*"}, notice: {zh: 扣留, en: Held}}
"""
SEAL = HOLD.replace("name: hold", "name: seal").replace("hold", "seal").replace('"seal*"', '"*"')


Serving = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    return partial(serve, tmp_path / "state")


POLICY = '[policy]\nfile = "builtin:bank"\n'


@pytest.mark.parametrize("listener", ["native", "aiosmtpd"])
async def test_it_says_where_it_listens_relays_and_withdraws(serving: Serving, listener: str) -> None:
    async with NextHop() as hop, serving(hop, POLICY, f'listener = "{listener}"') as running:
        facts = running.facts()
        assert facts.keys() == {"smtp", "metrics", "pid", "workers", "policy_version"}
        assert all(psutil.pid_exists(pid) for pid in facts["workers"])  # type: ignore[union-attr]
        async with running.talk() as talk:
            assert (await talk.mail(MAIL)).startswith(b"250 2.0.0 queued")
        assert hop.taken[0].content.endswith(MAIL)
        assert b'ashseal_mail_total{reply="250"} 1' in await running.get("/metrics")
        assert (await running.get("/healthz")).startswith(b"HTTP/1.1 200 ")
        running.stop.set()
        await running.task
        assert not (running.state_dir / "ready.json").exists()
        assert not any(psutil.pid_exists(pid) for pid in facts["workers"])  # type: ignore[union-attr]


async def test_who_is_not_named_in_the_settings_is_not_served(serving: Serving) -> None:
    async with NextHop() as hop, serving(hop, POLICY, 'allowed_clients = ["192.0.2.0/24"]') as running:
        async with running.talk() as talk:
            assert await talk.mail(MAIL) == replies.stranger("127.0.0.1")
        assert hop.commands[:1] in ([], [b"EHLO gateway.example"])  # it was asked what it offers, no more
        assert hop.taken == []


async def test_limits_of_the_settings_hold(serving: Serving) -> None:
    listen = "max_size = 1000\nmax_recipients = 2\nmax_connections = 1\nread_timeout = 2"
    async with NextHop() as hop, serving(hop, POLICY, listen) as running, running.talk() as talk:
        assert b"SIZE 1000" in await talk.hello()
        async with running.talk() as second:
            assert second.banner == replies.TOO_MANY_CONNECTIONS
        await talk.say(b"MAIL FROM:<li@bank.example>")
        for answer in (replies.RECIPIENT_OK, replies.RECIPIENT_OK, replies.TOO_MANY_RECIPIENTS):
            assert await talk.say(b"RCPT TO:<wang@x.example>") == answer
        assert await talk.reply() == replies.IDLE


@pytest.mark.parametrize("features", [("SMTPUTF8",), ()])
async def test_ehlo_promises_what_the_next_hop_can_keep(serving: Serving, features: tuple[str, ...]) -> None:
    async with NextHop(features=features) as hop, serving(hop, POLICY) as running:
        await until(lambda: hop.commands[-1:] == [b"QUIT"])
        async with running.talk() as talk:
            assert (b"SMTPUTF8" in await talk.hello()) == bool(features)


async def test_a_second_gateway_keeps_off_and_the_first_one_loses_nothing(serving: Serving) -> None:
    async with NextHop() as hop, serving(hop, POLICY) as running, running.talk() as talk:
        await talk.hello()
        for line in (b"MAIL FROM:<li@bank.example>", b"RCPT TO:<wang@x.example>", b"DATA"):
            await talk.say(line)
        talk.send(MAIL)
        await until(lambda: Spool(running.state_dir).names())
        facts = running.facts()
        with pytest.raises(RuntimeFault, match="another gateway runs on it"):
            async with serving(hop, POLICY) as second:
                await second.task
        assert running.facts() == facts
        talk.send(b".\r\n")
        assert (await talk.reply()).startswith(b"250 2.0.0 queued")


async def test_policy_comes_from_the_console_and_incidents_go_there(serving: Serving, tmp_path: Path) -> None:
    (tmp_path / "console").mkdir()
    (tmp_path / "token").write_text("token-1\n")
    console = SmallConsole(tmp_path / "console")
    settings = (
        f'[console]\nurl = "{console.url}"\nca_file = "{console.ca_file}"\ntoken_file = "{tmp_path}/token"\n'
    )
    try:
        async with NextHop() as hop, serving(hop, f'{settings}device = "gw-1"\n') as running:
            async with running.talk() as talk:
                assert await talk.mail(MAIL) == replies.NO_POLICY
                console.bundle = (1, signed_bundle(console.bundle_key, 1, HOLD))
                await until(lambda: running.facts()["policy_version"] == 1, 30)
                assert (await talk.mail(MAIL, b"hold@x.example")).startswith(b"250 2.0.0 Accepted")
            await until(lambda: console.committed, 30)
    finally:
        console.stop()
    (raw,) = console.committed.values()
    assert (decode_event(raw).rule, hop.contents_for(b"hold@x.example")) == ("hold-it", [])  # type: ignore[union-attr]


ASK_FIRST = """
schema: 1
name: ask-first
title: {zh: 先审批, en: Ask first}
rules:
  - {name: ask-first, then: hold, reason: Ask first, when: {entity: RESIDENT_ID, approved: false},
     notice: {zh: 先申请, en: Ask first}}
  - {name: seal-it, then: seal, reason: Sealed, when: {entity: RESIDENT_ID}, notice: {zh: 加密, en: Sealed}}
  - {name: no-password, then: refuse, reason: No password, when: {password_disclosed: true},
     notice: {zh: 密码, en: No password}}
"""


def for_wang(**changes: str) -> Release:
    """Return a release for wang alone that holds now."""
    today = datetime.now(UTC)
    term = {"since": render(today - timedelta(hours=1)), "until": render(today + timedelta(hours=1))}
    return granted(recipients=("wang@x.example",), categories=("identity",), **term | changes)


def about_client(number: int) -> bytes:
    return CLIENT_MAIL + b"%d\r\n" % number


async def test_a_release_covers_its_recipient_and_ends_without_a_restart(tmp_path: Path) -> None:
    enrolled = EnrolledState(tmp_path / "state")
    enrolled.take_over(ASK_FIRST)
    clock = HeldClock(datetime.now(UTC))
    enrolled.release(for_wang(until=render(clock.now() + timedelta(hours=1))))
    async with (
        NextHop() as hop,
        serve(enrolled.directory, hop, clock=clock) as running,
        running.talk() as talk,
    ):
        await talk.mail(about_client(1), b"wang@x.example", b"chen@y.example")
        assert (await talk.mail(about_client(2) + b"password: Xk29!dfa\r\n", b"wang@x.example"))[:3] == b"550"
        await talk.mail(about_client(3), b"wang@x.example", sender=b"sun@bank.example")
        clock.advance(3601)
        await talk.mail(about_client(4), b"wang@x.example")
        told = [event for event in events_of(enrolled.directory) if isinstance(event, Incident)]
    assert [
        [f"{one.outcome} {one.release}".strip() for one in incident.subject.recipients]  # type: ignore[union-attr]
        for incident in told
    ] == [["sealed-pdf 7", "held"], ["refused"], ["held"], ["held"]]


async def test_a_killed_gateway_keeps_its_releases(tmp_path: Path) -> None:
    enrolled = EnrolledState(tmp_path / "state")
    enrolled.take_over(ASK_FIRST)
    enrolled.release(for_wang())
    async with NextHop() as hop:
        gateway = GatewayProcess(enrolled.directory, hop.port)
        await gateway.start()
        gateway.process.kill()  # type: ignore[union-attr]
        await gateway.ended()
        await gateway.start()
        async with gateway.talk() as talk:
            await talk.mail(about_client(1), b"wang@x.example")
        await hop.wait_for(2, 30)
        assert hop.contents_for(b"wang@x.example")
        assert await gateway.stop() == 0


def events_of(state_dir: Path) -> list[Event]:
    outbox = Outbox(state_dir / "gateway.db")
    try:
        return [decode_event(entry.raw) for entry in outbox.pending(20)]
    finally:
        outbox.close()


async def test_what_was_promised_is_kept_over_a_kill_and_the_rest_goes(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(HOLD, encoding="utf-8")
    async with NextHop() as hop:
        hop.answers[b"MAIL"] = b"450 4.3.2 later\r\n"
        gateway = GatewayProcess(tmp_path / "state", hop.port, str(policy))
        await gateway.start()
        async with gateway.talk() as talk:
            assert (await talk.mail(MAIL, b"wang@x.example", b"hold@x.example")).startswith(b"250")
        gateway.process.kill()  # type: ignore[union-attr]
        assert await gateway.ended() == -9
        spool = Spool(gateway.state_dir)
        promised = spool.names()
        (spool.directory / ".m1.0.0123456789abcdef.new").write_bytes(b"sealing was under way")
        spool.store("half", b"a message on its way in")
        hop.answers.clear()
        await gateway.start()
        assert spool.names() <= promised
        await hop.wait_for(2, 30)  # the mail for wang, and the notice that the other one waits
        await until(lambda: len(read_copies(gateway.state_dir / "gateway.db")) == 1)
        assert await gateway.stop() == 0
    (held,) = read_copies(gateway.state_dir / "gateway.db")
    assert held.held
    assert spool.sizes() == {held.letter.file: held.letter.size}
    assert b'"event":"spool-recovered"' in gateway.log


# A gateway whose files end at 256 KiB, as on a disk that is full: one message, or the journal in time.
SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, resource.RLIM_INFINITY))
from smtp_gateway.__main__ import main
raise SystemExit(main())
"""


async def test_a_full_disk_is_452_and_every_250_is_kept(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(HOLD, encoding="utf-8")
    async with NextHop() as hop:
        gateway = GatewayProcess(
            tmp_path / "state", hop.port, str(policy), command=(sys.executable, "-I", "-c", SMALL_DISK)
        )
        await gateway.start()
        said: list[bytes] = []
        async with gateway.talk() as talk:
            assert await talk.mail(MAIL + b"x" * 300_000 + b"\r\n") == replies.STORAGE_FULL
            while replies.STORAGE_FULL not in said and len(said) < 200:
                said.append(await talk.mail(MAIL, b"hold@x.example", sender=b""))
            await talk.say(b"QUIT")
        assert await gateway.stop() == 0
    *taken, refused = said
    assert refused == replies.STORAGE_FULL
    assert taken
    promised = {reply.split()[-1].decode() for reply in taken}
    kept = read_copies(gateway.state_dir / "gateway.db")
    assert {copy.message_id for copy in kept} == promised
    assert Spool(gateway.state_dir).sizes() == {name: len(MAIL) for name in promised}


async def test_secrets_and_client_data_stand_in_no_log_argument_or_file(tmp_path: Path) -> None:
    enrolled = EnrolledState(tmp_path / "state")
    enrolled.take_over(SEAL)
    async with NextHop() as hop:
        gateway = GatewayProcess(enrolled.directory, hop.port)  # logs at DEBUG
        facts = await gateway.start()
        async with gateway.talk() as talk:
            assert (await talk.mail(CLIENT_MAIL, b"wang@x.example")).startswith(b"250")
            await talk.say(b"QUIT")
        await hop.wait_for(2, 30)
        processes = [psutil.Process(pid) for pid in (facts["pid"], *facts["workers"])]  # type: ignore[misc]
        shown = repr([(process.cmdline(), process.environ()) for process in processes])
        assert await gateway.stop() == 0
    outbox = Outbox(gateway.state_dir / "gateway.db")
    events = [decode_event(entry.raw) for entry in outbox.pending(10)]
    outbox.close()
    (escrowed,) = [event for event in events if isinstance(event, EscrowedPassword)]
    kept = b"".join(path.read_bytes() for path in gateway.state_dir.rglob("*") if path.is_file())
    for secret in (ID, "张三", enrolled.password(escrowed)):
        everywhere = gateway.log + kept + shown.encode() + b"".join(one.content for one in hop.taken)
        assert secret.encode() not in everywhere
    assert (gateway.state_dir / "received.key").read_bytes().hex() not in shown + gateway.log.decode()


LISTED = """
schema: 1
name: private-banking
title: {zh: 私人银行, en: Private banking}
rules:
  - {name: listed-client, when: {listed: clients}, then: refuse, reason: A listed client, notice: {zh: 拒绝, en: No}}
"""


async def test_mail_about_a_listed_client_is_refused_and_a_stale_list_is_told(tmp_path: Path) -> None:
    enrolled = EnrolledState(tmp_path / "state")
    enrolled.take_over(LISTED)
    index = enrolled.index(("13800138000", "王小二"))
    settings = f'[exact_match]\nfiles = ["{index}"]\n'
    mail = b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    async with NextHop() as hop, serve(enrolled.directory, hop, settings) as running, running.talk() as talk:
        about_both = await talk.mail(mail + "请王小二回电13800138000\r\n".encode(), b"wang@x.example")
        about_one = await talk.mail(mail + "请王小三回电13800138000\r\n".encode(), b"wang@x.example")
        health = await running.get("/healthz")
    assert (about_both[:3], about_one[:3]) == (b"550", b"250")
    assert b"index clients of 2026-01-01T00:00:00Z is older than it may be" in health


TERMS = """
schema: 1
name: house
title: {zh: 内部用语, en: Terms of the house}
terms: [{name: projects, words: [凤凰计划]}]
rules:
  - {name: project, when: {term: projects}, then: refuse, reason: A project, notice: {zh: 拒绝, en: No}}
  - {name: large, when: {amount: 500000}, then: refuse, reason: A large sum, notice: {zh: 拒绝, en: No}}
  - {name: old, when: {format: "image:*"}, then: refuse, reason: A picture, notice: {zh: 拒绝, en: No}}
"""


async def test_terms_amounts_and_formats_decide_and_new_terms_need_no_restart(tmp_path: Path) -> None:
    enrolled = EnrolledState(tmp_path / "state")
    enrolled.take_over(TERMS)
    head = b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    mails = {said: head + said.encode() + b"\r\n" for said in ("凤凰\r\n计划", "青龙计划", "付款50万元")}
    picture = (
        b"Subject: x\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlh\r\n"
    )
    async with NextHop() as hop, serve(enrolled.directory, hop) as running, running.talk() as talk:
        before = [await talk.mail(mail, b"wang@x.example") for mail in (*mails.values(), picture)]
        store = running.gateway._bundles
        store.offer(enrolled.signed(TERMS.replace("凤凰计划", "青龙计划")), datetime(2026, 10, 6, tzinfo=UTC))
        after = [await talk.mail(mail, b"wang@x.example") for mail in mails.values()]
    assert [reply[:4] for reply in before] == [b"550 ", b"250 ", b"550 ", b"550 "]
    assert [b"A project" in reply for reply in (before[0], after[1])] == [True, True]
    assert [reply[:4] for reply in after] == [b"250 ", b"550 ", b"550 "]


# A gateway that has little patience at its end, so that a test need not wait for it.
IMPATIENT = """
from smtp_gateway import queue, service
service._STOP_SECONDS = queue._STOP_SECONDS = 0.3
from smtp_gateway.__main__ import main
raise SystemExit(main())
"""


async def test_a_next_hop_that_never_answers_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    command = (sys.executable, "-I", "-c", IMPATIENT)
    async with GatedHop() as hop:
        gateway = GatewayProcess(tmp_path / "state", hop.port, "builtin:observe", command=command)
        await gateway.start()
        async with gateway.talk() as talk:
            sending = asyncio.create_task(talk.mail(MAIL))
            await until(lambda: hop.waiting == 1, 30)
            assert await gateway.stop() == 0
            assert not (await sending).startswith(b"2")
        hop.gate.set()
    assert Spool(gateway.state_dir).names() == set()


async def test_addresses_are_written_as_others_read_them() -> None:
    assert joined("127.0.0.1", 2525) == "127.0.0.1:2525"
    assert joined("::1", 2525) == "[::1]:2525"
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert address_of(server) == f"127.0.0.1:{port}"
    server.close()
