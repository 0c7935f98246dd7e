"""Encrypted 7z archives as py7zr writes them: each chain of coders, hidden names, damage."""

import io
from functools import cache

import py7zr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.readers.locked import PASSWORD, TEXT, Tried
from tests.inspection.samples import ID, word

AES = {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}
CHAINS = {
    "alone": [AES],
    "copy": [{"id": py7zr.FILTER_COPY}, AES],
    "lzma": [{"id": py7zr.FILTER_LZMA}, AES],
    "lzma2": [{"id": py7zr.FILTER_LZMA2, "preset": 1}, AES],
    "x86": [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 1}, AES],
}


@cache
def locked(name: str = "lzma2", *, hide_names: bool = False) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(
        buffer, "w", password=PASSWORD, header_encryption=hide_names, filters=CHAINS[name]
    ) as target:
        target.writestr(TEXT, "a.txt")
        target.writestr(word(), "b.docx")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "hide_names"),
    [("alone", False), ("copy", False), ("lzma", True), ("lzma2", False), ("lzma2", True), ("x86", False)],
)
def test_it_is_read_with_its_password(name: str, *, hide_names: bool) -> None:
    content = locked(name, hide_names=hide_names)
    wrong = Tried(content, "wrong")
    assert wrong.walk.reason == "encrypted:7z"
    assert {unlocked for *_, unlocked in wrong.locks} == {False}
    reading = Tried(content, "wrong", PASSWORD)
    assert reading.primary.count(ID) == TEXT.decode().count(ID) + 1
    assert reading.locks == [("7z", "strong", True)]
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_what_stands_around_the_archive_is_still_read() -> None:
    reading = Tried(locked() + b"written behind the end", PASSWORD)
    assert "written behind the end" in reading.primary


def test_many_passwords_end_in_time_and_no_key_derivation_is_without_end() -> None:
    wrong_ones = map(str, range(40))
    for limits in (Limits(password_seconds=0.05), Limits(key_rounds=(1 << 19) - 1)):
        assert Tried(locked(), *wrong_ones, PASSWORD, limits=limits).walk.reason == "encrypted:7z"


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_damage_is_told(data: st.DataObject) -> None:
    damaged = bytearray(locked(hide_names=data.draw(st.booleans())))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert Tried(bytes(damaged), PASSWORD).found_or_told(ID)
