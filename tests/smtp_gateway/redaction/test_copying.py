"""A masked copy is the original but for the edits."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspection.worker_reply import Edit
from smtp_gateway.redaction import copying
from smtp_gateway.spool import SpoolFile

CONTENT = bytes(range(256)) * 8200  # larger than a piece


@pytest.fixture
def source(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "original").write_bytes(CONTENT)
    descriptor = os.open(tmp_path / "original", os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[SpoolFile]:
    file = SpoolFile(tmp_path / "copy")
    yield file
    file.close()


def test_edits_are_made_and_all_else_is_copied(source: int, copy: SpoolFile) -> None:
    last = len(CONTENT)
    edits = [Edit(0, 0, b"<"), Edit(5, 9, b""), Edit(9, 10, b"longer"), Edit(last - 1, last, b"end")]
    copying.write(source, last, edits, copy)
    expected = b"<" + CONTENT[:5] + b"longer" + CONTENT[10:-1] + b"end"
    assert copy.path.read_bytes() == expected
    assert (copy.size, copy.eight_bit) == (len(expected), True)


@pytest.mark.parametrize(
    "edits", [[Edit(5, 9, b""), Edit(8, 10, b"")], [Edit(9, 5, b"")], [Edit(0, len(CONTENT) + 1, b"")]]
)
def test_edits_that_do_not_fit_are_not_made(source: int, copy: SpoolFile, edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        copying.write(source, len(CONTENT), edits, copy)


def test_a_message_that_is_shorter_than_it_was_is_no_copy(source: int, copy: SpoolFile) -> None:
    with pytest.raises(OSError, match="shorter"):
        copying.write(source, len(CONTENT) + 1, [], copy)
