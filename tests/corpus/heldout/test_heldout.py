"""The held-out texts are what they claim: labels at their values, check digits right, nothing true left unlabelled."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

from tests.corpus import check_digits
from tests.corpus.heldout.accounts import has_check_digit
from tests.corpus.heldout.corpus import TYPES, clean_mails, mixed_samples, mixed_text, samples
from tests.corpus.heldout.ways import WAYS
from tests.corpus.sample import Sample

NUMERALS = str.maketrans("〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖", "00123456789122334566789")
SEPARATORS = re.compile(r"=\r?\n|[\s\u200b\u200c\u200d\ufeff\u2060\u00ad\u2010\u2013.·•-]")
CHECKS: dict[str, Callable[[str], bool]] = {
    "RESIDENT_ID": lambda number: number[17] == check_digits.mod_11_2(number[:17]),
    "BANK_CARD": lambda number: number[-1] == check_digits.luhn(number[:-1]),
    "BANK_ACCOUNT": lambda number: number.isdigit() and not has_check_digit(number),
    "CNAPS": lambda number: number[11] == check_digits.mod_11_10(number[:11]),
    "USCI": lambda code: code[17] == check_digits.mod_31_3(code[:17]),
    "VIN": lambda code: code[8] == check_digits.vin(code),
    "FPR_CARD": lambda code: code[0].isalpha() or code[17] == check_digits.mod_11_2(code[:17]),
}
NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{11,19}(?![0-9A-Za-z])")
SANDBOX_CARDS = {"5555555555554444"}  # known to every payment developer, and nobody's
SHAPES = {
    "RESIDENT_ID": r"\d{17}[\dX]",
    "RESIDENT_ID_15": r"\d{15}",
    "FPR_CARD": r"9\d{17}|[A-Z]{3}\d{12}",
    "HKM_PERMIT": r"[HM]\d{8}(\d\d)?",
    "TW_PERMIT": r"\d{8}|\d{10}[A-Z]",
    "PASSPORT": r"[EG]\d{8}|(E[A-Z]|PE|SE)\d{7}",
    "USCI": r"[0-9A-Z]{18}",
    "BANK_CARD": r"[456]\d{15,18}",
    "CNAPS": r"\d{12}",
    "MOBILE": r"(\+86|0086|\((\+86|0086)\))?1[3-9]\d{9}",
    "LANDLINE": r"(\+|00)?\(?\d{2,6}\)?\d{7,14}|(\d{11,12})(转|ext)\d{3,4}|\d{12,16}",
    "VIN": r"[0-9A-HJ-NPR-Z]{17}",
    "SECURITIES_ACCOUNT": r"A\d{9}|0\d{9}",
    "PLATE": r"[一-龥][A-H][0-9A-Z]{5,6}",
}


@pytest.fixture(scope="module")
def texts() -> list[Sample]:
    return list(samples())


def bare(written: str) -> str:
    """Return a value without all that people put between its characters."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", written).translate(NUMERALS)).upper()


def han(text: str) -> float:
    """Return the share of octets that belong to Chinese characters."""
    return 3 * len(re.findall("[一-鿿]", text)) / len(text.encode())


def test_the_same_seed_gives_the_same_texts_and_another_seed_others() -> None:
    assert list(samples(7, 200)) == list(samples(7, 200))
    assert mixed_text(50_000, 7) == mixed_text(50_000, 7)
    assert not {s.text for s in samples(7, 200)} & {s.text for s in samples(8, 200) if s.labels}


def test_labels_follow_each_other_and_have_no_blank_rim(texts: list[Sample]) -> None:
    for sample in texts:
        ends = 0
        for label in sample.labels:
            written = sample.text[label.start : label.end]
            assert ends <= label.start < label.end <= len(sample.text), sample.name
            assert written == written.strip(" \t\r\n,;|。，；"), sample.name
            ends = label.end


@pytest.mark.parametrize("kind", [*SHAPES, "BANK_ACCOUNT"])
def test_a_label_points_at_a_value_of_its_type(kind: str, texts: list[Sample]) -> None:
    found = [
        bare(sample.text[label.start : label.end])
        for sample in texts
        for label in sample.labels
        if label.type == kind
    ]
    wrong = [value for value in found if not re.fullmatch(SHAPES.get(kind, ".*"), value, re.IGNORECASE)]
    assert wrong == []
    assert [value for value in found if not CHECKS.get(kind, bool)(value)] == []


def test_each_type_is_there_often_enough_and_in_each_way(texts: list[Sample]) -> None:
    counts = Counter(label.type for sample in texts for label in sample.labels)
    assert set(counts) == set(TYPES)
    assert min(counts.values()) >= 60
    ways = {(label.type, label.way) for sample in samples(2, 5000) for label in sample.labels}
    assert {(kind, way) for kind, writers in WAYS.items() for way in writers} - ways == set()


def test_look_alikes_and_business_mail_hold_no_number_that_passes_a_check(texts: list[Sample]) -> None:
    others = [sample for sample in texts if sample.kind != "values"]
    assert all(not sample.labels for sample in others)
    for sample in others:
        for number in set(NUMBER.findall(sample.text)) - SANDBOX_CARDS:
            assert not re.fullmatch(r"1[3-9]\d{9}", number), sample.text
            assert len(number) in {11, 13} or not has_check_digit(number), sample.text
        assert not re.search(r"[\w.]+@(?!2x)\w+\.\w+", sample.text)


def test_a_third_of_the_octets_is_chinese(texts: list[Sample]) -> None:
    assert 0.3 <= han("".join(sample.text for sample in texts)) <= 0.4
    assert 0.3 <= han(mixed_text(300_000, 5)) <= 0.4


def test_clean_mails_are_all_different_and_hold_no_client_data() -> None:
    mails = list(clean_mails(500))
    assert len({mail.text for mail in mails}) == 500
    assert all(not mail.labels and mail.kind == "business" for mail in mails)


def test_the_long_text_is_dense_enough_and_hardly_repeats_itself() -> None:
    mails = list(mixed_samples(1_000_000, 3))
    lines = [line for mail in mails for line in mail.text.splitlines() if len(line) > 40]
    assert sum(len(mail.labels) for mail in mails) >= 300
    assert len(mails) >= 300  # each second ends with two or three look-alikes
    assert len(set(lines)) > 0.9 * len(lines)
