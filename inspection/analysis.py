"""Segments to findings: the last place where a plain value exists.

A finding that leaves here carries a mask, a keyed hash and a place, in whose names (of files,
sheets, members) values are masked too. Values met again in a second reading of the same bytes are
not counted twice.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence

from inspection.segment import Place, Segment
from policies.card_images import card_images
from policies.detection import detect, normal_value
from policies.exact_match.marks import raised
from policies.exact_match.match import CANDIDATE_CONFIDENCE, AnyIndex, Met, with_lists
from policies.exact_match.values import normal_form
from policies.finding import ACT_CONFIDENCE, Finding, PlaceStep, Span
from policies.hint_facts import facts_in, resolved
from policies.masking import HIDDEN, mask
from policies.money import greatest_in
from policies.prefilter import TooDense
from policies.tables.column_units import greatest_in_cells
from policies.taxonomy import category_of, grade_of

_HASH_HEX = 32  # 128 bits of the HMAC

# Every mail carries the addresses of its envelope; they are no client data in themselves.
_ADDRESS_FIELDS = frozenset(
    {
        "from", "to", "cc", "bcc", "sender", "reply-to", "return-path", "delivered-to", "x-original-to",
        "errors-to", "disposition-notification-to", "resent-from", "resent-to", "resent-cc", "list-id",
        "list-unsubscribe", "list-post", "list-help", "list-subscribe", "list-owner", "envelope-to",
        "x-forwarded-to", "x-forwarded-for",
    }
)  # fmt: skip
# Machines write long digits into these; only values with a check digit of their own count in them.
_MACHINE_FIELDS = frozenset(
    {
        "message-id", "in-reply-to", "references", "received", "date", "content-type", "content-id",
        "mime-version", "dkim-signature", "authentication-results", "received-spf",
        "x-google-dkim-signature", "x-received", "thread-index", "x-gm-message-state", "resent-message-id",
        "x-ms-exchange-organization-network-message-id", "content-disposition",
        "content-transfer-encoding", "user-agent", "x-mailer", "autocrypt", "face",
    }
)  # fmt: skip
_EXTENSION = re.compile(r"(?:\.[A-Za-z0-9]{1,5}){1,2}$")
_CHECKED_TYPES = frozenset({"RESIDENT_ID", "FPR_CARD", "USCI", "BANK_CARD"})


class Analysis:
    """Findings of one file, gathered segment by segment; at most `per_type` of each type are kept.

    The cap is per type so that ten thousand identity numbers cannot push the one password out.
    `yuan` is the greatest amount of money met so far: a figure of somebody, not to leave as it is.
    `possible` are normal forms, by hash, that only an edge form of an index knows: they leave sealed or not at all.
    `passwords` are the values of the type PASSWORD, as written and in their normal form; they never leave.
    """

    def __init__(self, hash_key: bytes, per_type: int, indexes: Sequence[AnyIndex] = ()) -> None:
        self.findings: list[Finding] = []
        self.yuan = 0
        self.possible: dict[str, str] = {}
        self.passwords: dict[str, None] = {}
        self._hash_key = hash_key
        self._per_type = per_type
        self._indexes = indexes
        self._least = CANDIDATE_CONFIDENCE if indexes else ACT_CONFIDENCE
        self._counts: dict[str, int] = {}
        self._seen: set[tuple[str, str]] = set()
        self._places: dict[Place, Place] = {}
        self._hints: dict[int, frozenset[str]] = {}

    def take(self, segment: Segment) -> None:
        """Look for values in one segment.

        Raises:
            TooDense: from some place on the segment is no text; what was found before it is kept.
        """
        try:
            self._keep(segment, _spans(segment, self._least))
        except TooDense as dense:
            self._keep(segment, list(dense.found))
            raise

    def _keep(self, segment: Segment, spans: list[Span]) -> None:
        self.yuan = max(self.yuan, greatest_in_cells(segment.text, spans))
        for met in _met(segment, spans, self._indexes):
            if self._counts.get(met.span.type, 0) < self._per_type:
                self._add(segment, met)

    def take_amounts(self, segment: Segment) -> None:
        """Look for amounts of money in one segment, but for those in tables, which `take` finds."""
        self.yuan = max(self.yuan, greatest_in(segment.text))

    def conclude(self) -> tuple[Finding, ...]:
        """Return all findings; a hint at a password counts more where the file holds what it speaks of."""
        for index, facts in self._hints.items():
            self.findings[index] = resolved(self.findings[index], facts, self._counts)
        return tuple(self.findings)

    def shown(self, place: Place) -> Place:
        """Return a place as it may leave the worker."""
        if place not in self._places:
            self._places[place] = tuple(PlaceStep(step.kind, _masked(step.name)) for step in place)
        return self._places[place]

    def _add(self, segment: Segment, met: Met) -> None:
        span = met.span
        value = segment.text[span.start : span.end]
        if span.type == "PASSWORD":
            self.passwords |= dict.fromkeys((value, normal_value(span.type, value)))
        digest = value_hash(self._hash_key, span.type, value)
        known = (span.type, digest) in self._seen
        self._seen.add((span.type, digest))
        if known and segment.alternate:
            return
        self._counts[span.type] = self._counts.get(span.type, 0) + 1
        if any(not said.certain for said in met.matches):
            self.possible[digest] = normal_form(span.type, value)
        if span.type == "PASSWORD_HINT":
            self._hints[len(self.findings)] = facts_in(value)
        self.findings.append(
            Finding(
                span.type, category_of(span.type), raised(grade_of(span.type), met.grade), span.confidence,
                mask(span.type, value), digest, self.shown(segment.place), span.reasons, met.matches,
            )
        )  # fmt: skip


def met_in(segment: Segment, indexes: Sequence[AnyIndex] = ()) -> list[Met]:
    """Return what stands in one segment and means something there, as every file is looked through."""
    return _met(segment, _spans(segment, CANDIDATE_CONFIDENCE if indexes else ACT_CONFIDENCE), indexes)


def _spans(segment: Segment, least: float) -> list[Span]:
    look = _spans_of_name if segment.origin == "name" else detect
    return look(segment.text, min_confidence=least)


def _met(segment: Segment, spans: list[Span], indexes: Sequence[AnyIndex]) -> list[Met]:
    found = with_lists(segment.text, spans, indexes)
    if segment.origin == "ocr":
        found += [Met(span, (), None) for span in card_images(segment.text)]
    return [met for met in found if _counts_in(segment, met.span)]


def value_hash(key: bytes, kind: str, value: str) -> str:
    """Return the hex HMAC-SHA-256 of the normalised value, cut to 128 bits."""
    normal = normal_value(kind, value).encode("utf-8", "surrogatepass")
    return hmac.new(key, normal, hashlib.sha256).hexdigest()[:_HASH_HEX]


def _spans_of_name(name: str, *, min_confidence: float = ACT_CONFIDENCE) -> list[Span]:
    """Find values in a file name, also those that its extension hides: `密码Abc2026.zip`."""
    spans = detect(name, min_confidence=min_confidence)
    extension = _EXTENSION.search(name)
    if extension:
        bare = detect(name[: extension.start()], min_confidence=min_confidence)
        spans += [
            one for one in bare if all(one.end <= other.start or other.end <= one.start for other in spans)
        ]
    return sorted(spans, key=lambda span: span.start)


def _masked(name: str) -> str:
    """Return a name with the values in it masked, and nothing of it if they cannot be looked for."""
    try:
        spans = _spans_of_name(name)
    except Exception:  # noqa: BLE001  # whatever a detector does, nothing plain leaves
        return HIDDEN
    for span in reversed(spans):
        name = name[: span.start] + mask(span.type, name[span.start : span.end]) + name[span.end :]
    return name


def _counts_in(segment: Segment, span: Span) -> bool:
    """Say whether a value of this type means anything in the header field it stands in, if any."""
    last = segment.place[-1] if segment.place else None
    if last is None or last.kind != "header" or segment.origin == "name":
        return True
    if last.name in _ADDRESS_FIELDS:
        return span.type != "EMAIL"
    machine = last.name in _MACHINE_FIELDS or last.name.startswith(("x-ms-", "arc-", "x-microsoft-"))
    return not machine or span.type in _CHECKED_TYPES
