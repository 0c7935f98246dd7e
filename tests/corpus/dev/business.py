"""Mail of a working day that holds no client data: prose of many slots, in Chinese and in English."""

from random import Random

from tests.corpus.dev.lists import lists
from tests.corpus.dev.template import render, sections
from tests.corpus.sample import Draft

_WORDS = lists("words")
_NUMBERS_OF_BUSINESS = (
    "numbers",
    "codes",
    "phones",
    "places",
    "tables",
    "names",
)  # orders, hot lines, tables of figures


def sentence(draft: Draft, rng: Random, *, chinese: float = 0.6) -> None:
    """Append one sentence; `chinese` is the share of Chinese ones."""
    language = "chinese" if rng.random() < chinese else "english"
    if rng.random() < 0.4:
        render(draft, rng.choice(_WORDS["leads" if language == "chinese" else "english_leads"]), rng)
    render(draft, rng.choice(sections("BUSINESS")[language]), rng)


def paragraph(draft: Draft, rng: Random, count: int, *, chinese: float = 0.6) -> None:
    """Append a paragraph of `count` sentences in one language, now and then mixed."""
    language = 1.0 if rng.random() < chinese else 0.0
    for _ in range(count):
        sentence(draft, rng, chinese=language if rng.random() < 0.93 else 1 - language)
        if language < 0.5:
            draft.add(" ")
    draft.add("\n\n")


def _list(draft: Draft, rng: Random, chinese: float) -> None:
    """Append numbered points, or a line of quoted text."""
    marks = [f"{number}. " for number in range(1, rng.randrange(3, 7))] if rng.random() < 0.7 else ["> "]
    for mark in marks:
        draft.add(mark)
        sentence(draft, rng, chinese=chinese)
        draft.add("\n")
    draft.add("\n")


def mail(draft: Draft, rng: Random, *, chinese: float = 0.6, signed: bool = False) -> None:
    """Append a whole mail, from its subject to its disclaimer; `signed`: with a labelled block of who wrote it."""
    found = sections("BUSINESS")
    if rng.random() < 0.5:
        render(draft, rng.choice(found["subject"]) + "\n\n", rng)
    draft.add(rng.choice(_WORDS["greetings"]) + "\n\n")
    for _ in range(rng.randrange(2, 9)):
        paragraph(draft, rng, rng.randrange(2, 6), chinese=chinese)
        draw = rng.random()
        if draw < 0.3:
            _list(draft, rng, chinese)
        elif draw < 0.42:
            render(draft, rng.choice(sections("LOOK_ALIKE")[rng.choice(_NUMBERS_OF_BUSINESS)]) + "\n\n", rng)
    draft.add(rng.choice(_WORDS["closings"]) + "\n")
    if signed:
        render(draft, rng.choice(found["personal-signature"]) + "\n", rng)
    elif rng.random() < 0.4:
        render(draft, rng.choice(found["signature"]) + "\n", rng)
    if rng.random() < 0.3:
        draft.add(rng.choice(found["disclaimer"]) + "\n")
