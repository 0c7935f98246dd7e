"""BANK_CARD: the primary account number of ISO/IEC 7812, 15 to 19 digits, checked by Luhn.

The first digits name the network: UnionPay 62 and 81, Visa 4, Mastercard 51-55 and 2221-2720, JCB
3528-3589, American Express 34 and 37, Discover and Diners 36, 60, 64, 65. One number in ten passes
Luhn by chance, so that only UnionPay's narrow range counts without a label or the card's own grouping.

>>> validate(Candidate("6222021234567890128", shape="plain"))
0.85
>>> validate(Candidate("6222021234567890129", shape="plain"))
0.0
"""

from policies.detectors.base import (
    DISPROVED,
    Candidate,
    is_of_a_list,
    of_number,
    shapes,
    stands_alone,
    with_label,
)
from policies.detectors.resident_id import PROVINCES, birth_date
from policies.lazily import lazily
from policies.numbers import Number
from policies.tables.gap_columns import GAP
from policies.vocabulary import Topic

TYPE = "BANK_CARD"
SHAPES = shapes(range(15, 20), "2345689")

# The first and the last prefix of a range, and how long its numbers are.
ISSUER_RANGES = (
    ("62", "62", range(16, 20)),
    ("81", "81", range(16, 20)),
    ("4367", "4367", (16, 19)),  # China Construction Bank
    ("456351", "456351", (16, 19)),  # Bank of China
    ("4", "4", (16,)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("3528", "3589", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("36", "36", (14, 16)),
    ("60", "60", (16, 18, 19)),
    ("95588", "95599", range(16, 20)),  # cards of before UnionPay: ICBC, Agricultural Bank
    ("64", "65", (16,)),
)
_RANGES_OF = {digit: [each for each in ISSUER_RANGES if each[0][0] == digit] for digit in "2345689"}
_GROUPINGS = {
    (4, 4, 4, 4),
    (4, 4, 4, 4, 1),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 3),
    (6, 13),
    (6, 10),
    (4, 6, 5),
    (6, 10, 2),
    (6, 10, 3),
    (6, 12),
    (6, 4, 4, 5),
    (6, 4, 4, 2),
    (6, 4, 4, 4),
    (6, 4, 4, 4, 1),
}
_GLUED_BEFORE = ("-", ".")
_LUHN_PLAIN = bytes.maketrans(b"0123456789", bytes(range(10)))
_LUHN_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_ODD = frozenset({"irregular", "window"})
_LABELS = frozenset({Topic.BANK_CARD, Topic.ACCOUNT})
_OF_PEOPLE = frozenset({Topic.RESIDENT_ID, Topic.CERTIFICATE, Topic.FPR_CARD})
_SHORT_GROUP = lazily(r"[ \-]{1,2}[0-9]{1,3}(?![0-9.,]|[ ]?[元万块笔张])")
_GOES_ON = lazily(r"[ ]?=?\r?\n[ >]{0,4}[0-9]{1,3}(?![0-9])")  # the end of a longer number in the next line


def possible(value: str) -> bool:
    """Return whether Luhn and the length of its network hold."""
    return value.isdecimal() and bool(_issuer(value)) and luhn(value)


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing is glued to the number."""
    before = number.before
    if (
        not number.value.isdecimal()
        or not stands_alone(number)
        or (before[-1:] in _GLUED_BEFORE and before[-2:-1].isdecimal())
    ):
        return None
    is_boundary = before.endswith("==") or number.behind.startswith("==")  # between the parts of a mail
    return of_number(number, label, "irregular" if is_boundary else _shape(number))


def validate(candidate: Candidate) -> float:
    """Return how sure it is: Luhn and the network's length must hold, label and grouping add."""
    value = candidate.value
    prefix = _issuer(value)
    if not prefix or not luhn(value) or len(set(value)) < 4:  # noqa: PLR2004 - 4444444444444444 is nobody's card
        return DISPROVED
    if candidate.label in _LABELS:
        return {"wrapped": 0.92, "irregular": 0.92, "part": 0.85, "window": 0.85}.get(candidate.shape, 0.97)
    if candidate.label is Topic.OTHER_NUMBER or candidate.shape in _ODD or _is_like_a_resident(candidate):
        return 0.4
    if prefix == "62":
        return {"grouped": 0.9, "wrapped": 0.8}.get(candidate.shape, 0.85)
    if len(value) < 16:  # noqa: PLR2004 - an American card has as many digits as an old identity number
        return 0.5
    if candidate.shape == "part":  # one window in ten of a table of numbers passes Luhn
        return 0.4
    return 0.8 if candidate.shape == "grouped" else 0.72


def _is_like_a_resident(candidate: Candidate) -> bool:
    """An identity number that is wrong somewhere, by its label or as one of Gansu (62), or a part of one."""
    value, is_labelled = candidate.value, candidate.label in _OF_PEOPLE
    if len(value) != 18:  # noqa: PLR2004
        return is_labelled and candidate.shape in {"part", "window"}
    return is_labelled or (value[:2] in PROVINCES and birth_date(value[6:14]) is not None)


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:luhn", f"issuer-range:{candidate.value[:6]}", f"written:{candidate.shape}")
    return with_label(candidate, *reasons)


def luhn(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1 annex B)."""
    octets = digits.encode()
    odd = sum(octets[-1::-2].translate(_LUHN_PLAIN))
    even = sum(octets[-2::-2].translate(_LUHN_DOUBLED))
    return (odd + even) % 10 == 0


def _issuer(value: str) -> str:
    """The first prefix of the range that a number belongs to by its beginning and its length, empty if none."""
    for first, last, lengths in _RANGES_OF.get(value[0], ()):
        if first <= value[: len(first)] <= last and len(value) in lengths:
            return first
    return ""


def _shape(number: Number) -> str:
    if not number.groups or len(number.groups) == 1:
        return "wrapped" if _GOES_ON.match(number.behind) else "plain"
    if number.gaps == (GAP,) or any("/" in gap for gap in number.gaps):
        return "irregular"
    is_broken = any("\n" in gap for gap in number.gaps)
    if is_broken and is_of_a_list(number):
        return "irregular"
    if number.written == "part":  # of a list of cards, or of the coordinates of a drawing
        is_cut = _SHORT_GROUP.match(number.behind)  # the rest of a longer number
        return "part" if number.groups in _GROUPINGS and not is_cut else "window"
    if number.written == "spread" or number.groups in _GROUPINGS:
        return "wrapped" if is_broken else "grouped"
    return "wrapped" if is_broken and len(number.groups) <= 2 else "irregular"  # noqa: PLR2004
