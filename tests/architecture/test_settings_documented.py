"""docs/settings.md is what the code reads: every key, its kind, its default, and what it means."""

import importlib.util
import sys
from types import ModuleType
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta, Struct

from tests.architecture.tree import ROOT


class Inner(Struct):
    """A table within."""

    hosts: tuple[str, ...] = ("a",)  # names of
    # next hops | or addresses


class Example(Struct):
    """A table."""

    name: str  # what it is called
    size: Annotated[int, Meta(ge=1, le=9)] = 3
    share: Annotated[float, Meta(gt=0)] | None = None
    mode: Literal["a", "b"] = "a"
    on: bool = False
    inner: Inner = msgspec.field(default_factory=Inner)


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """The script that writes the page."""
    file = ROOT / "docs" / "write_settings.py"
    spec = importlib.util.spec_from_file_location("write_settings", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["write_settings"] = module  # msgspec looks up annotations there
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_code_says(writer: ModuleType) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == writer.render(), "run .venv/bin/python docs/write_settings.py"


def test_every_setting_of_every_component_has_words(writer: ModuleType) -> None:
    wordless = [
        f"{command.split()[0]} {path}.{row.key}"
        for _title, command, kind in writer.FILES
        for path, table in writer.tables(kind)
        for row in writer.settings(table)
        if not row.words
    ]
    assert wordless == []


def test_no_setting_holds_a_secret_itself(writer: ModuleType) -> None:
    keys = [
        row.key
        for _title, _command, kind in writer.FILES
        for _path, table in writer.tables(kind)
        for row in writer.settings(table)
    ]
    assert len(keys) > 50
    telling = ("password", "secret", "private_key", "token_value", "passphrase")
    assert [key for key in keys if any(word in key for word in telling) and not key.endswith("_file")] == []


def test_kinds_defaults_and_words_are_read_from_the_struct(writer: ModuleType) -> None:
    rows = {row.key: (row.kind, row.default, row.words) for row in writer.settings(Example)}
    assert rows == {
        "name": ("text", "must be set", "what it is called"),
        "size": ("whole number from 1 to 9", "`3`", ""),
        "share": ("number above 0", "none", ""),
        "mode": ("`a` or `b`", '`"a"`', ""),
        "on": ("true or false", "`false`", ""),
    }
    assert list(writer.tables(Example)) == [("inner", Inner)]
    (row,) = writer.settings(Inner)
    assert (row.kind, row.default, row.words) == (
        "list of text",
        '`["a"]`',
        "names of next hops | or addresses",
    )
