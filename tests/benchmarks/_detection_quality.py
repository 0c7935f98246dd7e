"""Precision and recall by type and way of writing: exact span and type, at the confidence that policies act on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from policies.finding import ACT_CONFIDENCE, Span
from tests.corpus.sample import Label, Sample

LISTED_FROM = 0.3  # a false alarm below this confidence is nobody's concern
FALSE_ALARMS_MAX = 1.0  # in 10,000 messages without client data
CHECKED = frozenset(
    {"RESIDENT_ID", "FPR_CARD", "USCI", "BANK_CARD", "CNAPS", "VIN"}
)  # a check digit proves them
BY_CONTEXT = frozenset({"NAME", "ADDRESS"})
_AROUND = 40  # code points shown on each side of a miss


def aim_of(kind: str) -> float:
    """Return what precision and recall of a type must reach."""
    return 0.99 if kind in CHECKED else 0.85 if kind in BY_CONTEXT else 0.95


@dataclass(slots=True)
class Tally:
    """Counts over one type, or one type in one way of writing."""

    true: int = 0
    missed: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        """Share of the labelled values that were found exactly."""
        return self.true / (self.true + self.missed) if self.true + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that are labelled exactly so."""
        return self.true / (self.true + self.false) if self.true + self.false else 1.0


@dataclass(slots=True)
class Quality:
    """What came of one run over a corpus."""

    types: dict[str, Tally] = field(default_factory=dict)
    ways: dict[tuple[str, str], Tally] = field(default_factory=dict)
    business: int = 0
    alarmed: int = 0  # business messages with at least one finding that is not labelled
    failures: int = 0  # texts on which the engine raised an error
    faults: list[str] = field(default_factory=list)  # misses and false alarms, one line each

    def tally(self, kind: str) -> Tally:
        """Return the counts of a type."""
        return self.types.setdefault(kind, Tally())

    @property
    def false_alarms(self) -> float:
        """False alarms in 10,000 messages without client data."""
        return 10_000 * self.alarmed / self.business if self.business else 0.0


def measure(
    samples: Iterable[Sample], find: Callable[[str], Sequence[Span]], only: str | None = None
) -> Quality:
    """Compare what `find` says of each text, at every confidence, with its labels; `only` judges one type."""
    quality = Quality()
    find = _guarded(find, quality)
    for sample in samples:
        spans = find(sample.text)
        _misses(quality, sample, spans, only)
        _false_alarms(quality, sample, spans, only)
    quality.faults.sort()
    return quality


def _guarded(find: Callable[[str], Sequence[Span]], quality: Quality) -> Callable[[str], Sequence[Span]]:
    """A text on which the engine fails is a fault of its own, and its values are missed."""

    def guarded(text: str) -> Sequence[Span]:
        try:
            return find(text)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is listed and the run goes on
            quality.failures += 1
            quality.faults.append(f"failure\t-\t-\t{error!r}\t-\t{ascii_controls(text)}")
            return ()

    return guarded


def _misses(quality: Quality, sample: Sample, spans: Sequence[Span], only: str | None) -> None:
    found = {_key(span): span for span in spans}
    for label in sample.labels:
        if only not in {None, label.type}:
            continue
        span = found.get(_key(label))
        hit = span is not None and span.confidence >= ACT_CONFIDENCE
        for tally in (quality.tally(label.type), quality.ways.setdefault((label.type, label.way), Tally())):
            tally.true += hit
            tally.missed += not hit
        if not hit:
            note = f"only at {span.confidence:.2f}" if span else _instead(label, spans)
            quality.faults.append(_line("miss", label.way, note, sample, label))


def _false_alarms(quality: Quality, sample: Sample, spans: Sequence[Span], only: str | None) -> None:
    expected = {_key(label) for label in sample.labels}
    alarms = [span for span in spans if _key(span) not in expected and only in {None, span.type}]
    for span in alarms:
        quality.tally(span.type).false += span.confidence >= ACT_CONFIDENCE
        if span.confidence >= LISTED_FROM:
            note = f"{span.confidence:.2f} {' '.join(span.reasons)}"
            quality.faults.append(_line("false", sample.kind, note, sample, span))
    if sample.kind == "business":
        quality.business += 1
        quality.alarmed += any(span.confidence >= ACT_CONFIDENCE for span in alarms)


def _key(place: Span | Label) -> tuple[int, int, str]:
    return place.start, place.end, place.type


def _instead(label: Label, spans: Sequence[Span]) -> str:
    """What was found across the place of a miss, and how far its ends are off."""
    across = [
        f"{span.type}[{span.start - label.start:+}:{span.end - label.end:+}]"
        for span in spans
        if span.start < label.end and label.start < span.end
    ]
    return f"found {', '.join(across)}" if across else "nothing"


def _line(what: str, way: str, note: str, sample: Sample, place: Span | Label) -> str:
    start, end = place.start, place.end
    before, behind = sample.text[max(0, start - _AROUND) : start], sample.text[end : end + _AROUND]
    shown = ascii_controls(f"{before}⟦{sample.text[start:end]}⟧{behind}")
    return f"{what}\t{place.type}\t{way}\t{note}\t{sample.name}\t{shown}"


def ascii_controls(text: str) -> str:
    """Make invisible characters visible, so that a fault is one line that can be read."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def rows(quality: Quality) -> Iterator[tuple[str, float, str, float, bool, int]]:
    """Yield case, value, unit, aim, whether it holds and how many values stand behind it."""
    for kind, tally in sorted(quality.types.items()):
        aim, count = aim_of(kind), tally.true + tally.missed
        for name, value in (("precision", tally.precision), ("recall", tally.recall)):
            yield f"{name} {kind}", round(value, 4), "share", aim, value >= aim, count
    for (kind, way), tally in sorted(quality.ways.items()):
        aim, count = aim_of(kind), tally.true + tally.missed
        yield f"recall {kind} {way}", round(tally.recall, 4), "share", aim, tally.recall >= aim, count
    yield "texts that end in an error", quality.failures, "texts", 0, not quality.failures, quality.failures
    if quality.business:
        rate, holds = round(quality.false_alarms, 2), quality.false_alarms <= FALSE_ALARMS_MAX
        yield "false alarms on business mail", rate, "in 10,000", FALSE_ALARMS_MAX, holds, quality.business
