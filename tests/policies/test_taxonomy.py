"""Every type has its category and its grade."""

import pytest

from policies.finding import Category, Grade
from policies.taxonomy import ENTITY_TYPES, category_of, grade_of


def test_every_type_is_classified_and_every_category_has_a_type() -> None:
    assert {category_of(kind) for kind in ENTITY_TYPES} == set(Category)
    assert {grade_of(kind) for kind in ENTITY_TYPES} == set(Grade) - {Grade.RESTRICTED}  # that is a client's
    assert len(ENTITY_TYPES) == 30


@pytest.mark.parametrize(
    ("kind", "category", "grade"),
    [
        ("RESIDENT_ID", Category.IDENTITY, Grade.SENSITIVE),
        ("BANK_CARD", Category.PROPERTY, Grade.SENSITIVE),
        ("CREDIT_REPORT", Category.CREDIT, Grade.SENSITIVE),
        ("MOBILE", Category.IDENTITY, Grade.GENERAL),
        ("NAME", Category.IDENTITY, Grade.GENERAL),
        ("PASSWORD", Category.OTHER, Grade.SENSITIVE),
    ],
)
def test_classes(kind: str, category: Category, grade: Grade) -> None:
    assert (category_of(kind), grade_of(kind)) == (category, grade)


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="SHOE_SIZE"):
        category_of("SHOE_SIZE")
