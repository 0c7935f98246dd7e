"""What differs between two policies, entry by entry, for those who approve a change."""

from collections.abc import Iterator

import msgspec

from policies.model import Policy


def differences_of(before: Policy, after: Policy) -> Iterator[str]:
    """Yield what differs between two policies, one line a difference: `+` new, `-` gone, `~` changed."""
    for field in ("name", "title", "mode"):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield f"~ {field}: {_shown(old)} -> {_shown(new)}"
    for kind, key in (("clauses", "id"), ("rules", "name"), ("tests", "name")):
        old_entries = {getattr(entry, key): entry for entry in getattr(before, kind)}
        new_entries = {getattr(entry, key): entry for entry in getattr(after, kind)}
        yield from (f"- {kind}: {name}" for name in old_entries if name not in new_entries)
        yield from (f"+ {kind}: {name}" for name in new_entries if name not in old_entries)
        for name in filter(new_entries.__contains__, old_entries):
            yield from _changes(f"{kind} {name}", old_entries[name], new_entries[name])


def _changes(where: str, old: msgspec.Struct, new: msgspec.Struct) -> Iterator[str]:
    for field in msgspec.structs.fields(old):
        was, becomes = getattr(old, field.name), getattr(new, field.name)
        if was != becomes:
            yield f"~ {where}: {field.encode_name}: {_shown(was)} -> {_shown(becomes)}"


def _shown(value: object) -> str:
    """A value as JSON without the keys that say nothing."""
    return msgspec.json.encode(_without_defaults(msgspec.to_builtins(value))).decode()


def _without_defaults(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_defaults(each) for key, each in value.items() if each not in (None, [], {}, ())}
    return [_without_defaults(each) for each in value] if isinstance(value, list) else value
