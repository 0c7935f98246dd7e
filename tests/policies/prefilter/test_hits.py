"""The structs of the prefilter."""

from policies.prefilter.hits import Expression, Trigger


def test_a_latin_word_is_told_from_chinese_ones_and_from_shapes() -> None:
    assert Expression(b"name", Trigger.LABEL, None, "name").is_latin
    assert not Expression("姓名".encode(), Trigger.LABEL, None, "姓名").is_latin
    assert not Expression(rb"[0-9]{7}", Trigger.PLATE).is_latin
