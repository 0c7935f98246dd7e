"""Text and bitmaps among the records of Windows metafiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.picture import wmf
from tests.inspection.readers.picture.metafiles import bitmap, wmf_record, wmf_spaced_text, wmf_text
from tests.inspection.readers.picture.metafiles import wmf as file
from tests.inspection.samples import ID

FONT = wmf_record(0x02FB, (14).to_bytes(2, "little") + bytes(40))


def lines(*records: bytes, placeable: bool = True) -> str:
    return next(wmf.draw(file(*records, placeable=placeable)).lines)


@pytest.mark.parametrize("placeable", [True, False])
def test_a_letter_a_record(*, placeable: bool) -> None:
    letters = [wmf_text(letter, 20 + 7 * at, 50) for at, letter in enumerate(ID)]
    assert lines(FONT, *letters, placeable=placeable) == ID


@pytest.mark.parametrize("clipped", [True, False])
def test_texts_with_their_spaces(*, clipped: bool) -> None:
    first = wmf_spaced_text(f"号码{ID[:9]}", 10, 20, clipped=clipped)
    rest = wmf_spaced_text(ID[9:], 10 + 8 * 13, 20, clipped=clipped)
    assert lines(FONT, first, rest) == f"号码{ID}"


@pytest.mark.parametrize(("function", "parameters"), [(0x0940, 16), (0x0B41, 20), (0x0D33, 18), (0x0F43, 22)])
def test_a_bitmap_is_a_file_again(function: int, parameters: int) -> None:
    header, bits = bitmap()
    (found,) = wmf.draw(file(wmf_record(function, bytes(parameters) + header + bits))).bitmaps
    assert found[:2] == b"BM"
    assert found[14:] == header + bits


@given(function=st.sampled_from([0x02FB, 0x0521, 0x0A32, 0x0940, 0x0F43]), body=st.binary(max_size=80))
def test_no_record_is_too_short(function: int, body: bytes) -> None:
    wmf.draw(file(wmf_record(function, body)))
