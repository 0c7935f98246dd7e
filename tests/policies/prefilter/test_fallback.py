"""The search by `re`."""

from policies.prefilter.fallback import FallbackMatcher
from policies.prefilter.hits import NUMBER_BITS, Expression, Trigger

WORDS = (
    Expression(b"phone", Trigger.LABEL, None, "phone"),
    Expression(b"phone number", Trigger.LABEL, None, "phone number"),
    Expression(rb"[A-Z]{2}[0-9][^0-9]", Trigger.PLATE, behind=1),
)


def found(octets: bytes) -> list[tuple[int, int]]:
    matches = FallbackMatcher(WORDS).find(octets)
    return sorted((match >> NUMBER_BITS, match & ((1 << NUMBER_BITS) - 1)) for match in matches)


def test_words_in_any_case() -> None:
    assert found(b"PHONE, phone1\n") == [(5, 0), (12, 0)]


def test_a_shorter_word_is_found_within_a_longer() -> None:
    assert found(b"phone number\n") == [(5, 0), (12, 1)]


def test_a_shape_ends_before_what_stands_behind_it() -> None:
    assert found(b"AB1 ab1 ABC12\n") == [(3, 2)]
