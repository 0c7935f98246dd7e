"""Contracts are registered on a console; a mail with a part of one is stopped, and its incident names it."""

import asyncio
import io
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from random import Random

import docx
import pytest
from reportlab.pdfgen import canvas

from server.assembly import Console
from server.authz import Role
from server.identity.types import LOCAL_OPERATOR
from server.incidents.types import Filter, IncidentDetail
from server.paging import PageRequest
from tests.server.commands.calling import Caller, write_settings
from tests.server.running import RunningConsole
from tests.server.support import document, someone
from tests.smtp_gateway.gateway_process import GatewayProcess
from tests.smtp_gateway.next_hop import NextHop
from wire.incident import Incident

pytestmark = pytest.mark.slow

POLICY = """\
schema: 1
name: documents
title: {zh: 登记文档, en: Registered documents}
rules:
  - name: contracts-stay-here
    when: {document: [contract, price-list*]}
    then: refuse
    severity: high
    reason: A part of a registered document is in the mail.
    notice: {zh: 邮件含有登记文档的内容。, en: A part of a registered document is in the mail.}
"""
REVIEWER = someone("sun", Role.REVIEWER)
HAN = "甲乙丙丁合同借款抵押担保利率期限偿还违约责任赔偿解除终止通知书面授权委托登记确认交付保管"
LATIN = ("custody", "fund", "fee", "tariff", "rebate", "monthly", "account", "transfer", "margin", "broker")


def clauses(seed: int) -> list[str]:
    rng = Random(seed)
    return [
        f"第{number}条 " + "".join(rng.choice(HAN) for _ in range(58)) + "，金额 12,000.00 元。"
        for number in range(1, 21)
    ]


def prices(seed: int) -> list[str]:
    rng = Random(seed)
    return [" ".join(rng.choice(LATIN) for _ in range(11)) + f" {rng.randrange(100)}.50" for _ in range(40)]


CONTRACT, PRICES = clauses(1), prices(2)


def write_documents(folder: Path) -> None:
    folder.mkdir()
    made = docx.Document()
    for clause in CONTRACT:
        made.add_paragraph(clause)
    made.save(str(folder / "个人借款合同.docx"))
    page = canvas.Canvas(str(folder / "price-list 2026.pdf"))
    for number, line in enumerate(PRICES):
        page.drawString(40, 800 - 18 * number, line)
    page.save()


@pytest.fixture
def caller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Give the commands of a console that is set up, with two documents of two formats registered."""
    called = Caller(write_settings(tmp_path / "console"), capsys)
    assert called("init").code == 0
    write_documents(tmp_path / "originals")
    made = called(
        "document", "add", str(tmp_path / "originals"),
        "--category", "contract", "--author", "legal department", "--reason", "they stay in the house",
    )  # fmt: skip
    assert made.only["registered"] == ["price-list 2026", "个人借款合同"], made.words
    with closing(called.console()) as console:
        console.documents.approve(someone("wang", Role.SECURITY_ADMIN), int(str(made.only["waiting"])))
    return called


@pytest.fixture
def console(caller: Caller) -> Iterator[Console]:
    with closing(caller.console()) as made:
        made.policy.publish_first([document(POLICY, "documents")], "local-operator", "setting up")
        yield made


def mail(body: str, attachment: bytes = b"") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "li@bank.example", "wang@x.example", "草稿"
    made.set_content(body, cte="base64")
    if attachment:
        made.add_attachment(
            attachment, maintype="application", subtype="octet-stream", filename="excerpt.docx"
        )
    return made.as_bytes().replace(b"\n", b"\r\n")


def quoted(text: str) -> str:
    """Some 330 characters out of the middle, wrapped at another width, as an answer quotes them."""
    piece = text.replace("\n", "")[400:730]
    return "张总您好，条款如下，请过目：\n" + textwrap.indent(textwrap.fill(piece, 31), "> ")


def excerpt(lines: list[str]) -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(buffer)
    return buffer.getvalue()


def enrol(console: Console, directory: Path, machines: str, authority: Path) -> str:
    """Return the settings by which a gateway enrols at a running console."""
    token = directory / "token"
    token.write_text(console.fleet.enrolment_token(LOCAL_OPERATOR, "gateway", "gw-1", "a new gateway").token)
    return (
        f'[console]\nurl = "https://{machines}"\nca_file = "{authority}"\n'
        f'token_file = "{token}"\ndevice = "gw-1"\n'
    )


async def ready(gateway: GatewayProcess) -> None:
    """Wait until policy and register have come."""
    await gateway.start()
    async with asyncio.timeout(30):
        while not gateway.facts()["policy_version"] or not (gateway.state_dir / "documents.json").exists():
            await asyncio.sleep(0.05)


async def answers(gateway: GatewayProcess, *mails: bytes) -> list[bytes]:
    said = []
    for one in mails:
        async with gateway.talk() as talk:
            said.append(await talk.mail(one))
    return said


def incidents(console: Console, count: int) -> list[IncidentDetail]:
    """Return so many incidents, oldest first, as soon as they are there."""
    end = time.monotonic() + 30
    while True:
        rows = console.incidents.page(REVIEWER, Filter(), PageRequest()).rows
        if len(rows) >= count:
            return [console.incidents.detail(REVIEWER, row.id) for row in reversed(rows)]
        assert time.monotonic() < end, f"{len(rows)} incidents of {count}"
        time.sleep(0.05)


def holding(text: str, *places: Path) -> list[Path]:
    """Return the files below `places` that hold a text of an original."""
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


def told(incident: Incident) -> list[tuple[str, str]]:
    return [(said.name, said.category) for said in incident.documents]


async def test_a_part_of_a_registered_document_is_stopped_and_named(
    caller: Caller, console: Console, tmp_path: Path
) -> None:
    base = tmp_path / "gateway"
    base.mkdir()
    with RunningConsole(caller.settings_file) as running:
        authority = tmp_path / "console/state/authority.pem"
        extra = enrol(console, base, running.facts["machines"], authority)
        async with NextHop() as hop:
            gateway = GatewayProcess(base / "state", hop.port, "builtin:observe", extra=extra)
            await ready(gateway)
            try:
                said = await answers(
                    gateway,
                    mail(quoted("".join(CONTRACT))),
                    mail("见附件", excerpt(PRICES[10:24])),
                    mail("\n".join(clauses(7)[:6])),  # a contract of somebody else
                )
                assert [reply[:3] for reply in said] == [b"550", b"550", b"250"]
                found = await asyncio.to_thread(incidents, console, 2)
            finally:
                await gateway.stop()
            assert sum(b"RCPT TO:<wang@x.example>" in taken.rcpt for taken in hop.taken) == 1
    assert [told(one.incident) for one in found] == [
        [("个人借款合同", "contract")],
        [("price-list 2026", "contract")],
    ]
    of_contract, of_prices = (one.incident.documents[0] for one in found)
    assert 0.1 < of_contract.share < 0.4
    assert 150 < of_contract.letters < 330
    assert of_prices.place[-1].name == "excerpt.docx"
    assert not holding(CONTRACT[6][4:20], tmp_path / "console/state", base / "state")
