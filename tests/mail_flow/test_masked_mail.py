"""A mail that is masked on the way, through a real Postfix: what each recipient finds in the mailbox.

And kill -9 around the commit: the masked copy arrives once, the original never, and nothing stays behind.
"""

import asyncio
import contextlib
import email
import email.policy
import smtplib
import sys
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from smtp_gateway.transaction import MessageState
from tests.inspection.samples import archive
from tests.mail_flow.conftest import Chain
from tests.postfix_instance import PostfixInstance
from tests.smtp_gateway.gateway_process import GatewayProcess
from tests.smtp_gateway.next_hop import NextHop

ID, SHOWN = "11010519491231002X", "110105********002X"
POLICY = """
schema: 1
name: masked
title: {zh: 对外脱敏, en: Masked}
rules:
  - {name: mask-it, then: redact, reason: Masked, when: {entity: [RESIDENT_ID, NAME]}, scope: {recipients: "wang*"},
     notice: {zh: 身份信息已遮盖。, en: Identity data was masked.}}
"""
LI, WANG, CHEN = "li@bank.example", "wang@x.example", "victim@x.example"


def letter(charset: str = "gbk") -> EmailMessage:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = LI, f"{WANG}, {CHEN}", f"客户资料 身份证号{ID}"
    mail.set_content(f"您好：\n客户姓名：张小明\n身份证号：{ID}\n请查收。\n", charset=charset, cte="base64")
    page = f"<p>身份证号：{ID[:6]}<b>{ID[6:]}</b></p><p>谢谢</p>"
    mail.add_alternative(page, subtype="html", charset=charset, cte="quoted-printable")
    table = f"姓名,证件号码\r\n张小明,{ID}\r\n".encode("gb18030")
    mail.add_attachment(table, maintype="text", subtype="csv", filename="名单.csv")
    mail.add_attachment(b"\x89PNG not seen", maintype="application", subtype="x-nothing", filename="rest.bin")
    return mail


@pytest.fixture
async def masking(tmp_path: Path) -> AsyncIterator[Chain]:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    postfix = PostfixInstance()
    gateway = GatewayProcess(tmp_path / "state", postfix.reinjection, str(tmp_path / "policy.yaml"))
    facts = await gateway.start()
    try:
        await asyncio.to_thread(postfix.start, int(str(facts["smtp"]).rpartition(":")[2]))
        yield Chain(postfix, gateway)
    finally:
        await asyncio.to_thread(postfix.stop)
        await gateway.stop()


async def send(chain: Chain, mail: EmailMessage, *to: str) -> None:
    def work() -> None:
        with smtplib.SMTP("127.0.0.1", chain.postfix.submission, timeout=30) as client:
            client.sendmail(LI, to, mail.as_bytes())

    await asyncio.to_thread(work)


async def box(chain: Chain, who: str, text: bytes) -> EmailMessage:
    raw = await asyncio.to_thread(chain.postfix.wait_for, who, text)
    mail = email.message_from_bytes(raw.partition(b"\n")[2], policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert all(not part.defects for part in mail.walk())
    return mail


def texts(mail: EmailMessage) -> list[bytes]:
    return [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]


async def test_one_recipient_reads_masks_and_the_other_the_original(masking: Chain) -> None:
    mail = letter()
    await send(masking, mail, WANG, CHEN)
    got = await box(masking, "wang", b"rest.bin")
    assert got["subject"] == f"客户资料 身份证号{SHOWN}"
    plain, page, table, rest = texts(got)
    assert plain.decode("gbk").split() == ["您好：", "客户姓名：张**", f"身份证号：{SHOWN}", "请查收。"]
    assert page.decode("gbk").strip() == f"<p>身份证号：{SHOWN}<b></b></p><p>谢谢</p>"
    assert table.decode("gb18030") == f"姓名,证件号码\r\n张**,{SHOWN}\r\n"
    original = await box(masking, "victim", b"rest.bin")
    assert original["subject"] == mail["subject"]
    assert [each.replace(b"\r\n", b"\n") for each in texts(original)] == [
        each.replace(b"\r\n", b"\n") for each in texts(mail)
    ]
    assert rest == texts(mail)[3]
    notice = await box(masking, "li", b"X-Auto-Response-Suppress")
    said = notice.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "姓名 2 处、居民身份证号 4 处" in said
    assert ID not in str(notice)
    assert masking.postfix.left_in_queue() == 0


async def test_a_mail_that_cannot_be_masked_waits_and_its_sender_reads_why(masking: Chain) -> None:
    mail = letter()
    mail.add_attachment(
        archive({"a.txt": ID.encode()}), maintype="application", subtype="zip", filename="合同.zip"
    )
    await send(masking, mail, WANG)
    notice = await box(masking, "li", b"X-Auto-Response-Suppress")
    said = notice.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "客户信息在无法改写的部分里（附件：合同.zip）" in said
    assert masking.postfix.mailbox("wang") == b""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", [MessageState.DECIDED, MessageState.COMMITTED])
async def test_a_killed_gateway_sends_the_masked_copy_once_and_the_original_never(
    tmp_path: Path, state: MessageState, when: str
) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    async with NextHop() as hop:
        gateway = GatewayProcess(
            tmp_path / "state", hop.port, str(tmp_path / "policy.yaml"),
            command=(sys.executable, "-m", "tests.mail_flow.killed_gateway"),
            environment={"KILL_AT": f"{state}:{when}"},
        )  # fmt: skip
        await gateway.start()
        told = await try_once(gateway)
        assert await gateway.ended() == -9
        gateway.environment = {}
        await gateway.start()
        while not told:
            told = await try_once(gateway)
        async with asyncio.timeout(15):
            while list((gateway.state_dir / "spool").iterdir()):
                await asyncio.sleep(0.02)
        assert await gateway.stop() == 0
    [masked] = hop.contents_for(WANG.encode())
    assert ID.encode() not in masked
    assert SHOWN.encode() in masked


async def try_once(gateway: GatewayProcess) -> bytes:
    """Return the reply, b'' when the connection ended before one came."""
    content = f"Subject: x\r\n\r\n身份证号：{ID}\r\n".encode()
    with contextlib.suppress(OSError):
        async with gateway.talk() as talk:
            reply = await talk.mail(content, WANG.encode(), sender=LI.encode())
            if reply.startswith(b"2"):
                talk.send(b"QUIT\r\n")
                return reply
    await asyncio.sleep(0.05)
    return b""
