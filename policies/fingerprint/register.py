"""The register of documents (contracts, forms) and the search for parts of them in a text.

What may be recovered from a register: its fingerprints hold no digit and no Chinese numeral, values
that detection finds in a document (names, addresses, secrets …) are cut out before it is registered, and
what is left went through AES under a key that is not in the register. Who has the register alone learns
names and sizes of documents. Who has the key too can try out short values that detection missed: both
together stay on console and gateways.

A workstation can keep no key secret, so it gets an edge form, whose fingerprints err: cut so short that a
run of letters of no document meets one with a probability of 1/256 to 1/128. A word somebody tries out
stands within two fingerprints as a rule, so of a million words 15 to 60 pass beside the right one. A copy is
told by `MATCHES_MIN` of them within `TOGETHER`, which chance gives less than once in 10^9 places of a text.

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
from policies.fingerprint.header import DOCUMENTS_MAX, RegisterInvalid
from policies.fingerprint.winnow import Fingerprints, Grams, Winnower, grams, letters
from policies.inspected import DocumentMatch

MATCHES_MIN = (
    8  # fingerprints of one document that must stand together: a piece of 143 letters has them for certain
)
TOGETHER = 32  # fingerprints of the text in a row within which they stand, about 270 letters
FAMILIES_MAX = 4
FAMILY_SHARE = 0.5  # of its fingerprints a document shares with the first of its family
_VALUE_CONFIDENCE = 0.3  # a value that is this likely is cut out of a document
WHOLE = 32  # bits of a fingerprint, but for those of an edge form
_EDGE_ERRS = 256  # at most one strange run of letters in so many meets a fingerprint of an edge form


_SHORT = (
    "a document needs some 150 letters of its own (digits and boilerplate do not count): "
    "give its whole text, or leave it out"
)


class Postings(NamedTuple):
    """Pairs (fingerprint, number of its document), ascending and each once, as two arrays of one length."""

    fingerprints: Fingerprints
    documents: npt.NDArray[np.uint16]


class Registered(NamedTuple):
    """What a register says of a document: what policies call it, of which kind it is, how long it is."""

    name: str
    category: str = ""
    letters: int = 0  # digits, marks and blanks do not count


class Kept(NamedTuple):
    """What is kept of a document instead of its text; `grams` can be tried out, so they are stored encrypted."""

    grams: Grams
    letters: int


class Hits(NamedTuple):
    """Fingerprints of a text that are registered, each with its document and its place among those of the text.

    `size` is how many the text has in all.
    """

    fingerprints: Fingerprints
    positions: npt.NDArray[np.intp]
    documents: npt.NDArray[np.uint16]
    size: int


class Register:
    """Registered documents, ready for look-ups; make one with `build`, or read one with `codec.load`.

    `documents[i]` is the document numbered i in `postings`, whose fingerprints have `bits` bits.
    """

    def __init__(
        self, winnower: Winnower, documents: tuple[Registered, ...], postings: Postings, bits: int = WHOLE
    ) -> None:
        self.documents = documents
        self.postings = postings
        self.bits = bits
        self.key_id = winnower.key_id
        self._winnower = winnower
        self._mask = np.uint32((1 << bits) - 1)
        self._sizes = np.bincount(postings.documents, minlength=len(documents))
        self._hashes, self._starts, self._counts = np.unique(
            postings.fingerprints, return_index=True, return_counts=True
        )

    def look_up(self, text: str, place: tuple[PlaceStep, ...] = ()) -> tuple[DocumentMatch, ...]:
        """Return the documents of which `MATCHES_MIN` fingerprints stand together in a text, largest share first.

        A form that was filled in is met more surely if its values are cut out first: `without_values`.
        """
        return self.met(self.hits(text), place)

    def met(self, hits: Hits, place: tuple[PlaceStep, ...] = ()) -> tuple[DocumentMatch, ...]:
        """Return what `look_up` does, of a text whose hits are known."""
        found = []
        for number in np.flatnonzero(np.bincount(hits.documents, minlength=1) >= MATCHES_MIN):
            of_it = hits.documents == number
            fingerprints = hits.fingerprints[of_it]
            if _stand_together(fingerprints, hits.positions[of_it]):
                document = self.documents[number]
                share = len(set(fingerprints.tolist())) / int(self._sizes[number])
                copied = round(share * document.letters)
                found.append(DocumentMatch(document.name, share, place, document.category, copied))
        return tuple(sorted(found, key=lambda match: (-match.share, match.name)))

    def hits(self, text: str) -> Hits:
        """Return the fingerprints of a text that are registered. Cost: linear in the text."""
        sequence = self._winnower.fingerprints(text) & self._mask
        index = np.searchsorted(self._hashes, sequence)
        index[index == len(self._hashes)] = 0
        met = np.flatnonzero(self._hashes[index] == sequence) if len(self._hashes) else index[:0]
        counts = self._counts[index[met]]
        positions = np.repeat(met, counts)
        rank = np.arange(len(positions)) - np.repeat(np.cumsum(counts) - counts, counts)
        documents = self.postings.documents[np.repeat(self._starts[index[met]], counts) + rank]
        return Hits(sequence[positions], positions, documents, len(sequence))


def build(documents: Mapping[str, str], key: bytes, boilerplate: Iterable[str] = ()) -> Register:
    """Return the register of documents given by name; what stands in the texts of `boilerplate` counts nowhere.

    Raises:
        RegisterInvalid: a document has too few fingerprints to be met again, or there are too many documents.
        ValueError: the key is too short.
    """
    winnower = Winnower(key)
    excluded = {each for text in boilerplate for each in winnower.fingerprints(text).tolist()}
    kept = {name: without_values(text) for name, text in documents.items()}
    made = {
        Registered(name, "", len(letters(text))): winnower.fingerprints(text) for name, text in kept.items()
    }
    return _register(winnower, made, excluded)


def assemble(documents: Mapping[Registered, Grams], key: bytes, *, edge: bool = False) -> Register:
    """Return the register of documents whose `grams` were kept; `edge` cuts its fingerprints short.

    The key of an edge form is public.

    Raises:
        RegisterInvalid: as `build` does.
        ValueError: the key is too short.
    """
    winnower = Winnower(key)
    made = {document: winnower.keyed(grams) for document, grams in documents.items()}
    return _register(winnower, made, set(), edge=edge)


def kept_of(text: str) -> Kept:
    """Return what is kept of a document, of its text without the values in it.

    Raises:
        RegisterInvalid: it has too few fingerprints to be met again.
    """
    bare = without_values(text)
    found = grams(bare)
    if len(np.unique(found)) < MATCHES_MIN:
        raise RegisterInvalid(f"too short to be met again; {_SHORT}")
    return Kept(found, len(letters(bare)))


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


def _register(
    winnower: Winnower,
    documents: Mapping[Registered, Fingerprints],
    excluded: set[int],
    *,
    edge: bool = False,
) -> Register:
    if len(documents) > DOCUMENTS_MAX:
        raise RegisterInvalid(f"{len(documents)} documents; split them into registers of {DOCUMENTS_MAX}")
    sets = [set(found.tolist()) - excluded for found in documents.values()]
    short = [one.name for one, found in zip(documents, sets, strict=True) if len(found) < MATCHES_MIN]
    if short:
        raise RegisterInvalid(f"too short to be met again: {', '.join(short)}; {_SHORT}")
    sets = _without_common(sets)
    bits = _edge_bits(sum(map(len, sets))) if edge else WHOLE
    cut = (1 << bits) - 1
    postings = _postings([{each & cut for each in found} for found in sets])
    return Register(winnower, tuple(documents), postings, bits)


def _edge_bits(fingerprints: int) -> int:
    return min(WHOLE, max(1, (fingerprints * _EDGE_ERRS).bit_length() - 1))


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
