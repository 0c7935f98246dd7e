"""The console's own indexes: taken over when replaced, and what is wrong with them is told once."""

from datetime import timedelta
from pathlib import Path

import msgspec

from policies.exact_match.index import Index
from runtime import exact_match
from server import keys
from server.exact_match.full_indexes import FullIndexes
from tests.policies.exact_match.made import index_of
from tests.server.support import NOW, Rig
from wire import instant


def put(path: Path, own: keys.Keys, mobile: str = "13800138000") -> Index:
    made = index_of(["MOBILE"], [(mobile,)], least=1, key=own.hash_key)
    header = msgspec.structs.replace(made.header, built_at=instant.render(NOW))
    exact_match.write(path, header, [made._body], own.bundle)  # type: ignore[list-item]
    return made


def test_an_index_is_looked_up_by_its_name_and_replaced_by_a_newer_one(rig: Rig, tmp_path: Path) -> None:
    own = keys.load(tmp_path / "state/keys")
    put(tmp_path / "clients.edm", own)
    indexes = FullIndexes([str(tmp_path / "clients.edm")], tmp_path, own)
    assert indexes.by_name() == {}
    indexes.look()
    first = indexes.by_name()["clients"]
    assert first.rows_of(0, "138 0013 8000") == [0]
    indexes.look()
    assert indexes.by_name()["clients"] is first
    put(tmp_path / "clients.edm", own, "13900139000")
    indexes.look()
    assert indexes.by_name()["clients"].rows_of(0, "13800138000") == []


def test_a_missing_or_stale_index_is_told_once(rig: Rig, tmp_path: Path) -> None:
    own = keys.load(tmp_path / "state/keys")
    indexes = FullIndexes([str(tmp_path / "clients.edm")], tmp_path, own)
    indexes.look()
    assert "No such file" in indexes.new_problem(NOW)
    assert indexes.new_problem(NOW) == ""
    put(tmp_path / "clients.edm", own)
    indexes.look()
    assert indexes.new_problem(NOW) == indexes.problem(NOW) == ""
    assert "older than it may be" in indexes.new_problem(NOW + timedelta(days=1))
