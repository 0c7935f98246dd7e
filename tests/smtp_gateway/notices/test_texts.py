import pytest

from smtp_gateway.notices.texts import NoticeText, texts


def placeholders(text: NoticeText) -> set[str]:
    return {word for step in text.steps for word in ("{until}", "{url}") if word in step}


@pytest.mark.parametrize("name", ["refusal", "escrow", "held"])
def test_both_languages_say_the_same_things(name: str) -> None:
    zh, en = (getattr(texts(language), name) for language in ("zh", "en"))
    assert len(zh.steps) == len(en.steps) >= 2
    assert placeholders(zh) == placeholders(en)
    assert bool(zh.why) == bool(en.why)
    assert bool(zh.link) == bool(en.link)


def test_each_language_is_its_own() -> None:
    assert all(char >= "\u4e00" for char in texts("zh").sections[0])
    assert texts("en").foot.isascii()
