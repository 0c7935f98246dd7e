"""Which findings a selection means: lists, consent and grades."""

import pytest

from policies.decision.selection import fits, is_client_data, selects
from policies.finding import Category, Finding, Grade, ListMatch
from policies.model import Condition, Selection


def finding(*matches: ListMatch, kind: str = "NAME", grade: Grade = Grade.GENERAL) -> Finding:
    return Finding(kind, Category.IDENTITY, grade, 0.9, "*", "1", (), (), matches)


SURE, EDGE = ListMatch("private-banking", ("name",), certain=True), ListMatch("vip", ("name",), certain=False)
YES = ListMatch("private-banking", ("name",), certain=True, consent=True)
NO = ListMatch("vip", ("name",), certain=True, consent=False)
PERHAPS = ListMatch("vip", ("name",), certain=False, consent=True)


@pytest.mark.parametrize(
    ("selection", "matches", "expected"),
    [
        (Selection(listed=("private-*",)), (SURE,), True),
        (Selection(listed=("private-*",)), (EDGE,), False),
        (Selection(listed=("vip",)), (EDGE,), True),  # possible is enough, unless asked otherwise
        (Selection(listed=("vip",), certain=True), (EDGE,), False),
        (Selection(certain=True), (EDGE, SURE), True),
        (Selection(certain=False), (), False),
        (Selection(consent=("given",)), (YES,), True),
        (Selection(consent=("given",)), (YES, NO), False),  # one refusal outweighs it
        (Selection(consent=("refused",)), (YES, NO), True),
        (Selection(consent=("given",)), (PERHAPS,), False),  # the edge form may err
        (Selection(consent=("unrecorded",)), (PERHAPS,), True),
        (Selection(consent=("refused", "unrecorded")), (), True),
        (Selection(consent=("refused",), listed=("private-banking",)), (YES, NO), False),
        (Selection(consent=("unrecorded",), listed=("private-banking",)), (), False),
    ],
)
def test_lists_and_consent(selection: Selection, matches: tuple[ListMatch, ...], *, expected: bool) -> None:
    assert fits(selection, finding(*matches)) is expected


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        ("sensitive", {"sensitive", "restricted"}),
        ("restricted", {"restricted"}),
        ("general", {"general"}),
    ],
)
def test_restricted_data_is_sensitive_data(wanted: str, fitting: set[str]) -> None:
    selection = Selection(grade=(Grade(wanted),))
    assert {grade for grade in Grade if fits(selection, finding(grade=grade))} == fitting


def test_what_selects() -> None:
    assert selects(Condition(confidence=0.0))
    assert selects(Condition(consent=("given",)))
    assert not selects(Condition(uninspectable=True))


def test_a_password_is_no_client_data() -> None:
    assert [is_client_data(finding(kind=kind)) for kind in ("NAME", "PASSWORD", "PASSWORD_HINT")] == [
        True,
        False,
        False,
    ]
