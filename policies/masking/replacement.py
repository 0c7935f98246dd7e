"""Texts with all their values masked: the same value gets the same mask, different ones different masks."""

from collections.abc import Iterable, Iterator

from policies.detection import normal_value
from policies.finding import Span
from policies.masking import repeats
from policies.masking.rules import mask
from policies.taxonomy import EntityType

_T = EntityType
# Amounts and ratings mean something only in their table; elsewhere the same figure is another matter.
_OF_TABLES = frozenset(
    {_T.INCOME, _T.PROPERTY, _T.TAX, _T.HOUSING_FUND, _T.LOAN, _T.CREDIT_REPORT, _T.TRANSACTION, _T.PROFILE}
)
_REPEAT_MIN = 4  # code points; shorter values are also ordinary words,
_REPEATED_NAME_MIN = 3  # but a Chinese name has three


Replacement = tuple[int, int, str]  # code points from start to end, and the mask in their place


class Masker:
    """Masks that agree over several texts: subject, body and attachments of a mail, or a report.

    Two values (by their normal form) whose masks would be the same are told apart by a number: `张*`,
    `张*#2`. The numbers follow the order in which values are met. Who can wait lets every text be
    `take_in` before the first is masked: then a name found in an attachment is masked in the subject too.
    """

    def __init__(self) -> None:
        self._masks: dict[tuple[str, str], str] = {}
        self._numbers: dict[str, int] = {}
        self._taken: set[str] = set()
        self._repeated: dict[str, str] = {}  # value as written -> mask

    def mask_of(self, type: str, value: str) -> str:  # noqa: A002 - the word of the contract
        """Return the mask of a value, the same one whenever and however it is written."""
        key = (type, normal_value(type, value))
        if key not in self._masks:
            self._masks[key] = self._new(mask(type, value))
        return self._masks[key]

    def take_in(self, text: str, spans: Iterable[Span]) -> None:
        """Get to know the values of a text before it, or another one, is masked.

        Raises:
            ValueError: a span lies outside of the text.
        """
        for span in sorted(spans, key=lambda each: each.start):
            value = _value(text, span)
            shown = self.mask_of(span.type, value)
            if span.type not in _OF_TABLES:
                shortest = _REPEATED_NAME_MIN if span.type == _T.NAME else _REPEAT_MIN
                for form in (value, normal_value(span.type, value)):
                    if len(form) >= shortest:
                        self._repeated.setdefault(form, shown)

    def masked_text(self, text: str, spans: Iterable[Span]) -> str:
        """Return a text with its spans masked, and what stands again of any value met so far.

        All else stays as it is. Spans may come in any order; of overlapping ones the first is shown, and
        nothing of the others.

        Raises:
            ValueError: a span lies outside of the text.
        """
        kept = []
        at = 0
        for start, end, shown in self.replacements(text, spans):
            kept += [text[at:start], shown]
            at = end
        return "".join([*kept, text[at:]])

    def replacements(self, text: str, spans: Iterable[Span]) -> list[Replacement]:
        """Return what `masked_text` puts in place of what: start, end and mask, ascending, not overlapping.

        Raises:
            ValueError: a span lies outside of the text.
        """
        ordered = sorted(spans, key=lambda each: (each.start, -each.end))
        self.take_in(text, ordered)
        joined: list[Replacement] = []
        for start, end, shown in self._found(text, ordered):
            if joined and start < joined[-1][1]:
                first = joined.pop()
                joined.append((first[0], max(end, first[1]), first[2]))
            else:
                joined.append((start, end, shown))
        return joined

    def _found(self, text: str, spans: list[Span]) -> list[Replacement]:
        found = [(span.start, span.end, self.mask_of(span.type, _value(text, span))) for span in spans]
        again = repeats.find(text, self._repeated)
        found += [(start, end, self._repeated[text[start:end]]) for start, end in _outside(again, spans)]
        return sorted(found, key=lambda each: (each[0], -each[1]))

    def _new(self, shown: str) -> str:
        number = self._numbers.get(shown, 0) + 1
        numbered = shown if number == 1 else f"{shown}#{number}"
        while numbered in self._taken:
            number += 1
            numbered = f"{shown}#{number}"
        self._numbers[shown] = number
        self._taken.add(numbered)
        return numbered


def masked_text(text: str, spans: Iterable[Span]) -> str:
    """Return one text with its values masked; see `Masker` for texts that belong together.

    Raises:
        ValueError: a span lies outside of the text.

    >>> masked_text("手机13800138000，备用13800238000", [Span(2, 13, "MOBILE", 0.9), Span(16, 27, "MOBILE", 0.9)])
    '手机138****8000，备用138****8000#2'
    """
    return Masker().masked_text(text, spans)


def _value(text: str, span: Span) -> str:
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(
            f"span {span.start} to {span.end} lies outside of a text of {len(text)} characters; "
            "give the text in which it was found"
        )
    return text[span.start : span.end]


def _outside(places: Iterable[tuple[int, int]], spans: list[Span]) -> Iterator[tuple[int, int]]:
    """Yield the places that no span touches; both ascend."""
    index = 0
    reached = 0
    for start, end in places:
        while index < len(spans) and spans[index].start < end:
            reached = max(reached, spans[index].end)
            index += 1
        if reached <= start:
            yield start, end
