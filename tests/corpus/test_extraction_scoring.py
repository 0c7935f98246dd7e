"""How the extraction bench counts: intact files, silent misses, damage that nobody could see."""

import importlib
from pathlib import Path
from random import Random

import pytest

from inspection.analysis import value_hash
from policies.finding import Finding
from policies.inspected import Inspection, InspectionVerdict
from policies.taxonomy import category_of, grade_of
from tests.inspection.samples import ID, OTHER_ID, archive, word

BENCHMARKS = str(Path(__file__).parents[1] / "benchmarks")
INSPECTED, UNINSPECTABLE = InspectionVerdict.INSPECTED, InspectionVerdict.UNINSPECTABLE


@pytest.fixture
def quality(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("_extraction_quality")


@pytest.fixture
def damage(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("_extraction_damage")


def _answer(quality, verdict: InspectionVerdict, *numbers: str) -> Inspection:
    kind = "RESIDENT_ID"
    findings = tuple(
        Finding(kind, category_of(kind), grade_of(kind), 1.0, "*", value_hash(quality.KEY, kind, number), ())
        for number in numbers
    )
    return Inspection(verdict, "", "docx", 1, 0.0, findings)


def test_an_intact_file_counts_only_if_it_was_inspected_and_every_number_found(quality) -> None:
    score = quality.Score()
    score.take("a", {"body": ID, "header": OTHER_ID}, _answer(quality, INSPECTED, ID, OTHER_ID))
    score.take("b", {"body": ID, "header": OTHER_ID}, _answer(quality, UNINSPECTABLE, ID))
    assert (score.recall, score.whole, score.lost) == (0.75, 0.5, {"header": 1})
    assert [fault.split("\t")[0] for fault in score.faults] == ["verdict", "miss"]


def test_a_damaged_file_is_a_silent_miss_only_if_nothing_was_said(quality) -> None:
    assert quality.is_silent(_answer(quality, INSPECTED, OTHER_ID), ID)
    assert quality.is_silent(_answer(quality, InspectionVerdict.EMPTY_VERIFIED), ID)
    assert not quality.is_silent(_answer(quality, UNINSPECTABLE), ID)
    assert not quality.is_silent(_answer(quality, INSPECTED, ID), ID)


def test_a_real_file_is_inspected_as_a_worker_does(quality) -> None:
    assert quality.holds(quality.inspected(word(), "a.docx"), ID)


def test_a_flip_never_falls_on_a_number_that_stands_as_it_is(damage) -> None:
    content = archive({"a.txt": ID.encode()}, method=0)
    copies = list(damage.damaged(content, ID, Random(1), plain=False, times=50))
    assert all(ID.encode() in copy for way, _, copy in copies if way in {"flipped bit", "wrong length"})
    assert {way.split()[0] for way, _, _ in copies} == {"wrong", "wrapped", "flipped", "lost", "zeroed"}


def test_a_plain_text_is_only_renamed_and_wrapped(damage) -> None:
    ways = {way.split()[0] for way, _, _ in damage.damaged(ID.encode(), ID, Random(1), plain=True, times=5)}
    assert ways == {"wrong", "wrapped"}


def test_the_page_shows_recall_by_format_and_the_places_that_lose(monkeypatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    report = importlib.import_module("_extraction_report")
    common = {"unit": "share", "yardstick": None, "yardstick_value": None, "aim": 0.99, "holds": False}
    rows = [
        common | {"case": "recall doc by x", "value": 0.5, "count": 4, "lost": {"footer": 2}},
        common | {"case": "inspected doc by x", "value": 1.0, "count": 4},
        common | {"case": "card picture", "value": 0.8, "unit": "s"},
    ]
    text = report.tables(rows, "./dev bench extraction")
    assert "| doc by x | 4 | 0.5 | 1.0 | footer (2) |" in text
    assert "| card picture | 0.8 | s |" in text
