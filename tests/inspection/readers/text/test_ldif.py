"""Entries of address books, as directories export them."""

import base64

import pytest

from inspection.readers.text import ldif
from tests.inspection.samples import ID, Reading


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_values_in_base64_and_folded_lines(end: str) -> None:
    packed = base64.b64encode(f"身份证号 {ID}".encode()).decode()
    lines = [
        "version: 1",
        "dn: cn=a",
        f"description:: {packed[:20]}",
        f" {packed[20:]}",
        f"serial: {ID[:9]}",
        f" {ID[9:]}",
    ]
    reading = Reading((end.join(lines) + end).encode())
    assert f"description: 身份证号 {ID}" in reading.text
    assert f"serial: {ID}" in reading.text


@pytest.mark.parametrize("text", ["std:: vector", "a: b\n c", "x:: $$$$", "note:: ////", "cn:: a"])
def test_what_is_no_such_value_stays(text: str) -> None:
    assert ldif.resolved(text) in {"", text}
