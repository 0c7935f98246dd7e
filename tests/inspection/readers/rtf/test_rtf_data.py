"""Data within RTF: what its digits stand for, and what it holds."""

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.rtf import rtf_data
from tests.inspection.samples import ID, archive


@pytest.mark.parametrize(("digits", "octets"), [(b"4a 4B\r\n4", b"JK"), (b"", b""), (b"zz4a", b"J")])
def test_digits(digits: bytes, octets: bytes) -> None:
    assert rtf_data.from_digits(digits) == octets


@pytest.mark.parametrize("data", [archive({"a.txt": ID.encode()}), b"\0\1" + f"card {ID}".encode()])
def test_a_package_is_opened_and_other_data_searched(data: bytes) -> None:
    walk = extractor.new_walk(Limits())
    found = rtf_data.read("theme", data, as_dib=False, place=(), walk=walk)
    assert ID in "\n".join(segment.text for segment in found)
