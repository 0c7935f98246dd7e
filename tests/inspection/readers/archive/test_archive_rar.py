"""The outline of a RAR archive: the same for both versions."""

from collections.abc import Callable

import pytest

from inspection.errors import Unreadable
from inspection.readers.archive import archive_rar
from tests.inspection.readers.archive.rar import SERVICE, Part, comment, rar4, rar5

BOTH = pytest.mark.parametrize("make", [rar4, rar5])
PART = Part(b"a.txt", b"text")


@BOTH
def test_start_end_and_members(make: Callable[..., bytes]) -> None:
    content = make(PART, PART._replace(encrypted=True))
    outline = archive_rar.outline(b"before" + content + b"behind")
    assert (outline.start, outline.end) == (6, 6 + len(content))
    assert (outline.strengths, outline.reasons, outline.hidden_names) == (("", "strong"), (), "")


@BOTH
def test_comments_and_streams_are_archives_of_one_member_and_other_services_are_not_read(
    make: Callable[..., bytes],
) -> None:
    parts = (comment(b"words"), Part(b"STM", b"stream", SERVICE), Part(b"RR", b"recovery", SERVICE), PART)
    outline = archive_rar.outline(make(*parts))
    assert [kind for kind, _ in outline.packed] == ["comment", "stream"]
    inner = archive_rar.outline(outline.packed[0][1])
    assert inner.strengths == ("",)


@BOTH
@pytest.mark.parametrize("end", [30, -3])
def test_a_cut_archive_is_malformed(make: Callable[..., bytes], end: int) -> None:
    assert archive_rar.outline(make(PART, PART)[:end]).reasons == ("malformed:rar",)


@BOTH
def test_a_wrong_check_value_is_malformed(make: Callable[..., bytes]) -> None:
    content = make(PART).replace(b"a.txt", b"b.txt")
    assert archive_rar.outline(content).reasons == ("malformed:rar",)


def test_without_a_first_header_there_is_no_archive() -> None:
    with pytest.raises(Unreadable, match="malformed:rar"):
        archive_rar.outline(b"Rar!\x1a\x07\x01\x00" + bytes(40))


def test_a_comment_inside_the_header_of_version_2_is_told() -> None:
    assert archive_rar.outline(rar4(PART, main_flags=2)).reasons == ("unsupported:rar-comment",)
