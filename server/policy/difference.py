"""What changed between two sets of policy documents, line by line (row R13)."""

import difflib
from collections.abc import Iterator, Sequence

from server.policy.types import DiffLine
from wire.bundle import PolicyDocument

AROUND = 3  # unchanged lines shown around a change


def compare(old: Sequence[PolicyDocument], new: Sequence[PolicyDocument]) -> tuple[DiffLine, ...]:
    """Return the lines that differ, with some unchanged ones around, document by document."""
    before = {document.name: document.text for document in old}
    after = {document.name: document.text for document in new}
    lines: list[DiffLine] = []
    for name in sorted(before | after):
        if before.get(name) != after.get(name):
            lines += _lines(name, before.get(name, ""), after.get(name, ""))
    return tuple(lines)


def changed_names(old: Sequence[PolicyDocument], new: Sequence[PolicyDocument]) -> frozenset[str]:
    """Return the names of documents that were changed, added or removed."""
    before = {document.name: document.text for document in old}
    after = {document.name: document.text for document in new}
    return frozenset(name for name in before | after if before.get(name) != after.get(name))


def _lines(name: str, before: str, after: str) -> Iterator[DiffLine]:
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number or group[0][1]:
            yield DiffLine(name, "skip", None, None, "")
        for kind, old_start, old_end, new_start, new_end in group:
            if kind == "equal":
                for i in range(old_end - old_start):
                    text = old[old_start + i]
                    yield DiffLine(name, "same", old_start + i + 1, new_start + i + 1, text)
                continue
            for i in range(old_start, old_end):
                yield DiffLine(name, "removed", i + 1, None, old[i])
            for i in range(new_start, new_end):
                yield DiffLine(name, "added", None, i + 1, new[i])
