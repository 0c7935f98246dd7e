"""House terms, however they are written."""

import doctest

import pytest

from policies import terms
from policies.house_terms import HouseTerm
from policies.terms import Terms

PROJECTS = HouseTerm("p/projects", ("凤凰计划", "Project Phoenix", "AML"))
CONTRACTS = HouseTerm("p/contracts", (), "HT-?[0-9]{6}")


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(terms).failed == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("凤凰计划启动会", 1),
        ("凤 凰\r\n  计划", 1),
        ("凤\u200b凰计划", 1),
        ("凤凰的计划", 0),
        ("PROJECT　ｐｈｏｅｎｉｘ", 1),
        ("project\nphoenix, Project  Phoenix", 2),
        ("projectphoenix", 0),
        ("AML检查，aml-check", 2),  # a Chinese character is no part of a Latin word
        ("camlet aml_x yaml", 0),
        ("", 0),
    ],
)
def test_words(text: str, found: int) -> None:
    assert list(Terms([PROJECTS]).found_in(text)) == [("p/projects", found)] * bool(found)


def test_expressions_read_the_text_without_case_and_width() -> None:
    compiled = Terms([PROJECTS, CONTRACTS])
    assert list(compiled.found_in("合同ＨＴ－１２３４５６与ht654321，HT\n123456")) == [("p/contracts", 2)]


def test_without_terms_a_text_is_not_even_read() -> None:
    assert list(Terms([]).found_in("凤凰计划")) == []
