"""PLATE: the number plate of a vehicle in mainland China, GA 36.

One character for the province, one letter for the city, then five letters and digits (blue and
yellow plates) or six (new energy: D or F at the first or the last place); I and O do not occur.
Special plates end with 学, 警, 挂, 港, 澳 or 领.

>>> validate(Candidate("京A12345")), validate(Candidate("京ABCDEF"))
(0.9, 0.0)
"""

from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate, with_label
from policies.lazily import lazily
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import PROVINCES, Topic

TYPE = "PLATE"
TRIGGERS = (Trigger.PLATE,)
TOPICS: frozenset[Topic] = frozenset()

_LETTER, _CHARACTER = "[A-HJ-NP-Za-hj-np-z]", "[0-9A-HJ-NP-Za-hj-np-z]"
_GAP = r"[ .\-·•]?"
_NO_GAPS = str.maketrans("", "", " .-·•")
_PLATE = lazily(
    rf"[{PROVINCES}] ?{_LETTER}{_GAP}(?:{_CHARACTER}{_GAP}){{4}}(?:{_CHARACTER}(?:{_GAP}[0-9DFdf])?|[学警挂港澳领])"
    r"(?![0-9A-Za-z])"
)
_BACK = 9  # octets that the hit's end may lie behind the province: a gap, a letter, a dot, four characters
_NEW_ENERGY = lazily(r"[ABCDEFGHJK][0-9A-HJ-NP-Z]?[0-9]{4}|[0-9]{5}[ABCDEFGHJK]")
_COMMON = lazily(r"(?=.*[0-9].*[0-9])[0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z学警挂港澳领]")


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the plate whose beginning was hit."""
    text = page.text
    for start in range(max(0, hit.end - _BACK), hit.end - 5):
        if text[start] in PROVINCES:
            found = _PLATE.match(text, start)
            if found:
                value = found[0].translate(_NO_GAPS).upper()
                yield Candidate(value, start, found.end(), "", page.label_of(start))
                return


def validate(candidate: Candidate) -> float:
    """Return how sure it is: five places with two digits, or six with the letter of new energy."""
    rest = candidate.value[2:]
    if not (_COMMON.fullmatch(rest) or _NEW_ENERGY.fullmatch(rest)):
        return DISPROVED
    if candidate.label is Topic.OTHER_NUMBER:
        return 0.5
    return 0.97 if candidate.label is Topic.PLATE else 0.9


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = (f"province:{candidate.value[0]}", "form")
    return with_label(candidate, *reasons)
