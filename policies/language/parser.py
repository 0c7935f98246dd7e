"""Policy text to `Policy`: YAML with line, column and a remedy in every error.

The reader walks the structs of `policies.model` beside the nodes of the text and collects every
problem before it gives up. A list of one may be written as a single value.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from typing import Any

import msgspec
import yaml
from msgspec import inspect

from policies.language.checks import check
from policies.language.errors import PolicyInvalid, Problem
from policies.language.yaml_tree import NARROW, WIDE_COLON, compose, place
from policies.model import Policy

_POLICY = inspect.type_info(Policy)
Places = dict[tuple[str | int, ...], tuple[int, int]]
_ABSENT = object()
_QUOTE = "put the text in quotes: inside {…} a comma ends it"


def parse(text: str, *, name: str = "policy") -> Policy:
    """Return the policy of a YAML text; `name` stands before the place in messages.

    Raises:
        PolicyInvalid: with every problem found, each with line, column and remedy.
    """
    root = compose(text, name)
    reader = _Reader()
    value = reader.read(root, _POLICY, ())
    if not reader.problems:
        policy = msgspec.convert(value, Policy, strict=True)
        reader.problems += check(policy, reader.places)
    if reader.problems:
        raise PolicyInvalid(name, tuple(sorted(reader.problems)))
    return policy


class _Reader:
    """One walk over one text: values out, problems and the place of every value collected."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: Places = {}

    def read(self, node: yaml.Node, kind: inspect.Type, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        self.places[path] = place(node.start_mark)
        bare = _bare(kind)
        if isinstance(bare, inspect.StructType):
            return self._struct(node, bare, path)
        if isinstance(bare, inspect.VarTupleType):
            return self._list(node, bare, path)
        if not isinstance(node, yaml.ScalarNode):
            return self._refuse(
                node, f"{_called(path)} is one value", f"write {_expected(kind)} behind the colon"
            )
        return self._scalar(node, kind, path)

    def _struct(self, node: yaml.Node, kind: inspect.StructType, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        if not isinstance(node, yaml.MappingNode):
            keys = ", ".join(field.encode_name for field in kind.fields[:4])
            return self._refuse(node, f"{_called(path)} is a mapping", f"write keys such as {keys} below it")
        fields = {field.encode_name: field for field in kind.fields}
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", ""))
            if key not in fields:
                remedy = _remedy_of_key(key, node, value_node) or nearest(key, fields)
                self._refuse(key_node, f"unknown key {key!r} in {_called(path)}", remedy)
            elif key in found:
                self._refuse(key_node, f"key {key!r} is written twice", "keep one of the two")
            else:
                found[key] = self.read(value_node, fields[key].type, (*path, key))
        for key, field in fields.items():
            if field.required and key not in found:
                self._refuse(node, f"{_called(path)} has no {key!r}", f"add `{key}: …`")
        return found

    def _list(self, node: yaml.Node, kind: inspect.VarTupleType, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        if isinstance(node, yaml.SequenceNode):
            if not node.value:
                return self._refuse(
                    node, f"{_called(path)} is an empty list", "add an entry or take the key away"
                )
            return [self.read(each, kind.item_type, (*path, index)) for index, each in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode) and path[-1] != "together":
            return self._refuse(node, f"{_called(path)} is a list", "put `- ` before each entry")
        return [self.read(node, kind.item_type, (*path, 0))]

    def _scalar(self, node: yaml.ScalarNode, kind: inspect.Type, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        value = _convert(node, _bare(kind))
        if value is _ABSENT:
            remedy = _choices(node.value, _bare(kind)) or f"write {_expected(kind)}"
            return self._refuse(node, f"{_called(path)} cannot be {node.value!r}"[:200], remedy)
        return value

    def _refuse(self, node: yaml.Node, message: str, remedy: str) -> None:
        self.problems.append(Problem(*place(node.start_mark), message, remedy))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the remedy for an unknown word: the nearest known one, else all of them."""
    names = {each.lower(): each for each in known}
    close = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return f"did you mean {names[close[0]]!r}?" if close else f"known here: {', '.join(names.values())}"


def _remedy_of_key(key: str, mapping: yaml.MappingNode, value: yaml.Node) -> str:
    """The remedy for what is no key but a slip of the pen, empty if it may be a key that nobody knows."""
    if WIDE_COLON in key:
        return NARROW
    was_cut = mapping.flow_style and isinstance(value, yaml.ScalarNode) and not value.value
    return _QUOTE if was_cut else ""  # `{zh: 您好, 请注意}`


def _bare(kind: inspect.Type) -> inspect.Type:
    """Return a type without `| None` and without its description."""
    if isinstance(kind, inspect.UnionType):
        return _bare(next(each for each in kind.types if not isinstance(each, inspect.NoneType)))
    return _bare(kind.type) if isinstance(kind, inspect.Metadata) else kind


def _called(path: tuple[str | int, ...]) -> str:
    """Return what a place is called in a message: `rules[2].when`, the policy itself at the root."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".") or "the policy"


def _description(kind: inspect.Type) -> str:
    """Return what `policies.scalars` says of a kind of value."""
    if isinstance(kind, inspect.UnionType):
        return next(filter(None, map(_description, kind.types)), "")
    return (
        str((kind.extra_json_schema or {}).get("description", ""))
        if isinstance(kind, inspect.Metadata)
        else ""
    )


def _convert(node: yaml.ScalarNode, kind: inspect.Type) -> Any:  # noqa: ANN401
    """Return the value of a scalar as its type asks for it, `_ABSENT` when it does not fit."""
    if isinstance(kind, inspect.StrType):
        return node.value if _fits_text(node.value, kind) else _ABSENT
    if isinstance(kind, inspect.EnumType):
        return node.value if node.value in {member.value for member in kind.cls} else _ABSENT
    if isinstance(kind, inspect.LiteralType):
        return next((value for value in kind.values if str(value) == node.value), _ABSENT)
    if isinstance(kind, inspect.BoolType):
        return {"true": True, "false": False}.get(node.value, _ABSENT) if node.style is None else _ABSENT
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return _number(node, kind)
    return _date(node.value)


def _fits_text(value: str, kind: inspect.StrType) -> bool:
    if kind.pattern and not re.fullmatch(kind.pattern, value):
        return False
    return len(value) >= (kind.min_length or 0) and (kind.max_length is None or len(value) <= kind.max_length)


def _number(node: yaml.ScalarNode, kind: inspect.IntType | inspect.FloatType) -> Any:  # noqa: ANN401
    expression = r"-?[0-9]{1,15}" if isinstance(kind, inspect.IntType) else r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
    if node.style is not None or not re.fullmatch(expression, node.value):
        return _ABSENT
    value = int(node.value) if isinstance(kind, inspect.IntType) else float(node.value)
    return (
        _ABSENT
        if (kind.ge is not None and value < kind.ge) or (kind.le is not None and value > kind.le)
        else value
    )


def _date(value: str) -> Any:  # noqa: ANN401
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return _ABSENT


def _choices(value: str, kind: inspect.Type) -> str:
    if isinstance(kind, inspect.EnumType):
        return nearest(value, [str(member.value) for member in kind.cls])
    if isinstance(kind, inspect.LiteralType):
        return nearest(value, map(str, kind.values))
    return ""


def _expected(described: inspect.Type) -> str:
    kind = _bare(described)
    if isinstance(kind, inspect.StrType):
        return _description(described) if kind.pattern else _expected_text(kind)
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        number = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
        return f"{number} from {kind.ge} to {kind.le}"
    words = {inspect.BoolType: "true or false", inspect.DateType: "a date such as 2027-03-31"}
    return words.get(type(kind), "a known word")


def _expected_text(kind: inspect.StrType) -> str:
    return f"text of {kind.min_length or 0} to {kind.max_length or 'any number of'} characters"
