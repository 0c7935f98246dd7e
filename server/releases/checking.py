"""What may be asked for: addresses that mean what they say, a term that ends, a purpose and a reason."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from policies.finding import Category
from server.errors import Invalid
from server.reason import checked_reason
from server.releases.types import Wanted

PURPOSE_MAX = 128  # characters
RECIPIENTS_MAX = 20  # of one release
_ADDRESS_MAX = 254  # octets, RFC 5321
# Neither a `*`, which means anything in a pattern, nor what ends a line or an address; other scripts are fine.
_LOCAL = r"[^\s*@\"<>()\[\],;:\\\x00-\x1f\x7f-\x9f\u2028\u2029]{1,64}"
_DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS_FORM = re.compile(f"{_LOCAL}@{_DOMAIN}")
_DOMAIN_FORM = re.compile(_DOMAIN)
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def checked(wanted: Wanted, now: datetime, term_max: timedelta) -> Wanted:
    """Return what is asked for in its stored form: lower case, in order, beginning now at the earliest.

    Raises:
        Invalid: an address, domain, category, term, purpose or reason is wrong; the text says which.
    """
    return msgspec.structs.replace(
        wanted,
        sender=_sender(wanted.sender),
        recipients=_recipients(wanted.recipients),
        categories=_categories(wanted),
        purpose=_purpose(wanted.purpose),
        since=_since(wanted, now, term_max),
        reason=checked_reason(wanted.reason),
    )


def _sender(text: str) -> str:
    sender = text.strip().lower()
    if not _ADDRESS_FORM.fullmatch(sender) or len(sender.encode()) > _ADDRESS_MAX:
        raise Invalid("发件人须是一个邮箱地址。", "The sender must be one mail address.")
    return sender


def _recipients(texts: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.strip().lower().removeprefix("@") for text in texts if text.strip()))
    for entry in found:
        form = _ADDRESS_FORM if "@" in entry else _DOMAIN_FORM
        if not form.fullmatch(entry) or len(entry.encode()) > _ADDRESS_MAX:
            raise Invalid(
                f"既不是邮箱地址，也不是域名：{entry[:100]}",
                f"Neither a mail address nor a domain: {entry[:100]}",
            )
    if not 1 <= len(found) <= RECIPIENTS_MAX:
        raise Invalid(
            f"请填写 1 至 {RECIPIENTS_MAX} 个收件人地址或域名。",
            f"Name 1 to {RECIPIENTS_MAX} recipients, by address or domain.",
        )
    return found


def _categories(wanted: Wanted) -> tuple[Category, ...]:
    if not wanted.categories:
        raise Invalid("请选择邮件中客户信息的种类。", "Choose the kinds of client data that the mail holds.")
    return tuple(category for category in Category if category in wanted.categories)


def _purpose(text: str) -> str:
    purpose = text.strip()
    if not _ONE_LINE.fullmatch(purpose) or len(purpose) > PURPOSE_MAX:
        raise Invalid(
            f"请用一行填写用途（1 至 {PURPOSE_MAX} 个字符）。",
            f"Say in one line what it is for (1 to {PURPOSE_MAX} characters).",
        )
    return purpose


def _since(wanted: Wanted, now: datetime, term_max: timedelta) -> datetime:
    since = max(wanted.since, now)
    if wanted.until <= since:
        raise Invalid(
            "期限须在将来，且截止不早于开始。", "The term must end in the future, and after it begins."
        )
    if wanted.until - since > term_max:
        raise Invalid(f"期限最长 {term_max.days} 天。", f"A release holds for {term_max.days} days at most.")
    return since
