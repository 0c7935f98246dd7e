"""What the elements of a format mean for its text, and what one element does by that."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

import msgspec

from inspection.readers.markup import xml_files


class Vocabulary(msgspec.Struct, frozen=True):
    """What the elements of a format mean; names are local, but for those with a namespace in braces.

    `inline` are local names or whole namespaces (`{urn:x}`) whose text belongs to the line around it;
    `blocks` are the exceptions of an inline namespace. `breaks` stand for a text, `blanks` is an attribute
    that says how often. `aside` are taken out of the cell and the line in which they stand.
    `repeated`, `index` and `value` are attributes of cells: how often, in which column from 1, what number.
    `silent` are elements with their usual prefix that mostly have no text in them, but much markup.
    `deletion` holds deleted text, `deleted_at` marks its place; `identity` are the attributes that join them.
    """

    inline: frozenset[str]
    blocks: frozenset[str] = frozenset()
    breaks: Mapping[str, str] = {}
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    repeated: str = ""
    index: str = ""
    value: str = ""
    blanks: str = ""
    silent: tuple[bytes, ...] = ()
    deletion: str = ""
    deleted_at: str = ""
    identity: frozenset[str] = frozenset()


class Act(StrEnum):
    """What an element does besides being a line or a part of one."""

    NONE = ""
    BREAK = "break"
    DELETED_AT = "deleted at"
    FILE = "file"
    ROW = "row"
    CELL = "cell"
    ASIDE = "aside"
    DELETION = "deletion"


BOXES = frozenset({Act.ROW, Act.CELL, Act.ASIDE, Act.DELETION})


class Role(NamedTuple):
    """What an element is: its local name, whether it stands in the line around it, what it does."""

    name: str
    inline: bool
    act: Act


def role_of(tag: str, vocabulary: Vocabulary) -> Role:
    """Return what an element is, by its name with the namespace in braces before it."""
    namespace, _, name = tag.rpartition("}")
    inline = (
        name in vocabulary.inline
        or name in vocabulary.breaks
        or name == vocabulary.deleted_at
        or (f"{namespace}}}" in vocabulary.inline and name not in vocabulary.blocks)
    )
    return Role(name, inline, _act(name, vocabulary))


class Roles(dict[bytes, Role]):
    """Roles by the names of elements as a document writes them; `tag` puts a namespace in place of a prefix."""

    def __init__(self, tag: Callable[[bytes], str], vocabulary: Vocabulary) -> None:
        super().__init__()
        self._tag, self._vocabulary = tag, vocabulary

    def __missing__(self, name: bytes) -> Role:
        role = self[name] = role_of(self._tag(name), self._vocabulary)
        return role


def _act(name: str, vocabulary: Vocabulary) -> Act:
    for act, names in (
        (Act.BREAK, vocabulary.breaks),
        (Act.FILE, xml_files.FILES),
        (Act.ROW, vocabulary.rows),
        (Act.CELL, vocabulary.cells),
        (Act.ASIDE, vocabulary.aside),
    ):
        if name in names:
            return act
    if name == vocabulary.deleted_at:
        return Act.DELETED_AT
    return Act.DELETION if name == vocabulary.deletion else Act.NONE
