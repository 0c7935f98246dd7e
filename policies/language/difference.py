"""What differs between two policies, entry by entry and key by key, for those who approve a change."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from policies.model import FILE_ACTIONS, MAIL_ACTIONS, Policy, Rule

_HEAD = ("name", "title", "mode", "limits")
# A rule that asks for more than before is met by less.
_LEAST = frozenset({"count", "distinct", "confidence", "amount", "size_over", "document_share"})
_SILENT: tuple[object, ...] = (None, (), [], False)
_LISTS = (("clauses", "id"), ("partners", "name"), ("terms", "name"), ("rules", "name"), ("tests", "name"))


class Difference(msgspec.Struct, frozen=True):
    """One difference: an entry that is `new` or `gone`, or a key whose value `changed`.

    `kind` is the section (`rules`, …) or empty for a key of the policy itself; `before` and `after` are
    what is written, empty where nothing is. `milder` is set where a rule does less than before.
    """

    how: Literal["new", "gone", "changed"]
    kind: str
    name: str
    key: str = ""
    before: str = ""
    after: str = ""
    milder: bool = False


def differences_of(before: Policy, after: Policy) -> Iterator[Difference]:
    """Yield what differs between two policies: first its head, then section by section."""
    for key in _HEAD:
        for each in _changes("", "", {key: getattr(before, key)}, {key: getattr(after, key)}):
            yield msgspec.structs.replace(each, milder=key == "mode" and each.after == "observe")
    for kind, key in _LISTS:
        old = {getattr(entry, key): entry for entry in getattr(before, kind)}
        new = {getattr(entry, key): entry for entry in getattr(after, kind)}
        for name in old:
            if name not in new:
                yield Difference("gone", kind, name, milder=kind == "rules")
        for name, entry in new.items():
            if name not in old:
                yield Difference("new", kind, name)
            else:
                yield from _entry_changes(kind, name, old[name], entry)


def _entry_changes(kind: str, name: str, old: msgspec.Struct, new: msgspec.Struct) -> Iterator[Difference]:
    milder = _milder(old, new) if isinstance(old, Rule) and isinstance(new, Rule) else ""
    for each in _changes(kind, name, old, new):
        less = kind == "rules" and _asks_for_more(each)
        yield msgspec.structs.replace(each, milder=less or each.key == milder)


def _asks_for_more(each: Difference) -> bool:
    """Whether a changed key of a rule lets more pass: a higher limit, `observe`, an exception or a longer one."""
    *path, key = each.key.split(".")
    if key == "mode":
        return each.after == "observe"
    if key == "expires":
        return each.after > each.before
    return key in _LEAST and "not" not in path and float(each.after or 0) > float(each.before or 0)


def _milder(old: Rule, new: Rule) -> str:
    """Return the key by which a rule does less than before, if it does."""
    if _rank(new) < _rank(old):
        return "then"
    return "otherwise" if new.then is old.then and old.otherwise == "refuse" != new.otherwise else ""


def _rank(rule: Rule) -> int:
    return (FILE_ACTIONS if rule.then in FILE_ACTIONS else MAIL_ACTIONS).index(rule.then)


def _changes(kind: str, name: str, old: object, new: object) -> Iterator[Difference]:
    was, becomes = _flat(msgspec.to_builtins(old)), _flat(msgspec.to_builtins(new))
    for key in dict.fromkeys((*was, *becomes)):
        if was.get(key) != becomes.get(key):
            yield Difference("changed", kind, name, key, was.get(key, ""), becomes.get(key, ""))


def _flat(value: object, path: str = "") -> dict[str, str]:
    """Every single value of a tree by its path, as in `when.any[2].entity`; what says nothing is left out."""
    if isinstance(value, dict):
        return {
            key: text
            for name, each in value.items()
            for key, text in _flat(each, f"{path}.{name}" if path else name).items()
        }
    if isinstance(value, list | tuple) and any(isinstance(each, dict) for each in value):
        return {
            key: text
            for number, each in enumerate(value, start=1)
            for key, text in _flat(each, f"{path}[{number}]").items()
        }
    if value in _SILENT or (value == "medium" and path.endswith("within")):  # defaults
        return {}
    return {path: ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)}
