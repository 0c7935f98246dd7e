"""What stands around a hint at a password."""

import pytest

from policies.detectors.disclosure import hint_wording as wording


def test_a_rule_about_passwords_is_no_hint() -> None:
    assert wording.FORBIDDEN.search("密码不得使用")
    assert not wording.FORBIDDEN.search("附件的")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("附件用老", "老"),
        ("还是上次的", "上次的"),
        ("平时", "平时"),
        ("it is THE USUAL ", "THE USUAL "),
        ("same ", "same "),
        ("you know the ", "you know the "),
        ("请用", None),
        ("here is the ", None),
    ],
)
def test_words_before_that_say_it_is_the_usual_one(before: str, words: str | None) -> None:
    found = wording.usual_before(before + "password", len(before))
    assert (found and found[0]) == words
