"""The walk: whatever goes wrong becomes a reason, and only what was read to its end is clean."""

from collections.abc import Iterator

import pytest

from inspection import walker
from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.limits import Limits
from inspection.segment import Place, Segment, step
from inspection.walker import NO_HINT, Hint, Walk
from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID


def read(content: Content, place: Place, walk: Walk, _forms: tuple[str, ...]) -> Iterator[Segment]:
    """A reader whose format is a stack of letters: each is opened with the rest of them inside."""
    yield Segment(place, f"{bytes(content[:1]).decode()} {walk.hint.charset}")
    if len(content) > 1:
        yield from walk.descend(content[1:], step(place, "inner", ""), Hint("gbk"))
        yield Segment(place, f"after {walk.hint.charset}")


def new_walk(size: int = 0, **limits: int) -> Walk:
    return Walk(Limits(**limits), read, size=size)  # type: ignore[arg-type]


def failing(error: BaseException) -> Iterator[Segment]:
    yield Segment((), "before")
    raise error


def texts(segments: Iterator[Segment]) -> list[str]:
    return [segment.text for segment in segments]


def test_a_part_is_opened_where_it_stands_and_its_surroundings_come_back() -> None:
    walk = new_walk()
    assert texts(walk.descend(b"ab", (), Hint("big5"))) == ["a big5", "b gbk", "after big5"]
    assert walk.hint is NO_HINT
    assert [len(s.place) for s in walk.descend(b"ab", ())] == [0, 1, 0]


def test_formats_that_are_known_are_those_of_one_part_only() -> None:
    seen: list[tuple[str, ...]] = []

    def opened(_content: Content, _place: Place, _walk: Walk, forms: tuple[str, ...]) -> Iterator[Segment]:
        seen.append(forms)
        yield from ()

    walk = Walk(Limits(), opened)
    for forms in ((), ("text", "zip"), ()):
        assert list(walk.descend(b"a", (), NO_HINT, forms)) == []
    assert seen == [(), ("text", "zip"), ()]


def test_the_depth_is_bounded_and_counted_level_by_level() -> None:
    walk = new_walk(depth=2)
    for _ in range(2):
        assert len(texts(walk.descend(b"ab", ()))) == 3
    assert walk.reason == ""
    assert texts(walk.descend(b"abc", ())) == ["a ", "b gbk", "after gbk", "after "]
    assert walk.reason == "limit:depth"


def test_a_part_given_up_half_way_does_not_count_as_open() -> None:
    walk = new_walk(depth=1)
    for _ in range(3):
        part = walk.descend(b"a", ())
        next(part)
        part.close()  # type: ignore[attr-defined]
    assert texts(walk.descend(b"a", ())) == ["a "]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Unreadable("limit:ratio"), "limit:ratio"),
        (ValueError(ID), "malformed:zip"),
        (RecursionError(), "limit:memory"),
        (MemoryError(), "limit:memory"),
        (AssertionError(), "malformed:zip"),
    ],
)
def test_a_reader_that_fails_gives_a_reason_and_what_it_had(error: Exception, reason: str) -> None:
    walk = new_walk()
    assert texts(walk.guard("zip", failing(error))) == ["before"]
    assert walk.reason == reason
    assert walk.verdict(had_text=True) is InspectionVerdict.UNINSPECTABLE


def test_a_spent_budget_ends_the_whole_walk() -> None:
    walk = new_walk()
    with pytest.raises(BudgetSpent):
        texts(walk.guard("zip", failing(BudgetSpent("limit:output"))))


def test_pictures_beyond_their_limit_end_their_part_and_not_the_walk() -> None:
    walk = new_walk(pictures=1)
    walk.count_picture()
    with pytest.raises(Unreadable) as caught:
        walk.count_picture()
    assert caught.value.reason == "limit:pictures"
    assert not isinstance(caught.value, BudgetSpent)


def test_the_members_of_all_containers_are_counted_together() -> None:
    walk = new_walk(members=2)
    walk.count_member()
    walk.count_member()
    with pytest.raises(BudgetSpent) as caught:
        walk.count_member()
    assert caught.value.reason == "limit:members"


@pytest.mark.parametrize(("size", "allowed"), [(0, 100), (99, 100), (250, 250)])
def test_the_output_may_be_as_large_as_the_limit_or_as_the_file(size: int, allowed: int) -> None:
    walk = new_walk(size, output=100)
    walk.spend(allowed - 1)
    walk.spend(1)
    with pytest.raises(BudgetSpent) as caught:
        walk.spend(1)
    assert caught.value.reason == "limit:output"


def test_what_nobody_could_read_is_told_before_what_the_sender_encrypted() -> None:
    walk = new_walk()
    walk.found_encrypted(step((), "member", "a"), "zip", "weak")
    assert walk.reason == "encrypted:zip"
    assert [(part.format, part.strength) for part in walk.encrypted] == [("zip", "weak")]
    walk.refuse("malformed:pdf")
    walk.refuse("limit:depth")
    assert walk.reason == "malformed:pdf"


def test_reasons_are_kept_once_and_in_bounded_number() -> None:
    walk = new_walk()
    for number in range(1000):
        walk.refuse("malformed:zip")
        walk.refuse(f"unsupported:{number}")
    assert len(walk._reasons) == len(set(walk._reasons)) == 50


@pytest.mark.parametrize(
    ("had_text", "unread", "verdict"),
    [
        (True, set(), InspectionVerdict.INSPECTED),
        (False, {"image"}, InspectionVerdict.INSPECTED),
        (False, set(), InspectionVerdict.EMPTY_VERIFIED),
    ],
)
def test_empty_is_said_only_where_there_was_nothing(
    had_text: bool, unread: set[str], verdict: InspectionVerdict
) -> None:
    walk = new_walk()
    walk.unread |= unread
    assert walk.verdict(had_text=had_text) is verdict
    walk.refuse("malformed:zip")
    assert walk.verdict(had_text=had_text) is InspectionVerdict.UNINSPECTABLE


def test_what_is_held_leaves_less_room_until_it_is_let_go() -> None:
    walk = new_walk(held=100)
    with walk.holding(60):
        assert walk.room == 40
        with walk.holding(60):
            assert walk.room == 0
    assert walk.room == 100


def test_the_pages_of_a_large_file_are_given_back_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    released: list[Content] = []
    monkeypatch.setattr(walker, "release", released.append)
    walk = new_walk()
    walk.begin(b"the file")
    for _ in range(5):
        walk.passed(16 << 20)
    walk.spend(16 << 20)
    assert released == [b"the file"] * 3
