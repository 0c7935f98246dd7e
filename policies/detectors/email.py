"""EMAIL: an address of RFC 5321 in its everyday form, local part and a domain with a dot.

General data: an address alone says little, and every signature carries one.

>>> validate(Candidate("li.wei@example.com"))
0.95
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger

TYPE = "EMAIL"
TRIGGERS = (Trigger.AT_SIGN,)

_LOCAL_MAX, _DOMAIN_MAX = 64, 253
_LOCAL_REVERSED = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._%+\-]{0,63})")
_DOMAIN_LABELS = re.compile(r"[A-Za-z0-9\-]{1,63}+(?:\.[A-Za-z0-9\-]{1,63}+){1,8}+")
_TOP = re.compile("[A-Za-z]{2,24}")


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the address around an at sign."""
    text, at = page.text, hit.start
    local = _LOCAL_REVERSED.match(text[max(0, at - _LOCAL_MAX) : at][::-1])
    domain = _DOMAIN_LABELS.match(text, at + 1, at + 1 + _DOMAIN_MAX)
    if local and domain:
        yield Candidate(text[at - local.end() : domain.end()].lower(), at - local.end(), domain.end())


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the last label of the domain must be letters."""
    local, _, domain = candidate.value.rpartition("@")
    top = domain.rpartition(".")[2]
    if not _TOP.fullmatch(top) or local.startswith(".") or ".." in local or top in {"png", "jpg", "gif"}:
        return DISPROVED
    return 0.95


def explain(candidate: Candidate) -> tuple[str, ...]:  # noqa: ARG001 - the verbs are equal
    """Return the reason."""
    return ("address-form",)
