"""Columns of persons, whatever their heads are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.tables.person_values import are_persons, has_persons, may_be_person


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["张三", "李小四", "王五"], True),
        (["张三", "李小四"], False),  # too few to tell
        (["张三", "-", "李小四", "", "王五"], True),
        (["存款", "贷款", "理财"], False),
        (["杭州", "宁波", "温州"], False),
        (["110101199001011237", "33010619850515002X"], True),
        (["110101********1237"], True),
        (["138****5678", "13912345678"], True),
        (["20250131", "20250228"], False),
        ([], False),
        (["-", "无"], False),
    ],
)
def test_names_and_identity_numbers_are_persons(column: list[str], expected: bool) -> None:
    assert are_persons(column) is expected
    assert has_persons([["1", "2", "3"], column]) is expected


@pytest.mark.parametrize("value", ["张三", "王**", "阿卜杜拉·买买提", "Li Na", "Wong, T.M."])
def test_a_name_may_be_masked_or_latin(value: str) -> None:
    assert may_be_person(value)


@given(st.text(alphabet="0123456789.,%-", max_size=12))
def test_a_figure_is_no_name(value: str) -> None:
    assert not may_be_person(value)
