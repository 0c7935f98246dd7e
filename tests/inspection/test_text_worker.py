"""The text of a file comes from a worker of its own, or the reason why it was not read."""

import os
import tempfile
from pathlib import Path

from inspection.channel import Job
from inspection.segment import Segment
from inspection.text_worker import read
from inspection.worker_reply import Conclusion
from policies.inspected import InspectionVerdict
from tests.inspection import samples


def text_of(content: bytes, *passwords: str) -> tuple[str, Conclusion]:
    segments: list[Segment] = []
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        job = Job("a.docx", "file", len(content), passwords)
        conclusion = read(file.fileno(), job, segments.append, pictures=False)
    return "\n".join(segment.text for segment in segments), conclusion


def test_the_text_of_a_document_comes_in_segments() -> None:
    text, conclusion = text_of(samples.word())
    assert samples.ID in text
    assert (conclusion.verdict, conclusion.format) == (InspectionVerdict.INSPECTED, "docx")


def test_what_cannot_be_read_is_said() -> None:
    _, conclusion = text_of(samples.word()[:-400])
    assert conclusion.verdict is InspectionVerdict.UNINSPECTABLE
    assert conclusion.reason.startswith("malformed")


def test_a_descriptor_that_cannot_be_read_is_no_empty_file(tmp_path: Path) -> None:
    fd = os.open(tmp_path / "a", os.O_WRONLY | os.O_CREAT)
    try:
        conclusion = read(fd, Job("a", "file", 10), lambda _: None, pictures=False)
    finally:
        os.close(fd)
    assert conclusion.verdict is InspectionVerdict.UNINSPECTABLE
