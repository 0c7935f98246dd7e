"""The expressions beside names."""

import pytest

from policies.detectors import name_wording as wording


@pytest.mark.parametrize(
    "name",
    [
        "Zhang San",
        "ZHANG, San",
        "LI XIAO MING",
        "Zhang, San",
        "O'Brien Kate",
        "Jean-Luc Chen",
        "John A. Smith",
    ],
)
def test_names_in_latin_letters(name: str) -> None:
    found = wording.LATIN.match(name)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize("words", ["zhang san", "Zhang", "A B", "see attached"])
def test_other_words_in_latin_letters(words: str) -> None:
    assert wording.LATIN.match(words) is None


def test_a_company_is_told_by_its_end() -> None:
    assert wording.COMPANY.match("东方恒业信息技术有限公司")
    assert not wording.COMPANY.match("张三，某某公司")


def test_a_name_ends_where_the_next_label_begins() -> None:
    cut = wording.ENDS_NAME.search("张三身份证号")
    assert cut is not None
    assert cut.start() == 2
