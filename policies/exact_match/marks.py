"""One octet for each row: the grade of the client and the consent to be passed on.

>>> marks_of(pack(Grade.RESTRICTED, consent=False))
(<Grade.RESTRICTED: 'restricted'>, False)
"""

from policies.finding import Grade

_GRADES = (None, Grade.GENERAL, Grade.SENSITIVE, Grade.RESTRICTED)
_CONSENTS = (None, False, True)


def pack(grade: Grade | None, consent: bool | None) -> int:  # noqa: FBT001 - a record's fields
    """Return the octet of a row; None where its source says nothing."""
    return _GRADES.index(grade) | _CONSENTS.index(consent) << 2


def marks_of(octet: int) -> tuple[Grade | None, bool | None]:
    """Return grade and consent of a row.

    Raises:
        IndexError: no octet that `pack` gives.
    """
    return _GRADES[octet & 3], _CONSENTS[octet >> 2]


def raised(grade: Grade, by: Grade | None) -> Grade:
    """Return a grade, or that of an index if it is higher."""
    return highest(grade, by) or grade


def highest(*grades: Grade | None) -> Grade | None:
    """Return the highest of several grades."""
    return _GRADES[max(map(_GRADES.index, grades), default=0)]
