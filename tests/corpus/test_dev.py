"""The development split: the same every time, labelled where the values stand, valid, mixed as promised."""

import re
from collections import Counter
from html import unescape
from random import Random

import pytest

from policies.taxonomy import ENTITY_TYPES
from tests.corpus import check_digits
from tests.corpus.dev.compose import add_value
from tests.corpus.dev.corpus import mixed, mixed_text, samples
from tests.corpus.dev.template import sections
from tests.corpus.dev.values import TABLE_CELLS, TYPES, VALUES
from tests.corpus.dev.writing import WAYS, WAYS_OF
from tests.corpus.sample import Draft, Sample

OF_PICTURES = {"ID_CARD_IMAGE", "BANK_CARD_IMAGE"}


@pytest.fixture(scope="module")
def some() -> list[Sample]:
    return list(samples(seed=3, count=1800))


def test_the_same_seed_gives_the_same_texts(some: list[Sample]) -> None:
    assert list(samples(seed=3, count=50)) == some[:50]
    assert list(samples(seed=4, count=50)) != some[:50]


def test_every_type_of_text_has_values(some: list[Sample]) -> None:
    counts = Counter(label.type for sample in some for label in sample.labels)
    assert set(counts) == set(ENTITY_TYPES) - OF_PICTURES == set(TYPES)
    assert min(counts.values()) >= 15


def test_labels_are_in_order_and_apart(some: list[Sample]) -> None:
    for sample in some:
        end = 0
        for label in sample.labels:
            assert end <= label.start < label.end <= len(sample.text)
            end = label.end


def test_only_texts_with_values_are_labelled(some: list[Sample]) -> None:
    assert {sample.kind for sample in some} == {"values", "look-alikes", "business"}
    assert all((sample.kind == "values") == bool(sample.labels) for sample in some)


def test_a_label_holds_the_value_and_nothing_beside_it(some: list[Sample]) -> None:
    for sample in some:
        for label in sample.labels:
            written = sample.text[label.start : label.end]
            assert written == written.strip("：:，。 \n"), sample.text


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("RESIDENT_ID", lambda value: check_digits.mod_11_2(value[:17]) == value[17]),
        ("BANK_CARD", lambda value: check_digits.luhn(value[:-1]) == value[-1] and 16 <= len(value) <= 19),
        ("USCI", lambda value: check_digits.mod_31_3(value[:17]) == value[17] and len(value) == 18),
        ("CNAPS", lambda value: check_digits.mod_11_10(value[:11]) == value[11] and len(value) == 12),
        ("VIN", lambda value: check_digits.vin(value) == value[8] and len(value) == 17),
        ("BANK_ACCOUNT", lambda value: check_digits.luhn(value[:-1]) != value[-1]),
        ("FPR_CARD", lambda value: value[0] != "9" or check_digits.mod_11_2(value[:17]) == value[17]),
    ],
)
def test_true_values_keep_to_their_standard(kind: str, check) -> None:
    rng = Random(1)
    assert all(check(VALUES[kind](rng)) for _ in range(200))


@pytest.mark.parametrize("kind", sorted(WAYS_OF))
def test_a_way_of_writing_loses_nothing(kind: str) -> None:
    """Folded by the standard library and without separators, every form is the value again."""
    numerals = str.maketrans(
        "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
        "00123456789123456789" + "0123456789" * 2,
    )
    for way in (
        {*WAYS_OF[kind]} - {"prefixed"}
        if kind in VALUES and kind not in {"PASSWORD", "EMAIL", "ADDRESS"}
        else ()
    ):
        rng = Random(way)
        for _ in range(8):
            value = VALUES[kind](rng)
            written = unescape(WAYS[way](value, kind, rng)).translate(
                {code + 0xFEE0: code for code in range(33, 127)}
            )
            if kind != "NAME":
                written = written.translate(numerals)
            bare = re.sub(r"[^\w]|_", "", written).upper()
            assert bare == re.sub(r"[^\w]|_", "", value).upper(), (way, value, written)


@pytest.mark.parametrize(
    "kind", ["MOBILE", "RESIDENT_ID", "BANK_CARD", "NAME", "ADDRESS", "PASSWORD", "PASSWORD_HINT", "EMAIL"]
)
def test_major_types_stand_in_many_templates(kind: str) -> None:
    own = sum(map(len, sections(kind).values()))
    common = 0 if kind in {"PASSWORD", "PASSWORD_HINT"} else sum(map(len, sections("ANY").values()))
    assert own + common >= 25


def test_every_type_can_be_composed() -> None:
    for kind in TYPES:
        for seed in range(30):
            draft = Draft()
            add_value(draft, kind, Random(seed))
            assert kind in {label.type for label in draft.labels} or kind in TABLE_CELLS


def test_mixed_text_has_the_promised_share_of_chinese_and_of_values() -> None:
    text = mixed_text(300_000, seed=2)
    octets = len(text.encode())
    assert 299_990 <= octets <= 300_000
    assert 0.30 <= 3 * len(re.findall("[\u4e00-\u9fff]", text)) / octets <= 0.40
    paragraphs = text.split("\n\n")
    assert len(set(paragraphs)) > 0.9 * len(paragraphs)
    pieces = list(mixed(300_000, seed=2))
    assert len(pieces) >= 90  # look-alikes: one in each piece
    assert sum(len(piece.labels) for piece in pieces) >= 90
