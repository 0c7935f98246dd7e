"""The development split: what detectors are tuned against. The test split is written apart from it."""

from collections.abc import Iterator
from random import Random

from tests.corpus.dev import business
from tests.corpus.dev.compose import add_single, add_value, look_alike
from tests.corpus.dev.template import render
from tests.corpus.dev.values import TABLE_CELLS, TYPES
from tests.corpus.sample import Draft, Sample

CHINESE_SHARE = 0.35  # of the octets; the corpus must stay between 0.30 and 0.40
_PROSE_OCTETS = 2_400  # between one value and the next: more than 300 values in a megabyte
_TABLE_EVERY = 20  # a table holds many values at once


def samples(seed: int = 1, count: int = 2000) -> Iterator[Sample]:
    """Yield the same texts for the same seed: of nine, five with values, two with look-alikes, two business mails."""
    rng = Random(seed)
    for index in range(count):
        turn = index % 9
        if turn < 5:
            yield _with_value(rng, index)
        elif turn < 7:
            yield _look_alike(rng, index)
        else:
            draft = Draft()
            business.mail(draft, rng, chinese=rng.choice((0.0, 0.7, 0.7, 1.0)))
            yield draft.sample(f"dev-business-{index}", "business")


def _with_value(rng: Random, index: int) -> Sample:
    draft = Draft()
    kind = TYPES[rng.randrange(len(TYPES))]
    if rng.random() < 0.04:
        business.mail(draft, rng, signed=True)
        return draft.sample(f"dev-signature-{index}")
    if rng.random() < 0.3:
        business.paragraph(draft, rng, rng.randrange(1, 4))
    add_value(draft, kind, rng)
    if rng.random() < 0.3:
        draft.add("\n\n")
        business.paragraph(draft, rng, rng.randrange(1, 4))
    return draft.sample(f"dev-{kind}-{index}")


def _look_alike(rng: Random, index: int) -> Sample:
    draft = Draft()
    for _ in range(rng.randrange(1, 4)):
        if rng.random() < 0.4:
            business.paragraph(draft, rng, rng.randrange(1, 3))
        render(draft, look_alike(rng), rng)
        draft.add("\n")
    return draft.sample(f"dev-look-alikes-{index}", "look-alikes")


def mixed_text(octets: int, seed: int = 1) -> str:
    """Return a text of so many octets of UTF-8, or a few less; the same for the same seed."""
    text = "".join("".join(draft.parts) for draft in mixed(octets, seed))
    return text.encode()[:octets].decode(errors="ignore")


def mixed(octets: int, seed: int = 1) -> Iterator[Draft]:
    """Yield the pieces of a mixed text: prose, a true value or a table of them, a look-alike."""
    rng = Random(seed)
    simple = [kind for kind in TYPES if kind not in TABLE_CELLS]
    total, chinese, count = 0, 0, 0
    while total < octets:
        draft = Draft()
        count += 1
        _prose(draft, rng, total, chinese)
        if count % _TABLE_EVERY == 0:
            add_value(draft, rng.choice(TYPES), rng)
        else:
            add_single(draft, rng.choice(simple), rng)
        draft.add("\n\n")
        render(draft, look_alike(rng, numbers=True), rng)
        draft.add("\n\n")
        size = len("".join(draft.parts).encode())
        total += size
        chinese += (size - draft.length) * 3 // 2  # nearly all that is not ASCII takes three octets
        yield draft


def _prose(draft: Draft, rng: Random, total: int, chinese: int) -> None:
    """Append paragraphs, each in the language of which there is too little so far."""
    octets = 0
    while octets < _PROSE_OCTETS:
        language = 0.0 if chinese + octets // 2 > CHINESE_SHARE * (total + octets) else 1.0
        before = draft.length
        business.paragraph(draft, rng, rng.randrange(2, 5), chinese=language)
        octets += (draft.length - before) * (1 if language == 0 else 3)
