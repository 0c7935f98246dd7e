"""Text and bitmaps among the records of enhanced metafiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.picture import emf
from tests.inspection.readers.picture.metafiles import bitmap, emf_bitmap, emf_font, emf_record, emf_text
from tests.inspection.readers.picture.metafiles import emf as file
from tests.inspection.samples import ID


def lines(*records: bytes) -> str:
    return next(emf.draw(file(*records)).lines)


@pytest.mark.parametrize("kind", [83, 84])
def test_a_letter_a_record(kind: int) -> None:
    letters = [emf_text(letter, 20 + 8 * at, 50, kind=kind) for at, letter in enumerate(ID)]
    assert lines(emf_font(-14), *letters) == ID


def test_letters_in_any_order_are_read_from_left_to_right() -> None:
    letters = [emf_text(letter, 20 + 8 * at, 50) for at, letter in enumerate(ID)]
    assert lines(emf_font(-14), *reversed(letters)) == ID


def test_what_stands_apart_stays_apart() -> None:
    row = [emf_text("号码", 20, 50, step=14), emf_text("1234", 200, 50), emf_text("below", 20, 80)]
    assert lines(emf_font(-14), *row) == "号码\t1234\nbelow"


@pytest.mark.parametrize("options", [0x100, 0x300, 0, 0x200])
def test_small_texts(options: int) -> None:
    octets = ID.encode("ascii" if options & 0x200 else "utf-16-le")
    fields = b"".join(each.to_bytes(4, "little") for each in (10, 20, 18, options, 0, 0, 0))
    rectangle = b"" if options & 0x100 else bytes(16)
    assert lines(emf_record(108, fields + rectangle + octets)) == ID


def test_a_bitmap_is_a_file_again() -> None:
    header, bits = bitmap()
    (found,) = emf.draw(file(emf_bitmap(header, bits))).bitmaps
    assert found[:2] == b"BM"
    assert found.endswith(header + bits)


def test_a_picture_of_emf_plus() -> None:
    picture = b"\x89PNG\r\n\x1a\n..."
    assert emf.draw(file(emf_record(70, b"\x10\0\0\0EMF+" + picture))).bitmaps[0].startswith(picture)


@given(kind=st.sampled_from([70, 76, 81, 82, 83, 84, 108]), body=st.binary(max_size=120))
def test_no_record_is_too_short(kind: int, body: bytes) -> None:
    emf.draw(file(emf_record(kind, body)))
