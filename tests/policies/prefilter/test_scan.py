"""From matches to hits, with a matcher that says what we tell it."""

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
