"""A header says what the body holds, and how large it is."""

import msgspec
import pytest

from policies.exact_match.header import bits_for
from tests.policies.exact_match.made import index_of

HEADER = index_of(["MOBILE", "NAME"], [("13800138000", "张三")] * 3).header


def test_ten_million_rows_of_three_primary_columns_fit_into_200_megabytes() -> None:
    entries = 10_000_000
    column = msgspec.structs.replace(HEADER.columns[0], entries=entries, bits=bits_for(entries))
    header = msgspec.structs.replace(HEADER, columns=(column,) * 3, rows=entries)
    assert header.body_size < 200_000_000


@pytest.mark.parametrize("entries", [0, 1, 8_191, 8_192, 1_000_000, 16_777_215])
def test_a_bucket_holds_at_most_64_entries_on_average(entries: int) -> None:
    assert entries / 2 ** bits_for(entries) < 64
    assert 8 <= bits_for(entries) <= 19
