"""BANK_ACCOUNT: an account number of a bank that is not on a card, of 9 to 25 digits.

Each bank counts in its own way and no public check digit exists: the label makes it one. A number
that is a card number by its own check is a BANK_CARD.

>>> validate(Candidate("0200003319200123456", label=Topic.ACCOUNT)), validate(Candidate("0200003319200123456"))
(0.9, 0.0)
"""

from policies.detectors.base import DISPROVED, Candidate, of_number, shapes, stands_alone
from policies.lazily import lazily
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "BANK_ACCOUNT"
SHAPES = shapes(range(9, 23))
_TELEPHONE = 11
_IN_A_ROW = lazily(r"[0-9][ \-]{1,2}\Z")
_OF_AN_IBAN = lazily(
    r"(?<![A-Za-z])[A-Z]{2}[0-9]{2}(?:[ ]?[0-9A-Z]{1,4})*[ ]?\Z"
)  # the beginning, which has letters


def possible(value: str) -> bool:
    """Return whether it is digits alone."""
    return value.isdecimal()


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when a label says what it is."""
    fits = label is Topic.ACCOUNT and number.value.isdecimal() and stands_alone(number)
    is_one = fits and not (_is_day_or_amount(number) or _are_two(number) or _OF_AN_IBAN.search(number.before))
    return of_number(number, label) if is_one else None


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the longer, the surer; eleven digits from 1 on are a mobile used as a log-in."""
    value = candidate.value
    if candidate.label is not Topic.ACCOUNT or len(set(value)) < 3:  # noqa: PLR2004 - 000000000 is a placeholder
        return DISPROVED
    if len(value) == _TELEPHONE and value[0] == "1":
        return 0.4
    return 0.9 if len(value) > _TELEPHONE else 0.75


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return (f"label:{candidate.label}", f"digits:{len(candidate.value)}")


def _is_day_or_amount(number: Number) -> bool:
    """Of an account people write as well when it was opened (`2024-03-11 12:30`) and what is on it (`1.50`)."""
    if "(" in number.gaps:  # `账号123456789(1).pdf`
        return True
    if number.written == "part" and _IN_A_ROW.search(number.before):
        return True
    cents = number.gaps[-1:] == (".",) and number.groups[-1] < 3  # noqa: PLR2004 - of a group there are more
    cents &= number.gaps.count(".") == 1
    return cents or number.groups[:3] == (4, 2, 2)


def _are_two(number: Number) -> bool:
    """Two lines of as many digits, and nothing else on them, are two accounts of a list."""
    fills_lines = number.before.endswith("\n") and number.behind.lstrip("\r")[:1] in {"", "\n"}
    return fills_lines and "\n" in number.gaps[0] and len(set(number.groups)) == 1 if number.gaps else False
