"""EMAIL: an address of RFC 5321 in its everyday form, local part and a domain with a dot.

General data: an address alone says little, and every signature carries one; a mailbox of a service or
of a machine (RFC 2142) less than that.

>>> validate(Candidate("li.wei@example.com"))
0.95
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.lazily import lazily
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic, header_topic

TYPE = "EMAIL"
TRIGGERS = (Trigger.AT_SIGN,)
TOPICS: frozenset[Topic] = frozenset()

_LOCAL_MAX, _DOMAIN_MAX = 64, 253
_LOCAL_REVERSED = lazily(r"(?:\n\r?=)?[A-Za-z0-9_+\-](?:[A-Za-z0-9_%+\-]|\.(?!\.)|\n\r?=){0,63}")
_LABEL = r"(?:[A-Za-z0-9\-]|=\r?\n){1,63}+"  # a soft line break of quoted-printable may stand in it
_DOMAIN_LABELS = lazily(rf"{_LABEL}(?:\.{_LABEL}){{1,8}}+")
_SOFT_BREAK = lazily(r"=\r?\n")
_OF_A_MACHINE = lazily(  # a part of the mail, a message, an account in the address of a server
    r"cid:$|(?:message-id|in-reply-to|references)\s?:\s?<?$|://[^\s/@]{0,32}$", re.IGNORECASE
)
_BEFORE = 36
_EXTENSIONS = frozenset(
    {"png", "jpg", "gif", "zip", "rar", "doc", "docx", "xls", "xlsx", "pdf", "txt", "csv"}
)
_NAME_OF_A_FILE = lazily(
    rf"\.(?:com|net|org|edu|gov|cn|hk|tw|mo)\.(?:{'|'.join(sorted(_EXTENSIONS))})\Z", re.IGNORECASE
)
# Mailboxes of a service or a machine, which stand for nobody.
_OF_NOBODY = lazily(
    r"(?:no[-_]?reply|do[-_]?not[-_]?reply|postmaster|mailer-daemon|webmaster|bounces?|notifications?|alerts?|"
    r"git|x{2,}|services?|support|help-?desk|hotline|kefu|feedback|newsletter)[0-9]{0,2}"
)
_TOP = lazily("[A-Za-z]{2,24}")


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the address around an at sign."""
    text = page.text
    at = text.rfind("@", 0, hit.end)
    local = _LOCAL_REVERSED.match(text[max(0, at - _LOCAL_MAX) : at][::-1])
    domain = _DOMAIN_LABELS.match(text, at + 1, min(len(text), at + 1 + _DOMAIN_MAX))
    if local and domain:
        start = at - local.end()
        while text[start] in ".-+" or (text[start] == "_" and _joins(text[max(0, start - 1) : start])):
            start += 1  # dots of a leader before the address, what joins it to a word
        for mark in ("--", "_"):
            label, dashes, _ = text[start:at].partition(mark)
            if dashes and label != "mail" and header_topic(label) is Topic.EMAIL:  # `Email——li@…`
                start += len(label) + len(dashes)
        end = domain.end()
        if _NAME_OF_A_FILE.search(domain[0]):  # 邮箱_li.wei@example.com.txt
            end = text.rfind(".", at, end)
        if not _OF_A_MACHINE.search(text[max(0, start - _BEFORE) : start]):
            value = _SOFT_BREAK.sub("", text[start:end])
            yield Candidate(value.lower(), start, end)


def _joins(before: str) -> bool:
    """Whether a low line behind this character joins an address to a word, or is of the markup for bold."""
    return not before.isascii() or before == "_"


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the last label of the domain must be letters."""
    local, _, domain = candidate.value.rpartition("@")
    top = domain.rpartition(".")[2]
    if not _TOP.fullmatch(top) or local.startswith(".") or ".." in local or top in _EXTENSIONS:
        return DISPROVED
    return 0.5 if _OF_NOBODY.fullmatch(local) else 0.95


def explain(candidate: Candidate) -> tuple[str, ...]:  # noqa: ARG001 - the verbs are equal
    """Return the reason."""
    return ("address-form",)
