"""From matches to hits, with a matcher that says what we tell it."""

from hypothesis import given
from hypothesis import strategies as st

from policies.prefilter.few_matches import FEW
from policies.prefilter.hits import NUMBER_BITS, Expression, Hit, Trigger
from policies.prefilter.scan import Scanner
from policies.vocabulary import Topic


class Told:
    """Reports fixed matches, as (end, number)."""

    def __init__(self, *matches: tuple[int, int]) -> None:
        self.matches = matches
        self.octets = b""

    def find(self, octets: bytes) -> list[int]:
        self.octets = octets
        return [end << NUMBER_BITS | number for end, number in self.matches]


EXPRESSIONS = (
    Expression("手机".encode(), Trigger.LABEL, Topic.MOBILE, "手机"),
    Expression(rb"[0-9]{7}", Trigger.PLATE),
)


def test_ends_in_octets_become_code_points() -> None:
    told = Told((15, 1), (6, 0))
    assert list(Scanner(EXPRESSIONS, told).scan("手机：123456")) == [
        Hit(Trigger.PLATE, 9, 9),
        Hit(Trigger.LABEL, 0, 2, Topic.MOBILE),
    ]


def test_something_stands_behind_the_last_word() -> None:
    told = Told()
    Scanner(EXPRESSIONS, told).scan("\ud800x")
    assert told.octets == b"\xed\xa0\x80x\n"


@given(st.text(st.sampled_from("a1中é😀\ud800\n"), max_size=200), st.integers(2, 5))
def test_of_many_matches_the_ends_become_code_points_too(piece: str, times: int) -> None:
    text = piece + "手机" * (FEW * times)
    begin = len(piece.encode("utf-8", "surrogatepass"))
    told = Told(*((begin + 6 * count, 0) for count in range(1, FEW * times + 1)))
    found = list(Scanner(EXPRESSIONS, told).scan(text))
    assert [(hit.start, hit.end) for hit in found] == [
        (len(piece) + 2 * count, len(piece) + 2 * count + 2) for count in range(FEW * times)
    ]
