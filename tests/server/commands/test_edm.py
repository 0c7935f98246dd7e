"""`edm build` writes an index that this console signed, and says what became of the rows."""

from pathlib import Path

import msgspec
import pytest

from policies.detection import detect
from policies.exact_match.header import Header
from policies.exact_match.index import Index
from policies.exact_match.match import match
from runtime import exact_match
from server import keys
from server.audit.types import AuditFilter
from server.authz import Role
from server.paging import PageRequest
from tests.server.commands.calling import Called, Caller
from tests.server.support import someone
from wire.signature import key_id

RECIPE = """name = "clients"
[[columns]]
name = "mobile"
type = "MOBILE"
[[columns]]
name = "name"
type = "NAME"
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE)
    return path


def build(ready: Caller, recipe: Path, source: object, *more: str) -> Called:
    out = str(recipe.parent / "clients.edm")
    return ready("edm", "build", str(recipe), "--source", str(source), "--out", out, *more)


def test_a_csv_file_becomes_an_index_that_gateways_trust(ready: Caller, recipe: Path, tmp_path: Path) -> None:
    source = tmp_path / "clients.csv"
    source.write_text("mobile,name\n13800138000,张三\n13800138000,李四\n")
    said = build(ready, recipe, source)
    assert said.only["columns"] == [
        {"name": "mobile", "listed": 2, "empty": 0, "shared": 0, "unfit": 0},
        {"name": "name", "listed": 2, "empty": 0, "shared": 0, "unfit": 0},
    ]
    own = keys.load(tmp_path / "console/state/keys")
    public = own.bundle.public_key()
    with (tmp_path / "clients.edm").open("rb") as file:
        header = exact_match.read(file, "clients.edm", {key_id(public): public})
        file.seek(exact_match.BODY_START)
        index = Index(header, file.read(), own.hash_key)
    text = "李四 13800138000"
    assert len(match(text, detect(text), [index])) == 2
    assert (tmp_path / "clients.edm").stat().st_mode & 0o777 == 0o600


def test_it_stands_in_the_audit_trail(ready: Caller, recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("mobile,name\n13800138000,张三\n")
    build(ready, recipe, tmp_path / "clients.csv")
    console = ready.console()
    try:
        entries = console.audit.page(someone("auditor", Role.AUDIT_ADMIN), AuditFilter(), PageRequest())
    finally:
        console.close()
    assert ("edm.build", "clients") in [(row.action, row.object) for row in entries.rows]


@pytest.mark.parametrize(
    ("source", "more", "words"),
    [
        ("postgresql://crm:open-sesame@db/crm", ["--query", "SELECT 1"], "the URL holds a password"),
        ("postgresql://crm@db/crm", [], "a database needs --query"),
        ("://", ["--query", "SELECT 1"], "--source is no database URL"),
        ("clients.csv", ["--delimiter", ", "], "--delimiter is no single character"),
        ("missing.csv", [], "missing.csv: cannot be read: No such file"),
    ],
)  # fmt: skip
def test_a_source_that_cannot_be_used_is_refused(
    ready: Caller, recipe: Path, source: str, more: list[str], words: str
) -> None:
    said = build(ready, recipe, source, *more)
    assert said.code == 1
    assert words in said.words
    assert "open-sesame" not in said.words
    assert not (recipe.parent / "clients.edm").exists()


def test_a_password_comes_from_a_file(ready: Caller, recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("open-sesame")
    said = build(
        ready, recipe, "postgresql+psycopg://crm@127.0.0.1:1/crm",
        "--query", "SELECT 1", "--password-file", str(tmp_path / "password"),
    )  # fmt: skip
    assert said.code == 1
    assert "crm:***@127.0.0.1" in said.words
    assert "open-sesame" not in said.words


def test_a_missing_directory_is_said_before_anything_is_read(ready: Caller, recipe: Path) -> None:
    said = ready("edm", "build", str(recipe), "--source", "missing.csv", "--out", "nowhere/clients.edm")
    assert (said.code, said.words) == (1, "nowhere is no directory; make it, or give another --out\n")


def test_an_index_is_shown_if_it_is_sound_and_fresh(ready: Caller, recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("mobile,name\n13800138000,张三\n")
    build(ready, recipe, tmp_path / "clients.csv", "--edge")
    path = tmp_path / "clients.edm"
    said = ready("edm", "show", str(path))
    assert (said.code, said.only["name"], said.only["edge"]) == (0, "clients", True)
    own = keys.load(tmp_path / "console/state/keys").bundle
    old = msgspec.structs.replace(msgspec.convert(said.only, Header), built_at="2026-01-01T00:00:00Z")
    exact_match.write(path, old, [path.read_bytes()[exact_match.BODY_START :]], own)
    said = ready("edm", "show", str(path))
    assert said.code == 1
    assert "was built at 2026-01-01T00:00:00Z and is stale; build it again" in said.words


def test_what_is_no_index_is_not_shown(ready: Caller, recipe: Path) -> None:
    said = ready("edm", "show", str(recipe))
    assert (said.code, said.lines) == (1, [])
    assert "no exact-match index; give the file that `edm build` wrote" in said.words
    assert "cannot be read: No such file" in ready("edm", "show", "missing.edm").words
