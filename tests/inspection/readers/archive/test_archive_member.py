"""A member of any container: its name, and its content while it is being unpacked."""

from collections.abc import Iterator

import pytest

from inspection import extractor
from inspection.errors import BudgetSpent, Unreadable
from inspection.limits import Limits
from inspection.readers.archive import archive_member
from inspection.readers.archive.archive_member import Meter
from inspection.walker import Walk
from tests.inspection.samples import ID, archive

WINDOW = 4096
SMALL = Limits(window=WINDOW, held=256 * 1024)  # a text is read while it is unpacked from 64 KiB on


def failing(*pieces: bytes, error: Unreadable) -> Iterator[bytes]:
    yield from pieces
    raise error


def inspected(pieces: Iterator[bytes], limits: Limits = SMALL) -> tuple[str, Walk]:
    walk = extractor.new_walk(limits)
    return "\n".join(segment.text for segment in archive_member.inspect(pieces, (), walk)), walk


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"plain", "plain"),
        ("客户".encode(), "客户"),
        ("客户".encode("gbk"), "客户"),
        (b"\xff\xff", "\ufffd\ufffd"),
    ],
)
def test_a_name_in_the_charsets_of_chinese_tools(raw: bytes, name: str) -> None:
    assert archive_member.name_of(raw) == name


def test_names_are_told_once_and_empty_ones_not() -> None:
    assert [segment.text for segment in archive_member.names((), "a", "", "a", "b")] == ["a", "b"]


def test_a_member_in_pieces_is_one_file() -> None:
    content = archive({"a.txt": ID.encode()})
    text, walk = inspected(iter([content[:20], content[20:]]))
    assert (ID in text, walk.reason) == (True, "")


def test_what_was_unpacked_before_a_failure_is_read() -> None:
    text, walk = inspected(failing(b"before " + ID.encode(), error=Unreadable("malformed:zip")))
    assert (ID in text, walk.reason) == (True, "malformed:zip")
    with pytest.raises(BudgetSpent):
        inspected(failing(b"x", error=BudgetSpent("limit:output")))


def test_a_text_larger_than_what_may_be_held_is_read_to_its_end() -> None:
    pieces = (b"line of text\n" * 1000 for _ in range(40))
    text, walk = inspected(iter([*pieces, ID.encode()]))
    assert (len(text) > 500_000, ID in text, walk.reason) == (True, True, "")


def test_anything_else_that_large_is_refused_with_its_strings() -> None:
    pieces = [b"\x00\x01\x02\x03" * 5 + ID.encode(), *[bytes(range(256)) * 40] * 40]
    text, walk = inspected(iter(pieces))
    assert (ID in text, walk.reason) == (True, "limit:held")


def test_what_all_levels_hold_together_is_bounded() -> None:
    walk = extractor.new_walk(SMALL)
    pieces = [b"\x00\x01\x02\x03" * 20_000]
    with walk.holding(SMALL.held - 70_000):
        list(archive_member.inspect(iter(pieces), (), walk))
    assert walk.reason == "limit:held"


def test_stray_octets_are_a_file_of_their_own_and_blank_ones_are_nothing() -> None:
    walk = extractor.new_walk(SMALL)
    content = b"archive" + archive({"a.txt": ID.encode()}) + bytes(100)
    segments = list(archive_member.stray(content, 7, len(content), (), walk))
    assert ID in "".join(segment.text for segment in segments)
    assert list(archive_member.stray(content, len(content) - 100, len(content), (), walk)) == []


def test_stray_octets_beyond_what_may_be_held_are_told() -> None:
    walk = extractor.new_walk(SMALL)
    list(archive_member.stray(b"x" * (SMALL.held + 1), 0, SMALL.held + 1, (), walk))
    assert walk.reason == "limit:held"


def test_the_meter_counts_all_members_against_the_ratio_from_its_floor_on() -> None:
    walk = extractor.new_walk(Limits(ratio=10, ratio_floor=1000))
    meter = Meter(50, walk)
    assert list(meter.bounded(iter([b"x" * 900]))) == [b"x" * 900]
    with pytest.raises(Unreadable, match="limit:ratio"):
        list(meter.bounded(iter([b"x" * 101])))


def test_the_meter_spends_the_budget() -> None:
    walk = extractor.new_walk(Limits(output=1000))
    with pytest.raises(BudgetSpent):
        list(Meter(10_000, walk).bounded(iter([b"x" * 1001])))


def test_where_a_reader_gives_up_the_strings_are_yielded() -> None:
    walk = extractor.new_walk(SMALL)
    content = b"\x00\x01" + ID.encode()
    error = failing(error=Unreadable("malformed:7z"))
    segments = list(archive_member.or_strings(error, content, (), "7z", walk))  # type: ignore[arg-type]
    assert ([segment.text for segment in segments], walk.reason) == ([ID], "malformed:7z")


def test_a_comment_is_metadata() -> None:
    [segment] = archive_member.comment("备注在此处".encode("gbk"), (), "zip")
    assert (segment.text, segment.origin) == ("备注在此处", "metadata")
    assert list(archive_member.comment(b"", (), "zip")) == []
