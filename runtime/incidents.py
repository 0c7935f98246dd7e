"""From an inspection to what an incident may say about it: masked, clipped to the wire's bounds.

What comes from outside (file names, addresses) may be of any length and need not be valid text;
`line` and `token` make it fit, so that no mail and no file can produce an event that the console
refuses.
"""

import re
from collections.abc import Mapping

from policies.finding import Finding, Grade, PlaceStep
from policies.inspected import Inspection
from wire.bounds import COUNT_MAX
from wire.incident import (
    DOCUMENTS_MAX,
    FINDINGS_MAX,
    LISTS_MAX,
    MASKED_MAX,
    DocumentMention,
    IncidentFinding,
    ListMention,
    MaskedCount,
    PlaceName,
)

LINE_MAX = 1024  # characters of `wire.bounds.Line`
TOKEN_MAX = 128  # characters of `wire.bounds.Token`
PLACE_MAX = 16  # steps of a place that are told
EVENT_FINDINGS_OCTETS = 1024 * 1024  # about as much as one event may say of its findings

_GRAVEST_FIRST = tuple(reversed(Grade))
_CUT = "…"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def from_inspection(inspection: Inspection) -> tuple[tuple[IncidentFinding, ...], int]:
    """Return the findings that an incident shows, and how many there were.

    Graver ones come first, and of one grade the surer ones, so that what is cut off is what matters least.
    """
    ranked = sorted(inspection.findings, key=_rank)
    shown: list[IncidentFinding] = []
    octets = 0
    for finding in ranked[:FINDINGS_MAX]:
        told = _told(finding)
        octets += sum(4 * len(step.name) for step in told.place) + 512
        octets += sum(4 * len(name) for said in told.lists for name in (said.index, *said.columns))
        if octets > EVENT_FINDINGS_OCTETS:
            break
        shown.append(told)
    return tuple(shown), len(ranked)


def documents_of(inspection: Inspection) -> tuple[DocumentMention, ...]:
    """Return the registered documents that an incident tells of, largest shares first."""
    return tuple(
        DocumentMention(
            name=token(met.name),
            category=token(met.category),
            share=min(1.0, max(0.0, met.share)),
            letters=min(COUNT_MAX, max(0, met.letters)),
            place=_place(met.place),
        )
        for met in (inspection.documents or ())[:DOCUMENTS_MAX]
    )


def masked_in(counts: Mapping[str, int]) -> tuple[MaskedCount, ...]:
    """Return how many values of each type were masked, most first, as an incident tells it."""
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MASKED_MAX]
    return tuple(MaskedCount(token(kind), min(COUNT_MAX, max(0, number))) for kind, number in ranked)


def line(text: str) -> str:
    """Return `text` as one line the wire carries: no control characters, at most `LINE_MAX` long."""
    return clip(text, LINE_MAX)


def token(text: str) -> str:
    """Return `text` as a short name the wire carries, at most `TOKEN_MAX` characters."""
    return clip(text, TOKEN_MAX)


def clip(text: str, limit: int) -> str:
    """Return `text` cut to `limit` characters, control characters as spaces, what is no UTF-8 escaped."""
    valid = text[: limit + 1].encode("utf-8", "backslashreplace").decode()
    printable = _CONTROL.sub(" ", valid)
    return printable if len(printable) <= limit else printable[: limit - 1] + _CUT


def _rank(finding: Finding) -> tuple[int, float]:
    return _GRAVEST_FIRST.index(finding.grade), -finding.confidence


def _told(finding: Finding) -> IncidentFinding:
    return IncidentFinding(
        type=token(finding.type),
        category=token(finding.category),
        grade=token(finding.grade),
        confidence=min(1.0, max(0.0, finding.confidence)),
        masked=line(finding.masked),
        value_hash=finding.value_hash,
        place=_place(finding.place),
        lists=tuple(
            ListMention(token(said.index), tuple(map(token, said.columns)), said.certain, said.consent)
            for said in finding.matches[:LISTS_MAX]
        ),
    )


def _place(steps: tuple[PlaceStep, ...]) -> tuple[PlaceName, ...]:
    return tuple(PlaceName(token(step.kind), line(step.name)) for step in steps[:PLACE_MAX])
