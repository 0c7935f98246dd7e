"""Records of a presentation, flattened."""

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.office97 import ppt_records
from tests.inspection.readers.office97.power_point_files import SLIDE, container, record, text


def kinds(stream: bytes) -> tuple[list[tuple[int, int, int]], str]:
    walk = extractor.new_walk(Limits())
    return [
        (a.kind, a.part, a.start) for a in ppt_records.atoms(stream, walk, range(1 << 16), bytearray())
    ], walk.reason


def test_atoms_know_the_outermost_container() -> None:
    first = container(SLIDE, container(0x040C, text("a")), record(7))
    found, reason = kinds(first + container(SLIDE, text("b")))
    assert found == [(0x0FA0, SLIDE, 0), (7, SLIDE, 0), (0x0FA0, SLIDE, len(first))]
    assert reason == ""


def test_data_of_a_tag_has_records_only_if_they_fill_it() -> None:
    assert kinds(record(0x138B, text("a")))[0] == [(0x0FA0, 0x138B, 0)]
    assert kinds(record(0x138B, text("a") + b"x"))[0] == [(0x138B, 0x138B, 0)]


def test_octets_behind_the_last_record_are_told() -> None:
    assert kinds(text("a") + b"abc")[1] == "malformed:ppt"


def test_containers_are_followed_to_a_bounded_depth() -> None:
    deep = text("a")
    for _ in range(300):
        deep = container(SLIDE, deep)
    found, _ = kinds(deep)
    assert len(found) == 1


def test_data_of_other_types_is_put_aside() -> None:
    others = bytearray()
    stream = container(SLIDE, record(7, b"first"), text("a"), record(8, b"second"))
    assert [
        atom.kind for atom in ppt_records.atoms(stream, extractor.new_walk(Limits()), {0x0FA0}, others)
    ] == [0x0FA0]
    assert others == b"first\0\0second\0\0"
