"""Segments of an open file end with the clock, and say so."""

import tempfile
import time

from inspection import extractor, reading
from inspection.limits import Limits
from inspection.segment import Segment, step
from inspection.walker import Walk
from policies.inspected import InspectionVerdict
from tests.inspection.forked import job
from tests.inspection.samples import ID, archive


def read(content: bytes, deadline: float, name: str = "a") -> tuple[list[Segment], Walk]:
    walk = extractor.new_walk(Limits(), size=len(content))
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return list(reading.segments(file.fileno(), job(content, name), walk, deadline)), walk


def test_all_segments_come_while_there_is_time() -> None:
    segments, walk = read(archive({"a.txt": ID.encode()}), time.monotonic() + 60)
    assert any(ID in segment.text for segment in segments)
    assert walk.reason == ""


def test_after_the_deadline_one_segment_comes_and_the_rest_is_refused() -> None:
    segments, walk = read(archive({"a.txt": ID.encode()}), time.monotonic() - 1)
    assert len(segments) == 1
    assert walk.reason == "time-out"
    assert walk.verdict(had_text=True) is InspectionVerdict.UNINSPECTABLE


def test_a_file_that_shrank_is_refused() -> None:
    walk = extractor.new_walk(Limits(), size=1 << 23)
    with tempfile.TemporaryFile() as file:
        asked = job(bytes(1 << 23))
        assert list(reading.segments(file.fileno(), asked, walk, time.monotonic() + 9)) == []
    assert walk.reason == "unreadable"


def test_blanks_and_the_name_of_the_file_are_no_text() -> None:
    said = [Segment((), "x"), Segment((), " \n"), Segment(step((), "name", "x"), "x", origin="name")]
    assert [reading.is_text(segment) for segment in said] == [True, False, False]
