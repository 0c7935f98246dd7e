"""A release from end to end: approved at a real console, obeyed by a real gateway behind a real Postfix."""

import asyncio
import smtplib
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from policies.finding import Category
from server.assembly import Console
from server.identity.types import LOCAL_OPERATOR
from server.paging import PageRequest
from server.releases.types import Use, Wanted
from tests.postfix_instance import PostfixInstance
from tests.server.commands.calling import Caller, write_settings
from tests.server.releases.asking import LI, WANG
from tests.server.running import RunningConsole
from tests.server.support import document
from tests.smtp_gateway.gateway_process import GatewayProcess

pytestmark = pytest.mark.slow

POLICY = """\
schema: 1
name: ask-first
title: {zh: 先审批, en: Ask first}
rules:
  - {name: ask-first, then: hold, reason: Ask first, when: {entity: RESIDENT_ID, approved: false},
     notice: {zh: 请先申请。, en: Ask first.}}
  - {name: seal-it, then: seal, reason: Sealed, when: {entity: RESIDENT_ID}, notice: {zh: 已加密。, en: Sealed.}}
  - {name: no-password, then: refuse, reason: No password, when: {password_disclosed: true, entity: RESIDENT_ID},
     notice: {zh: 不得发送密码。, en: No password.}}
"""
ID = "11010519491231002X"
# A gateway that asks for releases more often, so that a test need not wait for it.
EAGER = """
from runtime import link
link.RELEASE_SECONDS = 0.2
from smtp_gateway.__main__ import main
raise SystemExit(main())
"""


@dataclass
class House:
    """All of it, running; `console` is a second handle on the console's services."""

    console: Console
    running: RunningConsole
    gateway: GatewayProcess
    postfix: PostfixInstance

    async def send(self, text: str = "请查收。") -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = LI.email, "wang@x.example", "客户资料"
        mail.set_content(f"客户身份证号：{ID}\n{text}\n", charset="gb18030", cte="base64")

        def work() -> None:
            with smtplib.SMTP("127.0.0.1", self.postfix.submission, timeout=30) as client:
                client.send_message(mail)

        await asyncio.to_thread(work)

    async def boxes(self, **wanted: int) -> None:
        """Wait until these people have just so many mails."""
        found: dict[str, int] = {}
        end = time.monotonic() + 40
        while (found := {who: self._mails(who) for who in wanted}) != wanted:
            assert time.monotonic() < end, (found, wanted, self.postfix.log())
            await asyncio.sleep(0.05)

    def _mails(self, who: str) -> int:
        return len(self.postfix.mails(who)) if self.postfix.mailbox(who) else 0

    async def obeyed(self) -> None:
        """Wait until the gateway has the newest register."""
        path = self.gateway.state_dir / "releases" / "register.json"
        end = time.monotonic() + 40
        while not path.exists() or path.read_bytes() != self.console.releases.octets():
            assert time.monotonic() < end, "the register has not come"
            await asyncio.sleep(0.05)

    async def uses(self, release_id: int) -> tuple[Use, ...]:
        """Wait until a release was used."""
        end = time.monotonic() + 40
        while not (found := self.console.releases.uses(WANG, release_id, PageRequest()).rows):
            assert time.monotonic() < end, "no use was told"
            await asyncio.sleep(0.05)
        return found

    def approved(self) -> int:
        """Let li ask and wang approve; return the number of the release."""
        now = datetime.now(UTC)
        wanted = Wanted(
            LI.email,
            ("x.example",),
            (Category.IDENTITY,),
            "annual audit",
            now,
            now + timedelta(days=1),
            "asked",
        )
        asked = self.console.releases.ask(LI, wanted)
        return self.console.releases.approve(WANG, asked.id).id


@pytest.fixture
async def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[House]:
    caller = Caller(write_settings(tmp_path / "console"), capsys)
    assert caller("init").code == 0
    with closing(caller.console()) as console:
        console.policy.publish_first([document(POLICY, "ask-first")], "local-operator", "setting up")
        token = tmp_path / "token"
        token.write_text(console.fleet.enrolment_token(LOCAL_OPERATOR, "gateway", "gw-1", "a new one").token)
        postfix = PostfixInstance()
        with RunningConsole(caller.settings_file) as running:
            link = (
                f'[console]\nurl = "https://{running.facts["machines"]}"\n'
                f'ca_file = "{tmp_path}/console/state/authority.pem"\ntoken_file = "{token}"\ndevice = "gw-1"\n'
            )
            gateway = GatewayProcess(
                tmp_path / "gateway" / "state", postfix.reinjection, "builtin:observe", extra=link,
                command=(sys.executable, "-I", "-c", EAGER),
            )  # fmt: skip
            (tmp_path / "gateway").mkdir()
            facts = await gateway.start()
            gateway.port = int(str(facts["smtp"]).rpartition(":")[2])
            try:
                await asyncio.to_thread(postfix.start, gateway.port)
                while not gateway.facts()["policy_version"]:
                    await asyncio.sleep(0.05)
                yield House(console, running, gateway, postfix)
            finally:
                await asyncio.to_thread(postfix.stop)
                await gateway.stop()


async def test_a_release_holds_until_it_is_withdrawn_and_outlives_a_console_that_is_away(
    house: House,
) -> None:
    await house.send()
    await house.boxes(li=1, wang=0)  # the notice that it waits
    release = house.approved()
    await house.obeyed()
    await house.send()
    await house.boxes(li=2, wang=1)  # the notice about the password
    assert ID.encode() not in house.postfix.mailbox("wang")
    assert house.postfix.mails("wang")[0].get_content_type() == "multipart/mixed"
    (use,) = await house.uses(release)
    assert (use.recipient, use.outcome) == ("wang@x.example", "sealed-pdf")

    await house.send("解压密码：Xk29!dfa")
    await house.boxes(li=4, wang=1)  # Postfix' bounce, and the notice
    assert any(mail.get_content_type() == "multipart/report" for mail in house.postfix.mails("li"))

    house.console.releases.withdraw(LI, release, "no longer needed")
    await house.obeyed()
    await house.send("第二次")
    await house.boxes(li=5, wang=1)

    house.approved()
    await house.obeyed()
    house.running.process.kill()
    house.gateway.process.kill()  # type: ignore[union-attr]
    await house.gateway.ended()
    await house.gateway.start()
    await house.send("第三次")
    await house.boxes(li=6, wang=2)
