"""Feature files appear whole, are read back as written, and others are refused by name."""

import datetime as dt
import os
from pathlib import Path

import pytest

from server.replay import store as stores
from server.replay.rows import row_of
from server.replay.schema import KEY, VERSION
from server.replay.store import FeatureFileInvalid, FeatureStore, check, check_whole, connect, sql_text
from tests.server.replay.generated import START, maker

EVER = dt.date(2000, 1, 1)


def written(folder: Path, count: int = 30, seed: int = 1) -> FeatureStore:
    store, made = FeatureStore(folder), maker(seed)
    policies = (made.policy(),)
    store.add([row_of(made.subject(policies), policies, id=str(n), policy_version=1) for n in range(count)])
    return store


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    made, store = maker(1), FeatureStore(tmp_path)
    policies = (made.policy(),)
    row, shape = row_of(made.subject(policies), policies, id="m-1", policy_version=7)
    store.put(row.at[:10], "one", [(row, shape)])
    [rows], [shapes] = store.files("rows", EVER), store.files("shapes", EVER)
    with connect() as connection:
        found = connection.execute(
            'SELECT id, "at", size, shape, value_hashes FROM read_parquet(?)', [str(rows)]
        ).fetchone()
        told = connection.execute(
            "SELECT shape, reason, findings FROM read_parquet(?)", [str(shapes)]
        ).fetchone()
    assert found == (row.id, dt.datetime.fromisoformat(row.at), row.size, row.shape, list(row.value_hashes))
    assert told is not None
    assert told[:2] == (shape.shape, shape.reason)
    assert [each["confidence"] for each in told[2]] == [each.confidence for each in shape.findings]
    assert rows.stat().st_mode & 0o777 == 0o600


def test_a_shape_is_stored_once_a_month(tmp_path: Path) -> None:
    store = written(tmp_path)
    before = len(store.files("shapes", EVER))
    written(tmp_path)
    assert len(store.files("shapes", EVER)) == before


def test_files_are_chosen_by_day(tmp_path: Path) -> None:
    store = written(tmp_path)
    days = [path.name[5:15] for path in store.files("rows", START.date() + dt.timedelta(days=2))]
    assert days == ["2026-05-06", "2026-05-07", "2026-05-08"]


def test_a_writer_that_is_killed_leaves_nothing_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stores, "_to_disk", killed)
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_more: None)  # a killed process tidies nothing up
    with pytest.raises(KeyboardInterrupt):
        written(tmp_path)
    monkeypatch.undo()
    store = FeatureStore(tmp_path)
    assert store.files("shapes", EVER) == store.files("rows", EVER) == []
    assert store.sweep() == 0  # a writer may still be at it
    for leftover in tmp_path.glob("*/.*"):
        os.utime(leftover, (0, 0))
    assert store.sweep() >= 1
    assert list(tmp_path.glob("*/*")) == list(tmp_path.glob("*/.*")) == []


def foreign(path: Path, options: str) -> Path:
    with connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS id) TO {sql_text(path)} (FORMAT parquet{options})")
    return path


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("", "not written by this console"),
        (f", KV_METADATA {{{KEY}: '0'}}", "features of version 0, read here is 2"),
        (f", KV_METADATA {{{KEY}: '{VERSION}'}}", "its columns are not those of version 2"),
    ],
)
def test_a_file_of_others_is_refused_by_name(tmp_path: Path, options: str, words: str) -> None:
    path = foreign(tmp_path / "rows-it's.parquet", options)
    with connect() as connection, pytest.raises(FeatureFileInvalid, match=words) as refused:
        check(connection, path, "rows")
    assert str(path) in str(refused.value)


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    path = written(tmp_path).files("rows", EVER)[0]
    whole = path.read_bytes()
    with connect() as connection:
        path.write_bytes(whole[:-20])
        with pytest.raises(FeatureFileInvalid, match="damaged"):
            check(connection, path, "rows")
        path.write_bytes(whole[:60] + bytes(200) + whole[260:])
        with pytest.raises(FeatureFileInvalid, match="damaged within"):
            check_whole(connection, path, "rows")


def test_rows_of_a_day_are_replaced_by_name(tmp_path: Path) -> None:
    store, made = FeatureStore(tmp_path), maker(3)
    row, shape = row_of(made.subject(()), (), id="m", policy_version=1)
    day = row.at[:10]
    store.put(day, "incidents-1", [(row, shape)])
    store.put(day, "incidents-2", [(row, shape)] * 2)
    store.put(day, "other", [(row, shape)])
    store.drop_below(day, "incidents", 2)
    assert [path.name for path in store.files("rows", EVER)] == [
        f"rows-{day}-incidents-2.parquet", f"rows-{day}-other.parquet",
    ]  # fmt: skip
    assert store.has(day, "incidents-2")
    assert not store.has(day, "incidents-1")
