"""The pairs of traditional and simplified characters."""

from policies.traditional import SIMPLIFIED_OF


def test_each_pair_is_two_chinese_characters_and_leads_to_its_end() -> None:
    for traditional, simplified in SIMPLIFIED_OF.items():
        assert "\u4e00" <= traditional <= "\u9fff"
        assert "\u4e00" <= simplified <= "\u9fff"
        assert simplified not in SIMPLIFIED_OF


def test_the_words_of_labels_are_among_them() -> None:
    assert "".join(map(SIMPLIFIED_OF.get, "賬號電話護證詢")) == "账号电话护证询"
