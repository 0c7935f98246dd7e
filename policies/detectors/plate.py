"""PLATE: the number plate of a vehicle in mainland China, GA 36.

One character for the province, one letter for the city, then five letters and digits (blue and
yellow plates) or six (new energy: D or F at the first or the last place); I and O do not occur.
Special plates end with 学, 警, 挂, 港, 澳 or 领.

>>> validate(Candidate("京A12345")), validate(Candidate("京ABCDEF"))
(0.9, 0.0)
"""

from collections.abc import Iterator

from policies.code_points import ARABIC_OF_CHINESE, CHINESE_DIGITS
from policies.detectors.base import DISPROVED, Candidate, with_label
from policies.lazily import lazily
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import PROVINCES, Topic

TYPE = "PLATE"
TRIGGERS = (Trigger.PLATE, Trigger.LABEL, Trigger.CELL)
TOPICS = frozenset({Topic.PLATE})

_LETTER, _CHARACTER = "[A-HJ-NP-Za-hj-np-z]", "[0-9A-HJ-NP-Za-hj-np-z]"
_GAP = r"[ .\-·•]?"
_NO_GAPS = str.maketrans("", "", " .-·•")
_PLAIN_OF = _NO_GAPS | ARABIC_OF_CHINESE
_DIGIT = f"[0-9{CHINESE_DIGITS}]"
_BEHIND_A_LABEL = lazily(  # what else a label makes a plate: missions, police and army, Chinese numerals
    rf"(?<![0-9A-Za-z])(?:使(?:{_GAP}{_DIGIT}){{6}}|[Ww][Jj]{_GAP}[{PROVINCES}](?:{_GAP}{_DIGIT}){{4}}{_GAP}[0-9A-Za-z{CHINESE_DIGITS}]|"
    rf"[BCEGHJKLNSVbceghjklnsv][A-Za-z](?:{_GAP}{_DIGIT}){{5}}|"
    rf"[{PROVINCES}] ?{_LETTER}(?:{_GAP}(?:{_CHARACTER}|{_DIGIT})){{4,6}}[学警挂港澳领]?)"
    rf"(?![0-9A-Za-z{CHINESE_DIGITS}])"
)
_REACH = 64  # code points behind a label, with markup
_PLATE = lazily(
    rf"[{PROVINCES}] ?{_LETTER}{_GAP}(?:{_CHARACTER}{_GAP}){{4}}(?:{_CHARACTER}(?:{_GAP}[0-9DFdf])?|[学警挂港澳领])"
    r"(?![0-9A-Za-z])"
)
_BACK = 9  # octets that the hit's end may lie behind the province: a gap, a letter, a dot, four characters
_NEW_ENERGY = lazily(r"[ABCDEFGHJK][0-9A-HJ-NP-Z]?[0-9]{4}|[0-9]{5}[ABCDEFGHJK]")
_OFFICIAL = lazily(rf"使[0-9]{{6}}|WJ[{PROVINCES}][0-9]{{4}}[0-9A-Z]|[BCEGHJKLNSV][A-Z][0-9]{{5}}")
_COMMON = lazily(r"(?=.*[0-9].*[0-9])[0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z学警挂港澳领]")


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the plate whose beginning was hit."""
    text = page.text
    if hit.trigger is not Trigger.PLATE:
        yield from _behind_a_label(page, hit)
        return
    for start in range(max(0, hit.end - _BACK), hit.end - 5):
        if text[start] in PROVINCES:
            found = _PLATE.match(text, start)
            if found:
                value = found[0].translate(_NO_GAPS).upper()
                yield Candidate(value, start, found.end(), "", page.label_of(start))
                return


def _behind_a_label(page: Page, hit: Hit) -> Iterator[Candidate]:
    start, reach = (hit.start, hit.end) if hit.trigger is Trigger.CELL else (hit.end, hit.end + _REACH)
    found = _BEHIND_A_LABEL.search(page.text, start, reach)
    if found and page.label_of(found.start()) is Topic.PLATE:
        value = found[0].translate(_PLAIN_OF).upper()
        yield Candidate(value, found.start(), found.end(), "", Topic.PLATE)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: five places with two digits, or six with the letter of new energy."""
    if candidate.label is Topic.PLATE and _OFFICIAL.fullmatch(candidate.value):
        return 0.9
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
