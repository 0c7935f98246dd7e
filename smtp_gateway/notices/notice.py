"""The form that all notices share: header fields, facts about the mail, plain and HTML text."""

import re
from dataclasses import dataclass, field
from email.header import Header
from email.utils import format_datetime, make_msgid
from html import escape
from typing import Final, Literal, NamedTuple

from runtime.clock import Clock
from smtp_gateway.notices.texts import Language, texts
from smtp_gateway.sealing.alternative import alternative

ENVELOPE_SENDER: Final = ""  # MAIL FROM:<>

_RECIPIENTS_SHOWN: Final = 10
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{1,250}>")
_LINE_END: Final = re.compile(r"[\r\n\x00-\x1f]+")


_PAGE: Final = (
    '<html><body style="font-family:sans-serif;font-size:14px;line-height:1.6;color:#1f2933;max-width:640px">'
    "{}</body></html>\n"
)
_RULE: Final = '<hr style="border:0;border-top:1px solid #d9dee4;margin:24px 0">'
_TITLE: Final = '<h2 style="font-size:18px;border-left:4px solid #c2410c;padding-left:10px">{}</h2>'
_LABEL: Final = "color:#66727f;padding:2px 16px 2px 0;white-space:nowrap;vertical-align:top"
_FACT_ROW: Final = f'<tr><td style="{_LABEL}">{{}}</td><td>{{}}</td></tr>'
_BUTTON: Final = "background:#c2410c;color:#ffffff;padding:10px 18px;border-radius:4px;text-decoration:none"
_FOOT: Final = '<p style="color:#66727f;font-size:12px">{}</p>'


class NoticeNotAllowed(ValueError):
    """The mail came from the null sender: a notice about it could loop and is never made."""


@dataclass(frozen=True, slots=True)
class NoticeMail:
    """The mail that a notice is about, as its sender knows it.

    `sender` is the envelope sender, who gets the notice. `subject` must be empty when anything was
    found in the subject. `date` and `message_id` are the fields as they stand; empty if missing.
    """

    sender: str
    recipients: tuple[str, ...]
    incident_id: str
    date: str = ""
    message_id: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """From whom notices come, where the console is (https URL), in which language they are.

    `auto` writes in the language of the mail, and in both when that is not known.
    """

    sender: str
    console_public_url: str = ""
    language: Literal["auto", "zh", "en", "both"] = "auto"
    clock: Clock = field(default_factory=Clock)


class Link(NamedTuple):
    """Where the notice leads to."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """What one notice says in one language."""

    title: str
    happened: str
    why: str
    steps: tuple[str, ...]
    link: Link | None = None


def languages(settings: NoticeSettings, lang: Language | None) -> tuple[Language, ...]:
    """Return the languages to write in, first one first; `lang` is the mail's own, if known."""
    match settings.language:
        case "zh" | "en":
            return (settings.language,)
        case "auto" if lang:
            return (lang,)
    return "zh", "en"


def compose(mail: NoticeMail, settings: NoticeSettings, words: dict[Language, Words]) -> bytes:
    """Return the message that says `words`, one block a language in the order of the dict.

    Raises:
        NoticeNotAllowed: the mail has the null sender.
    """
    if not mail.sender or mail.sender == "<>":
        raise NoticeNotAllowed("no notice is made about a mail from the null sender")
    plain = f"\n{'-' * 60}\n\n".join(_plain(mail, one, lang) for lang, one in words.items())
    page = _PAGE.format(_RULE.join(_html(mail, one, lang) for lang, one in words.items()))
    title = " / ".join(one.title for one in words.values())
    return _header(mail, settings, title) + alternative(plain, page)


def _header(mail: NoticeMail, settings: NoticeSettings, title: str) -> bytes:
    domain = settings.sender.rpartition("@")[2] or "localhost"
    original = _MESSAGE_ID.fullmatch(mail.message_id.strip())
    fields = [
        ("From", f"{_encoded('封烬 Ashseal', 'From')} <{_one_line(settings.sender)}>"),
        ("To", f"<{_one_line(mail.sender)}>"),
        ("Subject", _encoded(title, "Subject")),
        ("Date", format_datetime(settings.clock.now())),
        ("Message-ID", make_msgid("ashseal", _one_line(domain))),
        *((("In-Reply-To", original[0]), ("References", original[0])) if original else ()),
        ("Auto-Submitted", "auto-replied"),
        ("X-Auto-Response-Suppress", "All"),
        ("MIME-Version", "1.0"),
    ]
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode()


def _encoded(text: str, name: str) -> str:
    return Header(_one_line(text), "utf-8", header_name=name).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    return _LINE_END.sub(" ", text).strip()


def _facts(mail: NoticeMail, lang: Language) -> list[tuple[str, str]]:
    shown = ", ".join(mail.recipients[:_RECIPIENTS_SHOWN])
    more = len(mail.recipients) - _RECIPIENTS_SHOWN
    to = f"{shown} … (+{more})" if more > 0 else shown
    values = (to, mail.date, mail.subject, mail.message_id, mail.incident_id)
    return [(name, _one_line(value)) for name, value in zip(texts(lang).facts, values, strict=True) if value]


def _plain(mail: NoticeMail, words: Words, lang: Language) -> str:
    happened, why, todo = (f"【{name}】" if lang == "zh" else name.upper() for name in texts(lang).sections)
    lines = [words.title, "", *(f"  {name}: {value}" for name, value in _facts(mail, lang)), ""]
    lines += [happened, words.happened, "", why, words.why, "", todo]
    lines += [*(f"{number}. {step}" for number, step in enumerate(words.steps, 1)), ""]
    if words.link:
        lines += [f"{words.link.text}: {words.link.url}", ""]
    return "\n".join((*lines, texts(lang).foot, ""))


def _html(mail: NoticeMail, words: Words, lang: Language) -> str:
    happened, why, todo = texts(lang).sections
    facts = "".join(_FACT_ROW.format(name, escape(value)) for name, value in _facts(mail, lang))
    steps = "".join(f"<li>{escape(step)}</li>" for step in words.steps)
    return "".join(
        (
            _TITLE.format(escape(words.title)),
            f'<table style="font-size:13px">{facts}</table>',
            f"<h3>{happened}</h3><p>{escape(words.happened)}</p>",
            f"<h3>{why}</h3><p>{escape(words.why)}</p>",
            f"<h3>{todo}</h3><ol>{steps}</ol>",
            _button(words.link) if words.link else "",
            _FOOT.format(texts(lang).foot),
        )
    )


def _button(link: Link) -> str:
    url = escape(link.url, quote=True)
    return (
        f'<p><a href="{url}" style="{_BUTTON}">{escape(link.text)}</a></p><p style="font-size:12px">{url}</p>'
    )
