"""The notices there are, one function each. Reasons come from the policy; the rest is in `texts`."""

from collections.abc import Mapping
from datetime import datetime

from runtime.policy_words import TYPE, word
from smtp_gateway.notices.notice import Link, NoticeMail, NoticeSettings, Words, compose, languages
from smtp_gateway.notices.texts import Language, NoticeText, texts


def refusal_notice(
    mail: NoticeMail,
    settings: NoticeSettings,
    *,
    reason_zh: str,
    reason_en: str,
    lang: Language | None = None,
) -> bytes:
    """Return the notice that a mail was refused and reached none of `mail.recipients`.

    Raises:
        NoticeNotAllowed: the mail has the null sender.
    """
    reasons: dict[Language, str] = {"zh": reason_zh, "en": reason_en}
    words = {one: _words(texts(one).refusal, reasons[one]) for one in languages(settings, lang)}
    return compose(mail, settings, words)


def held_notice(
    mail: NoticeMail,
    settings: NoticeSettings,
    *,
    reason_zh: str,
    reason_en: str,
    lang: Language | None = None,
) -> bytes:
    """Return the notice that a mail waits for a reviewer.

    Raises:
        NoticeNotAllowed: the mail has the null sender.
    """
    reasons: dict[Language, str] = {"zh": reason_zh, "en": reason_en}
    words = {one: _words(texts(one).held, reasons[one]) for one in languages(settings, lang)}
    return compose(mail, settings, words)


def masked_notice(
    mail: NoticeMail,
    settings: NoticeSettings,
    masked: Mapping[str, int],
    *,
    reason_zh: str,
    reason_en: str,
    lang: Language | None = None,
) -> bytes:
    """Return the notice that a mail left with client data masked; `masked` has how many values of each type.

    Raises:
        NoticeNotAllowed: the mail has the null sender.
    """
    reasons: dict[Language, str] = {"zh": reason_zh, "en": reason_en}
    words = {}
    for one in languages(settings, lang):
        text, join = texts(one).masked, "、" if one == "zh" else ", "
        what = join.join(
            text.counted.format(word(TYPE, kind, one), number) for kind, number in sorted(masked.items())
        )
        happened = text.happened.format(what=what)
        words[one] = Words(text.title, happened, reasons[one], text.steps, None)
    return compose(mail, settings, words)


def escrow_notice(
    mail: NoticeMail,
    settings: NoticeSettings,
    *,
    escrow_id: str,
    expires_at: datetime,
    lang: Language | None = None,
) -> bytes:
    """Return the notice that a mail left as a protected PDF and where its password can be read once.

    `expires_at` is aware. The link is `{console_public_url}/secrets/{escrow_id}`; the password
    itself is not known here.

    Raises:
        NoticeNotAllowed: the mail has the null sender.
    """
    url = f"{settings.console_public_url.rstrip('/')}/secrets/{escrow_id}"
    until = expires_at.astimezone().strftime("%Y-%m-%d %H:%M %z")
    words = {}
    for one in languages(settings, lang):
        text = texts(one).escrow
        words[one] = _words(text, text.why, Link(text.link, url), until=until)
    return compose(mail, settings, words)


def _words(text: NoticeText, why: str, link: Link | None = None, **filled: str) -> Words:
    steps = tuple(step.format_map(filled) for step in text.steps)
    return Words(text.title, text.happened, why, steps, link)
