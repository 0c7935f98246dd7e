"""Mail through a real Postfix in front of the gateway and behind it."""

import asyncio
import smtplib
from email.message import EmailMessage

import pytest

from tests.mail_flow.conftest import Chain
from tests.smtp_gateway.talk import Talk

PLAIN = (
    b"From: li@bank.example\r\nTo: wang@x.example\r\nSubject: =?utf-8?b?5oql5ZGK?=\r\n"
    b"Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + "季度报告，见附件。".encode("gbk")
    + b"\r\n.leading dot\r\n"
    + b"long line " * 500
    + b"\r\n"
)


async def send(chain: Chain, content: bytes, *to: str, sender: str = "li@bank.example") -> None:
    def work() -> None:
        with smtplib.SMTP("127.0.0.1", chain.postfix.submission, timeout=30) as client:
            client.sendmail(sender, to or ("wang@x.example",), content, mail_options=["BODY=8BITMIME"])

    await asyncio.to_thread(work)


async def wait_for(chain: Chain, local_part: str, text: bytes) -> bytes:
    return await asyncio.to_thread(chain.postfix.wait_for, local_part, text)


async def test_plain_mail_reaches_the_mailbox_unchanged(chain: Chain) -> None:
    await send(chain, PLAIN)
    box = await wait_for(chain, "wang", b"long line")
    body = PLAIN.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    assert body in box
    fields = box.partition(b"\n\n")[0]
    assert fields.count(b"\nReceived: ") == 3  # submission, the gateway, re-injection
    assert fields.count(b"(Ashseal ashseal ") == 1
    assert fields.index(b"(Ashseal ") < fields.index(b"\nFrom: li@bank.example")
    assert chain.postfix.left_in_queue() == 0


async def test_a_refused_mail_comes_back_with_our_words_and_its_notice(chain: Chain) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "li@bank.example", "wang@x.example", "client"
    mail.set_content("身份证号 11010519491231002X\n解压密码：Xk29!dfa\n", charset="gb18030")
    await send(chain, mail.as_bytes().replace(b"\n", b"\r\n"))
    box = await wait_for(chain, "li", b"multipart/report")
    assert b"5.7.1" in box
    await wait_for(chain, "li", b"X-Auto-Response-Suppress")
    [notice] = [mail for mail in chain.postfix.mails("li") if mail["X-Auto-Response-Suppress"]]
    told = "".join(
        str(part.get_payload(decode=True), "utf-8") for part in notice.walk() if not part.is_multipart()
    )
    assert "您的邮件没有发出" in told
    assert "11010519491231002X" not in told
    assert "Xk29!dfa" not in told
    assert chain.postfix.mailbox("wang") == b""
    assert chain.postfix.left_in_queue() == 0


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r\r\n.\r\r\n"])
async def test_one_message_in_is_one_message_out_of_a_postfix_that_takes_lax_ends(
    chain: Chain, end: bytes
) -> None:
    """Said to the gateway directly, as a client would that wants to hide a second mail from it."""
    hidden = b"MAIL FROM:<evil@x.example>\r\nRCPT TO:<victim@x.example>\r\nDATA\r\nhidden\r\n"
    async with chain.gateway.talk() as talk:
        await talk.hello()
        for line in (b"MAIL FROM:<li@bank.example>", b"RCPT TO:<wang@x.example>", b"DATA"):
            await talk.say(line)
        talk.send(b"Subject: x\r\n\r\nvisible" + end + hidden + b".\r\n")
        assert (await talk.reply()).startswith(b"250")
    box = await wait_for(chain, "wang", b"visible")
    assert b"victim@x.example" in box
    assert chain.postfix.mailbox("victim") == b""


async def test_the_envelope_and_the_first_client_pass_through(chain: Chain) -> None:
    async with Talk(("127.0.0.1", chain.postfix.submission)) as talk:
        await talk.hello()
        steps = (
            b"MAIL FROM:<Li@Bank.Example> SMTPUTF8 BODY=8BITMIME ENVID=QQ+2B314 RET=HDRS",
            "RCPT TO:<王@x.example> NOTIFY=SUCCESS ORCPT=rfc822;wang+40x.example".encode(),
        )
        for step in steps:
            assert (await talk.say(step)).startswith(b"250")
        await talk.say(b"DATA")
        talk.send(PLAIN + b".\r\n")
        assert (await talk.reply()).startswith(b"250")
    await wait_for(chain, "王", b"long line")
    box = await wait_for(chain, "li", b"Original-Envelope-Id: QQ+314")
    assert b"Action: delivered" in box
    assert "client=unknown[127.0.0.1]" in chain.postfix.log()
    assert "orig_client=" in chain.postfix.log()  # the re-injection port took XFORWARD


async def test_a_gateway_that_is_away_for_a_while_loses_nothing(chain: Chain) -> None:
    gateway = chain.gateway
    port = int(str(gateway.facts()["smtp"]).rpartition(":")[2])
    assert await gateway.stop() == 0
    await send(chain, PLAIN)
    gateway.port = port
    await gateway.start()
    box = await wait_for(chain, "wang", b"long line")
    assert box.count(b"long line long line") >= 1
    assert box.count(b"\nSubject: ") == 1
