"""The edge form meets every client, and so many strangers that it proves nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detection import detect
from policies.exact_match.edge import EdgeIndex, bits_for_rarity, lay_out, strangers_per_client
from policies.exact_match.header import SCHEMA, Column, Header, IndexInvalid
from policies.exact_match.keys import edge_salt
from policies.exact_match.match import match
from policies.exact_match.values import ColumnHash
from tests.policies.exact_match.made import index_of

SALT = edge_salt(b"a key of 32 octets, for this test", "clients")


def edge_of(columns: dict[str, list[str]], rarity: int = 100, start: bytes = b"") -> EdgeIndex:
    body, made = start, []
    for number, (kind, values) in enumerate(columns.items()):
        piece, entries, bits = lay_out(ColumnHash(SALT, number).many(values), rarity)
        body += piece
        made.append(Column(kind, kind, True, (11,), entries, bits))
    header = Header(
        SCHEMA, "clients", tuple(made), 2, 300, "2026-01-01T00:00:00Z", 1, 0, SALT, "", "", edge=True
    )
    return EdgeIndex(header, body, len(start))


def mobiles(first: int, count: int) -> list[str]:
    return [f"13{number:09}" for number in range(first, first + count)]


@given(st.integers(0, 400), st.binary(max_size=3))
def test_every_client_is_met(count: int, before: bytes) -> None:
    clients = mobiles(7, count)
    index = edge_of({"MOBILE": clients}, start=before)
    assert all(index.rows_of(0, client) == [0] for client in clients)


@pytest.mark.parametrize("rarity", [20, 100])
def test_strangers_are_met_as_often_as_was_chosen(rarity: int) -> None:
    index = edge_of({"MOBILE": mobiles(0, 20_000)}, rarity)
    met = sum(bool(index.rows_of(0, stranger)) for stranger in mobiles(10**8, 20_000))
    assert 0.9 / rarity < met / 20_000 < 2.2 / rarity


def test_another_build_meets_the_same_strangers() -> None:
    strangers = mobiles(10**8, 2000)
    one, two = (edge_of({"MOBILE": mobiles(0, count)}, 20) for count in (20_000, 20_100))
    met = [{each for each in strangers if index.rows_of(0, each)} for index in (one, two)]
    assert len(met[0]) > 50
    assert met[0] <= met[1]


def test_what_is_met_is_possible_and_no_surer_than_before() -> None:
    index = edge_of({"RESIDENT_ID": ["11010519491231002X"], "MOBILE": ["13800138000"]})
    text = "证件 11010519491231002X，手机号 13800138000"
    spans = detect(text)
    met = match(text, spans, [index])
    assert [each.span.confidence for each in met] == [span.confidence for span in spans]
    assert {each.matches[0].certain for each in met} == {False}
    assert match("手机号 13800138000", detect("手机号 13800138000"), [index]) == []


def test_ten_million_clients_take_20_megabytes_a_column() -> None:
    bits = bits_for_rarity(10_000_000, 100)
    assert 2 * 10_000_000 + 4 * ((1 << bits - 16) + 1) < 21_000_000


def test_fewer_clients_hide_among_more_strangers() -> None:
    assert strangers_per_client("MOBILE", 10_000, 100) == 4400
    assert strangers_per_client("MOBILE", 10_000_000, 100) == 4


def test_the_salt_belongs_to_one_index_of_one_console() -> None:
    assert len({edge_salt(key, name) for key in (b"k" * 32, b"l" * 32) for name in ("a", "b")}) == 4


def test_an_index_for_gateways_is_refused_and_a_short_one_too() -> None:
    with pytest.raises(IndexInvalid, match="is for gateways; build its edge form"):
        EdgeIndex(index_of(["MOBILE"], []).header, b"")
    with pytest.raises(IndexInvalid, match="octets instead of"):
        EdgeIndex(edge_of({"MOBILE": ["13800138000"]}).header, b"")


def test_an_empty_column_meets_nobody() -> None:
    assert edge_of({"MOBILE": []}).rows_of(0, "13800138000") == []
    assert lay_out(np.zeros(3, np.uint64), 100)[1] == 0
