import itertools

import pytest

from policies.exact_match.marks import highest, marks_of, pack
from policies.finding import Grade


@pytest.mark.parametrize(("grade", "consent"), [*itertools.product([None, *Grade], [None, False, True])])
def test_grade_and_consent_come_back_from_one_octet(grade: Grade | None, consent: bool | None) -> None:
    assert marks_of(pack(grade, consent)) == (grade, consent)


def test_the_highest_grade_is_the_most_closely_guarded() -> None:
    assert highest(Grade.GENERAL, None, Grade.RESTRICTED, Grade.SENSITIVE) is Grade.RESTRICTED
    assert highest(None) is highest() is None
