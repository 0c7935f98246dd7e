"""Folders in one file, as the standard library and as other programs write them."""

import mailbox
import mmap
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspection import content, extractor
from inspection.limits import Limits
from tests.inspection.samples import ID, Reading, attach, mail, word

LINE = b"From a@example.com Thu Nov 26 05:00:00 2026\n"
WORDS = f"身份证号码 {ID}"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[mailbox.mbox]:
    made = mailbox.mbox(tmp_path / "folder", create=True)
    yield made
    made.close()


def written(folder: mailbox.mbox) -> bytes:
    folder.flush()
    return Path(folder._path).read_bytes()


def test_every_message_of_a_folder_is_read(folder: mailbox.mbox) -> None:
    folder.add(mail("one"))
    folder.add(attach(mail("From the start\nwords"), word(ID), "a.docx"))
    folder.add(mail(WORDS, charset="gb18030"))
    reading = Reading(written(folder))
    assert reading.walk.format == "mbox"
    assert {one.place[0].name for one in reading.segments} == {"1", "2", "3"}
    assert [one.place[0].name for one in reading.segments if ID in one.text and not one.alternate] == [
        "2",
        "3",
    ]
    assert "From the start" in reading.primary
    assert reading.walk.reason == ""


def test_a_folder_whose_first_message_has_a_long_header(folder: mailbox.mbox) -> None:
    message = mail("x")
    for number in range(9):
        message[f"X-Trace-{number}"] = "y"
    folder.add(message)
    folder.add(mail(WORDS))
    assert "2" in {one.place[0].name for one in Reading(written(folder)).segments if ID in one.text}


def test_the_line_between_messages_is_read() -> None:
    assert ID in Reading(LINE.replace(b"a@", ID.encode() + b"@") + mail("x").as_bytes()).text


def test_a_message_that_cannot_be_read_hides_no_other() -> None:
    broken = b"Subject: x\nContent-Transfer-Encoding: base64\n\n%%%%\n\n"
    reading = Reading(LINE + broken + LINE + mail(WORDS).as_bytes())
    assert reading.walk.reason == "malformed:transfer-encoding"
    assert ID in reading.primary


def test_a_message_larger_than_may_be_held_is_told_and_hides_no_other() -> None:
    large = LINE + mail("words and words\n" * 2_000).as_bytes() + b"\n"
    reading = Reading(large + LINE + mail(WORDS).as_bytes(), limits=Limits(held=20_000, strings=1_000))
    assert reading.walk.reason == "limit:held"
    assert ID in reading.primary


def test_a_large_mapped_folder_is_read_in_the_memory_of_one_message(tmp_path: Path) -> None:
    message = LINE + mail("words and words\n" * 12_000).as_bytes() + b"\n"
    path = tmp_path / "folder"
    path.write_bytes(message * 50 + LINE + mail(WORDS).as_bytes())
    with path.open("rb") as file:
        mapped = content.of_descriptor(file.fileno(), path.stat().st_size)
    assert isinstance(mapped, mmap.mmap)
    walk = extractor.new_walk(Limits(), size=len(mapped))
    tracemalloc.start()
    found = sum(ID in segment.text for segment in extractor.extract(mapped, walk) if not segment.alternate)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, walk.reason) == (1, "")
    assert peak < len(mapped) // 3
