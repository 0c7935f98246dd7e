"""Send a sample as a mail server would, and keep the relay's answer."""

import smtplib
from dataclasses import dataclass

from installers.demo.people import SENDER
from installers.demo.samples.mails import MailSample

REPLY_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The relay's final answer to one mail."""

    code: int
    text: str


def send(sample: MailSample, address: str) -> Reply:
    """Return the reply to the mail's end of data, or to the command that was refused before it."""
    host, _, port = address.rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=REPLY_SECONDS) as client:
        try:
            client.sendmail(SENDER.address, list(sample.expected), sample.content, ["BODY=8BITMIME"])
        except smtplib.SMTPResponseException as error:
            return _reply(error.smtp_code, error.smtp_error)
        except smtplib.SMTPRecipientsRefused as error:
            return _reply(*next(iter(error.recipients.values())))
    return Reply(250, "accepted")


def _reply(code: int, text: bytes | str) -> Reply:
    return Reply(code, text.decode("ascii", "replace") if isinstance(text, bytes) else text)
