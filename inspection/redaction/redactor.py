"""A mail's values to masks: what is to be replaced where, as spans of its octets; all else stays.

First every text of the mail is read as for an inspection, so that a name known from an attachment is masked in
the subject too; then the texts that can be written again are. Nobody trusts the result: who asked puts
the spans in place and has the whole inspected once more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inspection import extractor
from inspection.analysis import met_in
from inspection.content import Content
from inspection.limits import Limits
from inspection.redaction.parts import View, Writable, writable
from inspection.redaction.units import Unit, rewritten, text_of
from inspection.segment import Segment
from inspection.worker_reply import Edit, Redaction
from policies.decision.redaction import is_acted_on
from policies.exact_match.marks import raised
from policies.exact_match.match import AnyIndex, Met
from policies.finding import Finding, Span
from policies.masking import HIDDEN, Masker
from policies.masking.replacement import Replacement
from policies.model import Selection
from policies.taxonomy import category_of, grade_of

EDITS_MAX = 12 << 20  # octets of all edits: they travel in one frame


class _Masks:
    """What is masked by what in one mail."""

    def __init__(self, masks: tuple[Selection, ...], indexes: Sequence[AnyIndex]) -> None:
        self._selections = masks
        self._indexes = indexes
        self._masker = Masker()
        self._types: dict[str, str] = {}  # by mask
        self.counts: Counter[str] = Counter()

    def take_in(self, segment: Segment) -> list[Span]:
        """Get to know the values of a text that have to go; return where they stand."""
        spans = [met.span for met in met_in(segment, self._indexes) if self._chosen(met)]
        self._masker.take_in(segment.text, spans)
        for span in spans:
            self._types[self._masker.mask_of(span.type, segment.text[span.start : span.end])] = span.type
        return spans

    def replacements(self, segment: Segment) -> list[Replacement]:
        """Return what of a text is replaced."""
        return self._masker.replacements(segment.text, self.take_in(segment))

    def count(self, made: list[str]) -> None:
        """Count masks that were put somewhere."""
        self.counts.update(self._types[each] for each in made)

    def _chosen(self, met: Met) -> bool:
        kind = met.span.type
        grade = raised(grade_of(kind), met.grade)
        finding = Finding(
            kind, category_of(kind), grade, met.span.confidence, "", "", (), met.span.reasons, met.matches
        )
        return is_acted_on(finding, self._selections)


def redact(
    content: Content,
    masks: tuple[Selection, ...],
    limits: Limits,
    indexes: Sequence[AnyIndex] = (),
) -> Redaction:
    """Return the edits that mask what `masks` select in a message; never raises for its content.

    No edits and a reason where a text that would change is signed or belongs to two parts, or the edits are too
    large. Without either, there is nothing that could be masked.
    """
    known = _Masks(masks, indexes)
    texts = list(writable(content, limits))
    for segment in (*_read(content, limits), *_looks(texts)):
        known.take_in(segment)
    edits: list[Edit] = []
    for text in texts:
        octets = _masked(text, known)
        if octets is not None and text.signed:
            return Redaction(reason=f"signed:{text.signed}")
        if octets is not None:
            edits.append(Edit(*text.span, octets))
    edits.sort(key=lambda edit: edit.start)
    if any(before.end > after.start for before, after in pairwise(edits)):
        return Redaction(reason="malformed:message")  # what stands behind a closing boundary is read twice
    if sum(len(edit.octets) for edit in edits) > EDITS_MAX:
        return Redaction(reason="limit:edits")
    return Redaction(tuple(edits), dict(known.counts))


def _read(content: Content, limits: Limits) -> Iterator[Segment]:
    yield from extractor.extract(content, extractor.new_walk(limits, size=len(content)), as_message=True)


def _looks(texts: list[Writable]) -> Iterator[Segment]:
    for text in texts:
        for view in text.views:
            try:
                yield _segment(text, view(text.source))
            except (ValueError, LookupError):  # a damaged encoded word: nobody can say what it was
                continue


def _masked(text: Writable, known: _Masks) -> bytes | None:
    """Return the octets of a text with its masks; None if nothing of it changes, or it cannot."""
    source, all_made = text.source, list[str]()
    for view in text.views:
        try:
            source, made = _looked_through(source, view, text, known)
        except (ValueError, LookupError):
            return None
        all_made += made
    octets = text.write(source) if all_made else None
    if octets is not None:
        known.count(all_made)
    return octets


def _looked_through(source: str, view: View, text: Writable, known: _Masks) -> tuple[str, list[str]]:
    """Mask what one view of a text shows; where a mask is found again, as that of an address is, nothing is shown."""
    units = view(source)
    source, made = rewritten(units, known.replacements(_segment(text, units)))
    if made:
        units = view(source)
        again = known.take_in(_segment(text, units))
        source, _ = rewritten(units, [(span.start, span.end, HIDDEN) for span in again])
    return source, made


def _segment(text: Writable, units: list[Unit]) -> Segment:
    return Segment(text.place, text_of(units), origin=text.origin)
