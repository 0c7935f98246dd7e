"""Words that mean something else beside such columns."""

import pytest

from policies.tables.header import read_header
from policies.tables.row_contexts import are_days_of_sums, contexts, forms
from policies.vocabulary import Topic


def meanings(row: str, *, title: str = "", persons: bool = True) -> dict[str, Topic]:
    """What each word of a row becomes by its context."""
    cells = row.split()
    found: dict[str, Topic] = {}
    for words_of, topic in contexts(cells, [read_header(cell)[0] for cell in cells], title, persons=persons):
        found |= {cell: topic for cell in cells if not words_of.isdisjoint(forms(cell))}
    return found


@pytest.mark.parametrize(
    ("row", "persons", "topics"),
    [
        ("日期 账号 借方 贷方 余额", False, {"余额": Topic.TRANSACTION}),
        ("付款方 收款方 金额", True, {"金额": Topic.TRANSACTION}),
        ("付款方 收款方 金额", False, {}),
        ("姓名 子女教育 赡养老人", True, {"子女教育": Topic.TAX, "赡养老人": Topic.TAX}),
        ("姓名 职务", True, {}),
    ],
)
def test_a_row_gives_its_words_their_meaning(row: str, *, persons: bool, topics: dict[str, Topic]) -> None:
    found = meanings(row, persons=persons)
    assert {cell: found.get(cell) for cell in topics} == topics
    assert topics or not found


def test_days_and_sums_alone_are_those_of_a_market() -> None:
    assert are_days_of_sums(["日期", "成交金额", "融资余额"])
    assert not are_days_of_sums(["日期", "客户", "成交金额"])
    assert not are_days_of_sums(["成交金额", "融资余额"])


def test_a_head_in_two_languages_has_both_forms() -> None:
    assert forms("金额 Amount") >= {"金额", "amount"}
