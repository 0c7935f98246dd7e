"""Family names and the words that are none."""

from policies.detectors.surnames import (
    AMBIGUOUS,
    COMPOUND,
    GIVEN,
    IN_LATIN,
    NO_BEGINNINGS,
    NO_NAMES,
    SINGLE,
    is_of_given,
)


def test_the_commonest_families_are_known() -> None:
    assert (
        set("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕")
        <= SINGLE
    )


def test_compound_names_have_two_characters_and_no_word_is_one() -> None:
    assert {len(name) for name in COMPOUND} == {2}
    assert not COMPOUND & NO_NAMES


def test_given_names_are_not_made_of_the_ends_of_business_words() -> None:
    assert set("伟芳娜敏静") <= GIVEN
    assert GIVEN.isdisjoint("司行部室号码户权融险")


def test_words_are_known_by_their_family_name_and_what_follows() -> None:
    assert all(len(word) == 2 and word[0] in SINGLE for word in NO_BEGINNINGS)


def test_family_names_in_latin_letters_are_capitals() -> None:
    assert all(name.isascii() and name.isupper() for name in IN_LATIN)


def test_ambiguous_names_are_names() -> None:
    assert set("和于时从") <= AMBIGUOUS & SINGLE


def test_given_characters_stand_behind_a_family_name_of_one_or_two() -> None:
    assert is_of_given("邵雪飞")
    assert is_of_given("欧阳文静")
    assert not is_of_given("康复")
