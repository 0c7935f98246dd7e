"""A header says what the body holds; another schema or anything else is refused with a remedy."""

import msgspec
import pytest

from policies.exact_match.header import SCHEMA, IndexInvalid, bits_for, decode
from tests.policies.exact_match.made import index_of

HEADER = index_of(["MOBILE", "NAME"], [("13800138000", "张三")] * 3).header


def test_it_comes_back() -> None:
    assert decode(msgspec.json.encode(HEADER)) == HEADER


def test_ten_million_rows_of_three_primary_columns_fit_into_200_megabytes() -> None:
    entries = 10_000_000
    column = msgspec.structs.replace(HEADER.columns[0], entries=entries, bits=bits_for(entries))
    header = msgspec.structs.replace(HEADER, columns=(column,) * 3, rows=entries)
    assert header.body_size < 200_000_000


@pytest.mark.parametrize("entries", [0, 1, 8_191, 8_192, 1_000_000, 16_777_215])
def test_a_bucket_holds_at_most_64_entries_on_average(entries: int) -> None:
    assert entries / 2 ** bits_for(entries) < 64
    assert 8 <= bits_for(entries) <= 19


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": SCHEMA + 1}, f"has schema {SCHEMA + 1}, this program reads {SCHEMA}; build it again"),
        ({"more": 1}, "unknown field `more`; build it again"),
        ({"rows": 1 << 24}, "no header of an exact-match index"),
        ({"name": "../clients"}, "no header of an exact-match index"),
    ],
)
def test_another_header_is_refused(change: dict[str, object], words: str) -> None:
    payload = msgspec.json.encode(msgspec.json.decode(msgspec.json.encode(HEADER)) | change)
    with pytest.raises(IndexInvalid, match=words):
        decode(payload)


@pytest.mark.parametrize("payload", [b"", b"[]", b"\xff"])
def test_what_is_no_header_is_refused(payload: bytes) -> None:
    with pytest.raises(IndexInvalid, match="no header of an exact-match index"):
        decode(payload)
