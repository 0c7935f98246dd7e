"""Pieces of a long text: together they are the text, and what is found in them is what is found in the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import paragraphs
from policies.detection import detect
from policies.paragraphs import pieces
from tests.corpus.dev.corpus import mixed_text


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "PIECE", 20)
    monkeypatch.setattr(paragraphs, "_SEARCHED", 10)


def shown(text: str) -> list[str]:
    return [text[start:end] for start, end in pieces(text)]


@given(
    st.lists(st.sampled_from(["。\n\n", ".\r\n\r\n", "<td>", "</td>", "<tr>", "字" * 9, "\n"])).map("".join)
)
def test_together_they_are_the_text(text: str) -> None:
    assert "".join(shown(text)) == text


def test_a_piece_ends_behind_a_sentence_and_a_blank_line() -> None:
    sentence = "一" * 24 + "。\n\n"
    assert shown(sentence * 2 + "二") == [sentence, sentence, "二"]


def test_a_text_without_such_a_place_is_one_piece() -> None:
    assert len(shown("账号：\n\n622202\n" * 50)) == 1


def test_a_cell_is_not_cut() -> None:
    cell = "<tr><td>" + "一" * 24 + "。\n\n" + "二" * 24 + "。\n\n</td></tr>" + "三" * 10 + "。\n\n"
    assert shown(cell + "四") == [cell, "四"]


def test_findings_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = mixed_text(200_000)
    monkeypatch.setattr(paragraphs, "PIECE", 1 << 12)
    monkeypatch.setattr(paragraphs, "_SEARCHED", 1 << 12)
    in_pieces, number = detect(text), len(shown(text))
    monkeypatch.setattr(paragraphs, "PIECE", len(text))
    assert number > 10
    assert in_pieces == detect(text)
