"""Sentences with gaps, said in other words."""

from runtime.known_sentences import KnownSentences

GERMAN = {
    "no %(name)s": "kein %(name)s",
    "no rule %(name)s": "keine Regel %(name)s",
    "write %(what)s": "schreibe %(what)s",
    "true or false": "wahr oder falsch",
}
KNOWN = KnownSentences(GERMAN)


def said(sentence: str) -> str:
    return KNOWN.translated(sentence, GERMAN.__getitem__)


def test_the_text_with_most_words_of_its_own_is_the_one_that_was_said() -> None:
    assert said("no rule 'seal'") == "keine Regel 'seal'"
    assert said("no mail") == "kein mail"


def test_a_gap_for_words_is_said_in_other_words_too() -> None:
    assert said("write true or false") == "schreibe wahr oder falsch"


def test_a_gap_may_hold_line_ends_and_signs_of_formats() -> None:
    assert said("no 100%(x)s\nrest") == "kein 100%(x)s\nrest"


def test_a_sentence_that_is_not_known_is_shown_as_it_was_said() -> None:
    assert said("something quite new") == "something quite new"
