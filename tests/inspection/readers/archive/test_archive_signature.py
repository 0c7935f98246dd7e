"""Archives behind something else: found by a whole header, not by the signature alone."""

import pytest

from inspection.readers.archive import archive_signature
from tests.inspection.readers.archive.rar import Part, rar4, rar5
from tests.inspection.readers.packed import cabinet, packed

ARCHIVES = {
    "7z": packed("7zip", {"a": b"x"}),
    "rar": rar5(Part(b"a", b"x")),
    "rar 4": rar4(Part(b"a", b"x")),
    "cab": cabinet({b"a": b"x"}),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_the_signature_as_a_constant_of_a_program_is_passed_over(name: str) -> None:
    content, form = ARCHIVES[name], name.partition(" ")[0]
    before = b"MZ" + content[:8] + b"constants of the program" + bytes(100)
    assert archive_signature.start_of(before + content, form) == len(before)
    assert archive_signature.carried(before + content, 10_000) == (form,)
    assert archive_signature.carried(before + content, len(before)) == ()
    assert archive_signature.carried(before, 10_000) == ()


def test_what_begins_with_an_archive_does_not_carry_it() -> None:
    assert archive_signature.start_of(ARCHIVES["7z"], "7z") == 0
    assert archive_signature.carried(ARCHIVES["7z"], 10_000) == ()


def test_a_word_like_the_signature_of_a_cabinet_is_none() -> None:
    content = bytearray(b"x" + ARCHIVES["cab"])
    content[5] = 1  # of the octets that are reserved
    assert archive_signature.start_of(bytes(content), "cab") == -1


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_header_cut_short_is_none(name: str) -> None:
    assert archive_signature.start_of(b"x" + ARCHIVES[name][:12], name.partition(" ")[0]) == -1
