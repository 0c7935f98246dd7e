"""Rows come column by column; what is wrong with a source is named with its place and a remedy."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError

from server.errors import Invalid
from server.exact_match import sources
from server.exact_match.sources import csv_batches, reason_of, sql_batches


def written(directory: Path, content: str, encoding: str = "utf-8") -> Path:
    path = directory / "clients.csv"
    path.write_text(content, encoding=encoding, newline="")
    return path


@pytest.fixture
def clients(tmp_path: Path) -> URL:
    url = make_url(f"sqlite:///{tmp_path}/crm.sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE clients (id TEXT, mobile INTEGER, rate FLOAT)"))
        connection.execute(text("INSERT INTO clients VALUES ('1', 13800138000, 0.5), (NULL, 13900139000, 1)"))
    engine.dispose()
    return url


def test_a_csv_file_gives_the_wanted_columns_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "BATCH", 2)
    path = written(tmp_path, '\ufeffid,姓名,x\r\n1,张三,\r\n2,"李\n四",\r\n3,,\r\n\r\n')
    batches = list(csv_batches(path, ["姓名", "id"]))
    assert [batch.columns for batch in batches] == [(("张三", "李\n四"), ("1", "2")), (("",), ("3",))]
    assert batches[-1].share == 1.0


def test_another_encoding_and_delimiter_can_be_said(tmp_path: Path) -> None:
    path = written(tmp_path, "id\t姓名\n1\t张三\n", "gb18030")
    (batch,) = csv_batches(path, ["姓名"], encoding="gb18030", delimiter="\t")
    assert batch.columns == (("张三",),)


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        ("id_no,name\n", "utf-8", "clients.csv has no column `idno`; did you mean `id_no`?"),
        ("a,b\n", "utf-8", "has no column `idno`; there are: a, b"),
        ("", "utf-8", "has no column `idno`"),
        ("idno,idno\n", "utf-8", "has two columns `idno`"),
        ("idno,b\n1,2\n3\n4,5\n", "utf-8", "line 3: 1 cells, the heading has 2; quote cells"),
        ('idno,b\n1,"2\n\n2"\n3\n4,"5\n"\n', "utf-8", "line 5: 1 cells, the heading has 2"),
        ('idno,b\n1,"2"2\n', "utf-8", "near line 2: .*write quotation marks in a cell twice"),
        ("idno,b\n1,张三\n", "gb18030", "after line 0: not utf-8; say how it is encoded"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_the_place(
    tmp_path: Path, content: str, encoding: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        list(csv_batches(written(tmp_path, content, encoding), ["idno"]))


def test_no_file_and_no_encoding_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read: No such file"):
        list(csv_batches(tmp_path / "missing.csv", ["id"]))
    with pytest.raises(Invalid, match="no encoding gbk9; use a name"):
        list(csv_batches(written(tmp_path, "id\n"), ["id"], encoding="gbk9"))


def test_a_query_gives_text(clients: URL) -> None:
    (batch,) = sql_batches(clients, "SELECT id, mobile FROM clients ORDER BY mobile", ["mobile", "id"])
    assert batch == ((("13800138000", "13900139000"), ("1", "")), None)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT rate AS mobile FROM clients", "row 1 of the query, column `mobile`: a float has no one form as text"),
        ("SELECT id FROM clients", "the query has no column `mobile`"),
        ("SELECT mobile FROM customers", "OperationalError: no such table: customers; check URL"),
    ],
)  # fmt: skip
def test_a_query_that_does_not_fit_is_refused(clients: URL, query: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        list(sql_batches(clients, query, ["mobile"]))


def test_a_password_is_not_said() -> None:
    url = make_url("postgresql+psycopg://crm@127.0.0.1:1/crm").set(password="open-sesame")
    with pytest.raises(Invalid) as refused:
        list(sql_batches(url, "SELECT 1", ["a"]))
    assert "open-sesame" not in refused.value.en
    assert "crm:***@127.0.0.1" in refused.value.en


def test_what_a_database_says_of_a_cell_is_not_said() -> None:
    error = DataError("SELECT 1", {}, ValueError("invalid input syntax for type bigint: 张三"))
    assert reason_of(error) == "DataError: a value does not fit its type"


def test_a_driver_that_is_not_installed_is_named() -> None:
    with pytest.raises(Invalid, match="MySQLdb"):
        list(sql_batches(make_url("mysql://crm@db/crm"), "SELECT 1", ["a"]))
