"""Family names and the words that are none."""

from policies.detectors.surnames import AMBIGUOUS, COMPOUND, NO_NAMES, SINGLE


def test_the_commonest_families_are_known() -> None:
    assert (
        set("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕")
        <= SINGLE
    )


def test_compound_names_have_two_characters_and_no_word_is_one() -> None:
    assert {len(name) for name in COMPOUND} == {2}
    assert not COMPOUND & NO_NAMES


def test_ambiguous_names_are_names() -> None:
    assert set("和于时从") <= AMBIGUOUS & SINGLE
