"""Control words: no word has two meanings."""

from inspection.readers.rtf import rtf_words


def test_no_word_opens_two_destinations() -> None:
    tables = (rtf_words.DATA, rtf_words.TEXTS, rtf_words.OTHERS, rtf_words.SYMBOLS)
    words = [word for table in tables for word in table] + list(rtf_words.INLINE)
    assert len(words) == len(set(words))
