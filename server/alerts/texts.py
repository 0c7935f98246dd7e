"""The words of an alert mail, in Chinese and English. Identifiers and counts only, never a found value."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from server.alerts.store import Pending

SEVERITY_ZH = {"info": "提示", "low": "低", "medium": "中", "high": "高", "critical": "严重"}

Language = Literal["zh", "en", "both"]


def mail_of(
    pending: Pending, *, sender: str, recipients: tuple[str, ...], public_url: str, language: Language
) -> EmailMessage:
    """Return the mail of an alert (RFC 5322, with RFC 3834's mark of an automatic message)."""
    row = pending.row
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = _subject(pending, language)
    message["Date"] = format_datetime(row.created_at)
    # One id for one alert: a repeated delivery can be seen as the same mail.
    message["Message-ID"] = f"<alert-{row.id}-{row.created_at:%Y%m%d%H%M%S%f}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    parts = [_text_zh(pending, public_url)] if language != "en" else []
    parts += [_text_en(pending, public_url)] if language != "zh" else []
    message.set_content("\n\n".join(parts))
    return message


def _subject(pending: Pending, language: Language) -> str:
    row = pending.row
    zh = f"封烬告警 {SEVERITY_ZH.get(row.severity, row.severity)}"
    en = f"Ashseal {row.severity} alert"
    start = {"zh": zh, "en": en, "both": f"{zh} / {en}"}[language]
    return f"{start}: {row.subject} ({row.count})".replace("\r", " ").replace("\n", " ")


def _text_zh(pending: Pending, public_url: str) -> str:
    row = pending.row
    lines = [f"{row.subject}：共 {row.count} 起，严重程度 {SEVERITY_ZH.get(row.severity, row.severity)}。"]
    return "\n".join(lines + _examples(pending, public_url) + ["详情请登录控制台查看。"])


def _text_en(pending: Pending, public_url: str) -> str:
    row = pending.row
    lines = [f"{row.subject}: {row.count} in all, severity {row.severity}."]
    return "\n".join(lines + _examples(pending, public_url) + ["Log in to the console for details."])


def _examples(pending: Pending, public_url: str) -> list[str]:
    return [
        f"  {example.at:%Y-%m-%d %H:%M:%S} UTC  {example.what}"
        + (f"  {public_url}/incidents/{example.id}" if example.id else "")
        for example in pending.examples
    ]
