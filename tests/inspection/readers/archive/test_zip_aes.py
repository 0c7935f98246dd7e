"""WinZip AES as pyzipper writes it, of each strength and method, and damaged."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.locked import PASSWORD, TEXT, Tried, aes_zip
from tests.inspection.samples import ID

INTACT = aes_zip({"a.txt": TEXT})


@pytest.mark.parametrize("nbits", [128, 192, 256])
def test_each_strength(nbits: int) -> None:
    reading = Tried(aes_zip({"a.txt": TEXT}, nbits=nbits), "wrong", PASSWORD)
    assert ID in reading.primary
    assert reading.locks == [("zip", "strong", True)]
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
@pytest.mark.parametrize("force_wz_aes_version", [1, 2])
def test_each_method_with_and_without_a_checksum(method: int, force_wz_aes_version: int) -> None:
    content = aes_zip({"a.txt": TEXT}, method=method, force_wz_aes_version=force_wz_aes_version)
    reading = Tried(content, PASSWORD)
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_more_than_one_piece_is_decrypted_without_a_seam() -> None:
    text = b"".join(b"%d\n" % number for number in range(400_000))
    reading = Tried(aes_zip({"a.txt": text}, method=zipfile.ZIP_STORED), PASSWORD)
    assert "399999" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


@given(st.integers(0, len(INTACT) - 1), st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_damage_is_seen(at: int, bit: int) -> None:
    damaged = bytearray(INTACT)
    damaged[at] ^= 1 << bit
    assert Tried(bytes(damaged), PASSWORD).found_or_told(ID)


@given(st.integers(40, len(INTACT) - 1))
@settings(max_examples=25, deadline=None)
def test_what_was_cut_is_told(length: int) -> None:
    assert Tried(INTACT[:length], PASSWORD).verdict is InspectionVerdict.UNINSPECTABLE
