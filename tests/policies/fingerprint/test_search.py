"""A document is met in the pieces that readers give: pages, paragraphs, cells."""

import pytest

from policies.finding import PlaceStep
from policies.fingerprint.register import build
from policies.fingerprint.search import DocumentSearch
from tests.policies.fingerprint.test_register import CONTRACTS, REGISTER, prose

MAIL, FILE = (PlaceStep("body", "1"),), (PlaceStep("attachment", "a.docx"),)
TEXT = CONTRACTS["contract 2"]


def test_paragraphs_too_short_in_themselves_are_one_text() -> None:
    search = DocumentSearch(REGISTER)
    for at in range(600, 1200, 40):
        assert REGISTER.look_up(TEXT[at : at + 40]) == ()
        search.take(FILE, TEXT[at : at + 40])
    (found,) = search.matches()
    assert (found.name, found.place) == ("contract 2", FILE)
    assert found.share == pytest.approx(0.2, abs=0.05)
    assert found.letters == pytest.approx(600 * 0.9, rel=0.3)


def test_a_document_longer_than_what_is_looked_at_at_once_is_met_whole() -> None:
    book = prose(300, 150_000)
    search = DocumentSearch(build({"book": book}, b"a key of 32 octets, for this test"))
    for at in range(0, len(book), 1000):
        search.take(FILE, book[at : at + 1000])
    (found,) = search.matches()
    assert found.share > 0.95


def test_each_part_is_told_apart_and_a_part_may_go_on() -> None:
    search = DocumentSearch(REGISTER)
    search.take(FILE, TEXT[:400])
    search.take(MAIL, CONTRACTS["contract 3"][:900])
    search.take(FILE, TEXT[400:800])
    found = {(match.name, match.place): match.share for match in search.matches()}
    assert set(found) == {("contract 2", FILE), ("contract 3", MAIL)}
    assert found["contract 2", FILE] > 0.2


def test_pieces_of_different_parts_do_not_add_up() -> None:
    search = DocumentSearch(REGISTER)
    for number in range(10):
        search.take((PlaceStep("attachment", str(number)),), TEXT[60 * number : 60 * number + 60])
    assert search.matches() == ()


def test_an_empty_register_looks_at_nothing() -> None:
    search = DocumentSearch(build({}, b"a key of 32 octets, for this test"))
    search.take(MAIL, TEXT)
    assert search.matches() == ()
