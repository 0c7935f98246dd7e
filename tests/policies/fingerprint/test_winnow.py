"""Winnowing keeps its guarantee, and fingerprints hold nothing that is filled into a form."""

from itertools import groupby
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.fingerprint import winnow
from policies.fingerprint.winnow import GRAM, WINDOW, Winnower, letters
from policies.normalize import fold

WINNOWER = Winnower(b"a key of 32 octets, for this test")
WORDS = st.text(st.sampled_from("甲乙丙丁合同贷款abcd"), max_size=200)
DIGITS = st.text(st.sampled_from("0123456789０９壹贰叁万亿一二三 -./,"), max_size=20)


def prose(seed: int, size: int) -> str:
    rng = Random(seed)
    return "".join(chr(rng.randrange(0x7800, 0x8000)) for _ in range(size))  # no numerals are there


def plainly_winnowed(text: str) -> list[int]:
    """The paper's algorithm, letter by letter: the rightmost smallest hash of each window, each place once."""
    kept = letters(text)
    hashes = [int(winnow._gram_hashes(kept[at : at + GRAM])[0]) for at in range(len(kept) - GRAM + 1)]
    order = [(each * int(winnow._SPREAD) % 2**64) >> 20 for each in hashes]
    places = [
        min(range(at, at + WINDOW), key=lambda place: (order[place], -place))
        for at in range(len(hashes) - WINDOW + 1)
    ]
    return [hashes[place] for place in dict.fromkeys(places)]


@given(st.one_of(WORDS, st.text(max_size=120), st.text("ab", max_size=120)), st.integers(1, 200))
def test_it_chooses_what_the_paper_says_wherever_the_chunks_end(text: str, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(winnow, "_CHUNK", chunk)
        chosen = winnow.grams(text).tolist()
    assert chosen == [each for each, _ in groupby(plainly_winnowed(text))]


@given(WORDS, WORDS, st.integers(0, 10_000))
def test_a_shared_piece_of_gram_and_window_gives_a_common_fingerprint(
    before: str, after: str, seed: int
) -> None:
    piece = prose(seed, GRAM + WINDOW - 1)
    ours = WINNOWER.fingerprints(before + piece + after)
    assert np.isin(WINNOWER.fingerprints(after + piece + before), ours).any()


def test_less_than_a_window_gives_none_and_a_run_of_one_letter_gives_one() -> None:
    assert WINNOWER.fingerprints("甲" * (GRAM + WINDOW - 2)).size == 0
    assert WINNOWER.fingerprints("").size == 0
    assert WINNOWER.fingerprints("甲" * 200_000).size == 1


@given(st.lists(st.tuples(DIGITS, DIGITS), min_size=1, max_size=8))
def test_no_number_gets_into_a_fingerprint(numbers: list[tuple[str, str]]) -> None:
    form = [prose(at, 40) for at in range(len(numbers))]
    ours = "".join(part + number for part, (number, _) in zip(form, numbers, strict=True))
    theirs = "".join(part + number for part, (_, number) in zip(form, numbers, strict=True))
    assert WINNOWER.fingerprints(ours).tolist() == WINNOWER.fingerprints(theirs).tolist()


@given(st.text(st.characters(), max_size=300))
def test_the_way_of_writing_does_not_matter(text: str) -> None:
    assert letters(text).tolist() == letters(fold(text).text).tolist()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("第三条 ＡＢＣ-def，（甲方）", "第条abcdef甲方"),
        ("借\u200b款\ufeff合 同\U000e0100", "借款合同"),
        ("𠮷𝐀①²Ⅷ½", "𠮷a"),
        ("\ud800甲\udfff", "甲"),
    ],
)
def test_what_counts_as_a_letter(text: str, kept: str) -> None:
    assert "".join(map(chr, letters(text))) == kept


def test_another_key_gives_other_fingerprints() -> None:
    ours, theirs = (Winnower(key * 32).fingerprints(prose(1, 5000)) for key in (b"a", b"b"))
    assert len(ours) == len(theirs) > 400
    assert not np.isin(ours, theirs).any()


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key of 4 octets is too short; use 16"):
        Winnower(b"1234")
