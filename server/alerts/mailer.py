"""Sends waiting alerts by SMTP, one after another; what cannot be sent waits and is tried again."""

import asyncio
import ssl
from email.message import EmailMessage

import aiosmtplib

from runtime import log
from runtime.errors import SettingsError
from runtime.metrics import Metrics
from runtime.settings import read_secret
from server.alerts.service import AlertService
from server.alerts.store import Pending
from server.alerts.texts import mail_of
from server.settings import AlertSettings, EmailSettings

LOOK_SECONDS = 1.0  # how often the queue is looked at

_log = log.get(__name__)


class AlertMailer:
    """The task that empties the queue of alerts while mail is configured."""

    def __init__(
        self, alerts: AlertService, settings: AlertSettings, *, public_url: str, metrics: Metrics
    ) -> None:
        self._alerts = alerts
        self._settings = settings
        self._public_url = public_url
        self._metrics = metrics

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until `stop` is set. Without a mail server alerts only wait."""
        email = self._settings.email
        if not (email.host and email.sender and email.recipients):
            await stop.wait()
            return
        await asyncio.to_thread(self._alerts.recover)
        while not stop.is_set():
            pending = await asyncio.to_thread(self._alerts.claim)
            if pending is not None:
                await self._send(pending)
                continue
            try:
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
            except TimeoutError:
                continue

    async def _send(self, pending: Pending) -> None:
        email = self._settings.email
        message = mail_of(
            pending,
            sender=email.sender,
            recipients=email.recipients,
            public_url=self._public_url,
            language=self._settings.language,
        )
        error = ""
        try:
            await deliver(message, email)
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError, SettingsError) as failure:
            error = f"{type(failure).__name__}: {failure}"
            _log.warning("alert-not-sent", extra={"alert": pending.row.id, "failure": type(failure).__name__})
        self._metrics.count("ashseal_alert_mails_total", outcome="failed" if error else "sent")
        await asyncio.to_thread(self._alerts.settle, pending, error)


async def deliver(message: EmailMessage, email: EmailSettings) -> None:
    """Hand a mail to the configured server.

    Raises:
        aiosmtplib.SMTPException: the server refused it, or all of its recipients.
        OSError: the server cannot be reached.
        SettingsError: the password file cannot be read.
    """
    password = await asyncio.to_thread(read_secret, email.password_file) if email.password_file else None
    context = None
    if email.security != "none":
        context = ssl.create_default_context(cafile=email.ca_file or None)
    refused, _ = await aiosmtplib.send(
        message,
        sender=email.sender,
        recipients=list(email.recipients),
        hostname=email.host,
        port=email.port,
        username=email.user or None,
        password=password,
        use_tls=email.security == "tls",
        start_tls=email.security == "starttls",
        tls_context=context,
        timeout=email.timeout,
    )
    if refused:
        _log.warning("alert-recipients-refused", extra={"number": len(refused)})
