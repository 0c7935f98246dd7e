# ruff: noqa: INP001 - a script beside what it writes, no package
"""Writes docs/settings.md from the structs that the components read their settings into.

    .venv/bin/python docs/write_settings.py

A setting's words are the comment behind its field, or the lines of comment right below it; those
of a table are the docstring of its struct. `--check` writes nothing and exits 1 when the page is
out of date.
"""

import ast
import inspect
import io
import sys
import textwrap
import tokenize
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import NODEFAULT, Meta, Struct

from agent.settings import AgentSettings
from runtime.settings import nested_structs
from server.settings import ServerSettings
from smtp_gateway.settings import GatewaySettings

PAGE = Path(__file__).with_name("settings.md")
FILES: tuple[tuple[str, str, type[Struct]], ...] = (
    ("The gateway", "ashseal-gateway run --settings FILE", GatewaySettings),
    ("The agent", "ashseal-agent run --settings FILE", AgentSettings),
    ("The console", "ashseal-console run --settings FILE", ServerSettings),
)
INTRODUCTION = """\
# Settings

Each component reads one TOML file. A key that nobody knows is an error that names the nearest known one.
Sizes are in octets, durations in seconds. Secrets never stand in these files: a setting ending in `_file`
names the file that holds one. This page is written by `docs/write_settings.py`; a test compares it with
the code.
"""


class Setting(Struct, frozen=True):
    """One row: a key of a table, and what the reader has to know of it."""

    key: str
    kind: str
    default: str
    words: str


def render() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION]
    for title, command, kind in FILES:
        parts.append(f"## {title}\n\n`{command}`\n")
        parts.extend(_render_table(path, table) for path, table in tables(kind))
    return "\n".join(parts)


def tables(kind: type[Struct], path: str = "") -> Iterator[tuple[str, type[Struct]]]:
    """Yield path and struct of each table of a settings file, in the order of the code."""
    for field in msgspec.structs.fields(kind):
        for table in nested_structs(field.type):
            inner = f"{path}.{field.encode_name}".lstrip(".")
            yield inner, table
            yield from tables(table, inner)


def settings(table: type[Struct]) -> list[Setting]:
    """Return the keys of one table, tables within it left out."""
    words = _comments(table)
    return [
        Setting(field.encode_name, _kind(field.type), _default(field), words.get(field.name, ""))
        for field in msgspec.structs.fields(table)
        if not nested_structs(field.type)
    ]


def _render_table(path: str, table: type[Struct]) -> str:
    words = inspect.cleandoc(table.__doc__ or "")
    rows = [f"| `{row.key}` | {row.kind} | {row.default} | {_cell(row.words)} |" for row in settings(table)]
    head = [f"### `[{path}]`", "", words, "", "| key | kind | default | meaning |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _comments(table: type[Struct]) -> dict[str, str]:
    """Return the comment that belongs to each field: behind it, or on lines of its own below it."""
    source = textwrap.dedent(inspect.getsource(table))
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.ClassDef)  # noqa: S101 - the source of a class is a class
    fields = [node for node in definition.body if isinstance(node, ast.AnnAssign)]
    found: dict[str, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        before = [field for field in fields if field.lineno <= token.start[0]]
        if token.type == tokenize.COMMENT and before and isinstance(before[-1].target, ast.Name):
            name = before[-1].target.id
            found[name] = f"{found.get(name, '')} {token.string.lstrip('# ')}".strip()
    return found


def _kind(kind: object) -> str:
    """Return a type as a person who writes TOML calls it."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        return _kind(parts[0]) + _bounds(parts[1:])
    if origin is Literal:
        return " or ".join(f"`{choice}`" for choice in parts)
    if origin in {typing.Union, types.UnionType}:
        return ", or ".join(_kind(part) for part in parts if part is not type(None))
    if origin in {tuple, list}:
        return f"list of {_kind(parts[0])}"
    if origin is dict:
        return f"table of {_kind(parts[1])}"
    names = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    return names[kind]  # type: ignore[index]


def _bounds(notes: tuple[object, ...]) -> str:
    for note in notes:
        if isinstance(note, Meta):
            low = note.ge if note.ge is not None else note.gt
            high = note.le if note.le is not None else note.lt
            above = f"{'above' if note.gt is not None else 'from'} {low:.10g}" if low is not None else ""
            return f" {above} to {high:.10g}" if high is not None else f" {above}".rstrip()
    return ""


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default_factory is not NODEFAULT:
        return f"`{_toml(field.default_factory())}`"
    if field.default is NODEFAULT:
        return "must be set"
    return "none" if field.default is None else f"`{_toml(field.default)}`"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; return the exit code."""
    page = render()
    if "--check" in arguments:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
