"""The word lists name topics that exist, and no word is in two lists of the same strength."""

import pytest

from policies.tables import topic_words
from policies.vocabulary import Topic

LISTS = [
    (topic_words.PERSONAL, None),
    (topic_words.USUAL, None),
    (topic_words.WITH_PERSONS, None),
    (topic_words.ENGLISH_PERSONAL, "|"),
    (topic_words.ENGLISH_USUAL, "|"),
    (topic_words.ENGLISH_WITH_PERSONS, "|"),
]


@pytest.mark.parametrize(("listed", "separator"), LISTS)
def test_every_key_is_a_topic_and_every_word_has_one(listed: dict[str, str], separator: str | None) -> None:
    words = [word for text in listed.values() for word in text.split(separator)]
    assert {Topic[name] for name in listed}
    assert sorted(words) == sorted(set(words))
