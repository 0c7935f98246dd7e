"""The gate may open too often, never too rarely; without Vectorscan it is always open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import term_gate
from policies.house_terms import HouseTerm
from policies.term_gate import Gate
from policies.terms import Terms

WORDS = ("凤凰计划", "project phoenix", "aml")


@pytest.mark.parametrize(
    ("text", "opens_for"),
    [
        ("凤\r\n凰 计\u3000划", {0}),
        ("PROJECT\u2028PhoeniX", {1}),
        ("camlet", {2}),  # too often: the search itself looks at what stands beside it
        ("会议", set()),
        ("\ud800凤凰计划", {0}),
        ("HT123456", {3}),
        ("", set()),
    ],
)
def test_for_whom_it_opens(text: str, opens_for: set[int]) -> None:
    gate = Gate([*((word,) for word in WORDS), ()], [None, None, None, "HT-?[0-9]{6}"])
    assert gate.opens_for(text) == opens_for


def test_what_vectorscan_does_not_take_is_always_looked_for() -> None:
    assert Gate([(), ()], ["(?a:nda)", "nda"]).opens_for("") == {0}


@pytest.fixture
def without_vectorscan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_gate, "hyperscan", None)


TERMS = [
    *(HouseTerm(word, (word,)) for word in ("凤凰计划", "Project Phoenix", "AML", "-凤-凰")),
    HouseTerm("numbers", (), "[a-z]{1,3}-?[0-9]{2,4}"),
]
PIECES = st.sampled_from(
    [
        "凤",
        "凰",
        "凰计",
        "计划",
        "project",
        "PHOENIX",
        "Aml",
        "ｐ",
        " ",
        "\n",
        "\u3000",
        "-",
        "7",
        "12",
        "\u200b",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(texts=st.lists(TEXTS, max_size=20))
@pytest.mark.usefixtures("without_vectorscan")
def test_with_and_without_vectorscan_the_same_terms_are_found(texts: list[str]) -> None:
    plain = Terms(TERMS)
    for text in texts:
        assert list(GATED.found_in(text)) == list(plain.found_in(text))


GATED = Terms(TERMS)
