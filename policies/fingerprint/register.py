"""The register of documents (contracts, forms) and the search for parts of them in a text.

What may be recovered from a register: its fingerprints hold no digit and no Chinese numeral, values
that detection finds in a document (names, addresses, secrets …) are cut out before it is registered, and
what is left went through AES under a key that is not in the register. Who has the register alone learns
names and sizes of documents. Who has the key too can try out short values that detection missed: both
together stay on console and gateways, a workstation gets neither.

A fingerprint that more than `FAMILIES_MAX` unlike documents have in common is boilerplate and counts for
none of them. Versions and filled-in copies of one form are one family, so that they do not thin each
other out; a document of nothing but boilerplate keeps it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from policies.detection import detect
from policies.finding import PlaceStep, Span
from policies.fingerprint.winnow import Fingerprints, Winnower
from policies.inspected import DocumentMatch

MATCHES_MIN = (
    8  # fingerprints of one document that must stand together: a piece of 143 letters has them for certain
)
TOGETHER = 32  # fingerprints of the text in a row within which they stand, about 270 letters
FAMILIES_MAX = 4
FAMILY_SHARE = 0.5  # of its fingerprints a document shares with the first of its family
_VALUE_CONFIDENCE = 0.3  # a value that is this likely is cut out of a document
DOCUMENTS_MAX = 65_535  # a document's number takes two octets


class RegisterInvalid(ValueError):
    """A register that cannot be built or read; the text names the place and the remedy."""


class Postings(NamedTuple):
    """Pairs (fingerprint, number of its document), ascending and each once, as two arrays of one length."""

    fingerprints: Fingerprints
    documents: npt.NDArray[np.uint16]


class Register:
    """Registered documents, ready for look-ups; make one with `build`, or read one with `codec.load`.

    `names[i]` is the document numbered i in `postings`.
    """

    def __init__(self, winnower: Winnower, names: tuple[str, ...], postings: Postings) -> None:
        self.names = names
        self.postings = postings
        self.key_id = winnower.key_id
        self._winnower = winnower
        self._sizes = np.bincount(postings.documents, minlength=len(names))
        self._hashes, self._starts, self._counts = np.unique(
            postings.fingerprints, return_index=True, return_counts=True
        )

    def look_up(self, text: str, place: tuple[PlaceStep, ...] = ()) -> tuple[DocumentMatch, ...]:
        """Return the documents of which `MATCHES_MIN` fingerprints stand together in a text, largest share first.

        A form that was filled in is met more surely if its values are cut out first: `without_values`.
        """
        sequence, positions, documents = self._hits(text)
        found = []
        for document in np.flatnonzero(np.bincount(documents, minlength=1) >= MATCHES_MIN):
            of_it = documents == document
            if _stand_together(sequence[of_it], positions[of_it]):
                share = len(np.unique(sequence[of_it])) / int(self._sizes[document])
                found.append(DocumentMatch(self.names[document], share, place))
        return tuple(sorted(found, key=lambda match: (-match.share, match.name)))

    def _hits(self, text: str) -> tuple[Fingerprints, npt.NDArray[np.intp], npt.NDArray[np.uint16]]:
        """Return fingerprint, position among those of the text, and document of each that is registered."""
        sequence = self._winnower.fingerprints(text)
        index = np.searchsorted(self._hashes, sequence)
        index[index == len(self._hashes)] = 0
        met = np.flatnonzero(self._hashes[index] == sequence) if len(self._hashes) else index[:0]
        counts = self._counts[index[met]]
        positions = np.repeat(met, counts)
        rank = np.arange(len(positions)) - np.repeat(np.cumsum(counts) - counts, counts)
        return (
            sequence[positions],
            positions,
            self.postings.documents[np.repeat(self._starts[index[met]], counts) + rank],
        )


def build(documents: Mapping[str, str], key: bytes, boilerplate: Iterable[str] = ()) -> Register:
    """Return the register of documents given by name; what stands in the texts of `boilerplate` counts nowhere.

    Raises:
        RegisterInvalid: a document has too few fingerprints to be met again, or there are too many documents.
        ValueError: the key is too short.
    """
    if len(documents) > DOCUMENTS_MAX:
        raise RegisterInvalid(f"{len(documents)} documents; split them into registers of {DOCUMENTS_MAX}")
    winnower = Winnower(key)
    excluded = {each for text in boilerplate for each in winnower.fingerprints(text).tolist()}
    sets = [
        set(winnower.fingerprints(without_values(text)).tolist()) - excluded for text in documents.values()
    ]
    short = [name for name, found in zip(documents, sets, strict=True) if len(found) < MATCHES_MIN]
    if short:
        raise RegisterInvalid(
            f"too short to be met again: {', '.join(short)}; a document needs some 150 letters of its own "
            "(digits and boilerplate do not count): give its whole text, or leave it out"
        )
    return Register(winnower, tuple(documents), _postings(_without_common(sets)))


def without_values(text: str, spans: Iterable[Span] | None = None) -> str:
    """Return a text without the values in it: those of `spans`, else what detection finds at low confidence.

    >>> without_values("客户姓名：张小明，电话：13800138000。")
    '客户姓名：，电话：。'
    """
    kept = []
    at = 0
    for span in detect(text, min_confidence=_VALUE_CONFIDENCE) if spans is None else spans:
        kept.append(text[at : span.start])
        at = max(at, span.end)
    return "".join([*kept, text[at:]])


def _without_common(sets: list[set[int]]) -> list[set[int]]:
    families: defaultdict[int, set[int]] = defaultdict(set)
    for number, found in enumerate(sets):
        shared = Counter(family for each in found for family in families.get(each, ()))
        nearest, size = shared.most_common(1)[0] if shared else (number, 0)
        family = nearest if size >= FAMILY_SHARE * len(found) else number
        for each in found:
            families[each].add(family)
    rare = [{each for each in found if len(families[each]) <= FAMILIES_MAX} for found in sets]
    return [few if len(few) >= MATCHES_MIN else found for few, found in zip(rare, sets, strict=True)]


def _postings(sets: list[set[int]]) -> Postings:
    pairs = sorted((each, number) for number, found in enumerate(sets) for each in found)
    hashes, numbers = zip(*pairs, strict=True) if pairs else ((), ())
    return Postings(np.array(hashes, np.uint32), np.array(numbers, np.uint16))


def _stand_together(sequence: Fingerprints, positions: npt.NDArray[np.intp]) -> bool:
    """Say whether `MATCHES_MIN` different fingerprints stand within `TOGETHER` places of the text.

    Of equal ones that follow each other so closely only the first counts.
    """
    order = np.argsort(sequence, kind="stable")
    again = (np.diff(sequence[order]) == 0) & (np.diff(positions[order]) < TOGETHER)
    distinct = np.delete(positions, order[1:][again])
    last = distinct[MATCHES_MIN - 1 :]
    return bool(np.any(last - distinct[: len(last)] < TOGETHER))
