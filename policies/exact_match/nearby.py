"""What might be a name, an address or a word of the house near a value that is listed.

No label and no detector is asked: every stretch of letters and digits that has one of the lengths of
the column is tried. In Latin script and digits it begins and ends with a word.
"""

from collections.abc import Iterable, Iterator

from policies.exact_match.values import lower
from policies.normalize import fold

Stretch = tuple[int, int]  # code points of the text, half open


def merged(stretches: Iterable[Stretch], within: int, size: int) -> list[Stretch]:
    """Return the parts of a text of `size` code points that lie no farther than `within` from a stretch.

    >>> merged([(50, 60), (90, 99), (700, 718)], 30, 720)
    [(20, 129), (670, 720)]
    """
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        start, end = max(0, start - within), min(size, end + within)  # noqa: PLW2901
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def words_in(text: str, part: Stretch, lengths: tuple[int, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield each stretch of one of these lengths in a part of a text: its words form, start and end.

    >>> [word for word, _, _ in words_in("张 小明 Li", (0, 7), (2, 3))]
    ['张小', '张小明', '小明', 'li']
    """
    folded = fold(text[slice(*part)])
    places = [place for place, character in enumerate(folded.text) if character.isalnum()]
    letters = "".join([lower(folded.text[place]) for place in places])
    edges = [*_edges(letters, places), True]
    for first, place in enumerate(places):
        if edges[first]:
            for length in lengths:
                after = first + length
                if after < len(edges) and edges[after]:
                    start, end = folded.original(place, places[after - 1] + 1)
                    yield letters[first:after], part[0] + start, part[0] + end


def _edges(letters: str, places: list[int]) -> Iterator[bool]:
    """Say for each letter whether a word may begin there: not within a run of Latin letters and digits."""
    inside = False
    next_place = -1
    for letter, place in zip(letters, places, strict=True):
        latin = letter.isascii()
        yield not (inside and latin and place == next_place)
        inside, next_place = latin, place + 1
