"""The wrapper around objects of a saved page: what is packed in it is opened."""

import zlib

import pytest

from inspection.limits import Limits
from tests.inspection.samples import ID, Reading, word

HEAD = b"ActiveMime\0\0\x01\xf0\x04\0\0\0" + bytes(32)


@pytest.mark.parametrize("settings", [0, 504])
def test_what_is_packed_is_opened(settings: int) -> None:
    reading = Reading(HEAD + bytes(settings) + zlib.compress(word(ID)))
    assert ID in reading.text
    assert reading.walk.reason == ""
    assert reading.walk.formats >= {"activemime", "docx"}


def test_what_follows_the_stream_is_shown() -> None:
    assert ID in Reading(HEAD + zlib.compress(b"x") + f" No {ID}".encode()).text


def test_a_stream_that_breaks_off_is_told() -> None:
    assert Reading((HEAD + zlib.compress(word(ID)))[:-20]).walk.reason.startswith("malformed:")


def test_a_wrapper_of_nothing_is_told() -> None:
    reading = Reading(HEAD + ID.encode())
    assert reading.walk.reason == "malformed:activemime"
    assert ID in reading.text


def test_a_stream_that_swells_is_told() -> None:
    reading = Reading(HEAD + zlib.compress(bytes(1 << 20)), limits=Limits(ratio=10, ratio_floor=1000))
    assert "limit:ratio" in reading.walk._reasons
