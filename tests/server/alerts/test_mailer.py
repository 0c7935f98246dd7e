import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from runtime.metrics import Metrics
from server.alerts.mailer import AlertMailer
from server.alerts.types import AlertRow, AlertState
from server.authz import Role
from server.paging import PageRequest
from server.settings import AlertSettings, EmailSettings
from tests.server.events import mail_incident
from tests.server.support import Rig, someone


class Sink:
    """A real SMTP server that keeps what it gets, or says no for a while."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.refusals = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            self.refusals -= 1
            return "451 4.3.0 try again later"
        self.mails.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    handler, port = Sink(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def mailer(rig: Rig, port: int, **changes: object) -> AlertMailer:
    sending = EmailSettings(
        host="127.0.0.1",
        port=port,
        sender="ashseal@bank.example",
        recipients=("duty@bank.example",),
        timeout=5,
    )
    settings = msgspec.structs.replace(AlertSettings(), email=msgspec.structs.replace(sending, **changes))
    return AlertMailer(rig.console.alerts, settings, public_url=rig.console.public_url, metrics=Metrics())


def take(rig: Rig, event_id: str = "inc-1") -> None:
    with rig.console.database.write() as connection:
        rig.console.alerts.take(connection, "gw-1", [mail_incident(event_id)])
    rig.clock.advance(rig.settings.alerts.gather)


def rows(rig: Rig) -> tuple[AlertRow, ...]:
    return rig.console.alerts.page(someone("admin", Role.SYSTEM_ADMIN), PageRequest()).rows


async def run_until(made: AlertMailer, done, seconds: float = 20) -> None:  # type: ignore[no-untyped-def]
    stop = asyncio.Event()
    task = asyncio.create_task(made.run(stop))
    async with asyncio.timeout(seconds):
        while not done():
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(task, 5)


async def test_an_alert_arrives_as_a_mail(rig: Rig, sink: tuple[Sink, int]) -> None:
    handler, port = sink
    take(rig)
    await run_until(mailer(rig, port), lambda: rows(rig)[0].state is AlertState.SENT)
    envelope = handler.mails[0]
    assert envelope.rcpt_tos == ["duty@bank.example"]
    message = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.SMTP)
    assert "https://console.bank.example/incidents/inc-1" in message.get_content()
    assert len(handler.mails) == 1


async def test_nothing_is_lost_while_the_mail_server_is_away(rig: Rig, sink: tuple[Sink, int]) -> None:
    handler, port = sink
    take(rig)
    await run_until(mailer(rig, free_port()), lambda: rows(rig)[0].attempts == 1)
    assert rows(rig)[0].state is AlertState.WAITING
    assert rows(rig)[0].last_error
    handler.refusals = 1
    rig.clock.advance(5)
    await run_until(mailer(rig, port), lambda: rows(rig)[0].attempts == 2)
    assert "451" in rows(rig)[0].last_error
    rig.clock.advance(15)
    await run_until(mailer(rig, port), lambda: rows(rig)[0].state is AlertState.SENT)
    assert len(handler.mails) == 1


async def test_without_a_mail_server_alerts_wait(rig: Rig) -> None:
    take(rig)
    made, stop = mailer(rig, 0, host=""), asyncio.Event()
    task = asyncio.create_task(made.run(stop))
    await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(task, 5)
    assert rows(rig)[0].state is AlertState.WAITING


async def test_a_missing_password_file_is_a_failure_like_others(
    rig: Rig, sink: tuple[Sink, int], tmp_path: Path
) -> None:
    take(rig)
    made = mailer(rig, sink[1], user="ashseal", password_file=str(tmp_path / "missing"))
    await run_until(made, lambda: rows(rig)[0].attempts == 1)
    assert "cannot be read" in rows(rig)[0].last_error
