"""What the rest of a row, and the title above it, make of each header: its settled topic.

Everyday words (`收入`, `余额`, `状态`) mean one thing in a payroll and another in a statement of an account.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from policies.lazily import lazily
from policies.tables.column_values import settle_by_value, settle_by_values
from policies.tables.header import (
    PERSONS,
    TABLE_TOPICS,
    Strength,
    bare_of,
    read_header,
)
from policies.tables.person_values import has_persons, may_be_person
from policies.tables.persons import (
    are_bounds,
    counts_many,
    counts_rows,
    has_rows_of_things,
    is_of_company,
    is_of_staff,
    may_be_of_anybody,
    names_no_person,
    names_persons,
)
from policies.tables.row_contexts import BESIDE_OTHERS, OF_PROFILES, are_days_of_sums, contexts, forms
from policies.vocabulary import Topic, words

_OF_STAFF = frozenset(
    {Topic.INCOME, Topic.TAX, Topic.HOUSING_FUND}
)  # what employees are paid, not what they sell
_BOOK = lazily(
    "(?:[款费金税息]|薪酬|收入|支出|成本|资产|负债|现金|利润|权益|折旧|摊销|损益|存货|公司|部|支行)$|"
    "\\b(?:cash|receivables?|payables?|loans?|revenue|income|expenses?|deposits?|assets?|equity|inventory|tax)\\b",
    re.IGNORECASE,
)
_SAY_LITTLE = frozenset({None, Topic.NEUTRAL})
_HOLDER = lazily(
    r"(?:户名|姓名|客户名称|客户姓名|账户名称|持有人|卡号|(?:Account|Customer|Client)(?: Name| Holder)?)[:：] ?[^\s:：]"
)
# Beside `Name` in tables of constants, options and files.
_OF_THINGS = words(
    "name value values type no # description field status version file system constant default"
) | {""}


def settle(cells: list[str], title: str = "", columns: Sequence[Sequence[str]] = ()) -> list[Topic | None]:
    """Return the topics of a header row; a word that the rest of the row does not bear out is neutral.

    `title` is what stands above the table: who it is about, and of what kind its sums are. `columns` are the first
    values below each header; they tell what is below one that is in no list.
    """
    topics, may_be_told = _by_labels(tuple(cells), title, columns)
    return settle_by_values(cells, topics, title, columns) if may_be_told else [*topics]


def settle_last(cells: Sequence[str], title: str, value: str) -> list[Topic | None]:
    """Return the topics of labels of a form, of which the last has this value; those of the others are told without."""
    topics, may_be_told = _by_labels(tuple(cells), title, [*([()] * (len(cells) - 1)), (value,)])
    settled = [*topics]
    if may_be_told:
        settled[-1] = settle_by_value(cells[-1], topics, title, [value])
    return settled


def _by_labels(
    cells: tuple[str, ...], title: str, columns: Sequence[Sequence[str]]
) -> tuple[tuple[Topic | None, ...], bool]:
    """What the labels say, and whether the values may say more."""
    persons = _is_of_persons(cells, title, columns)
    things = not persons and _is_of_unknown(cells, columns)
    topics = _settle(cells, title, persons=persons, things=things)
    return topics, bool(columns) and persons and not is_of_staff(cells, title)


@lru_cache(maxsize=1 << 8)
def _is_said_of_persons(cells: tuple[str, ...], title: str) -> bool | None:
    """Whether the labels say that a table is one of persons; None where the values may speak against it."""
    if _HOLDER.search(title):
        return True
    if not names_persons(cells):
        return False
    topics = {read_header(cell)[0] for cell in cells}
    return None if Topic.NAME in topics and topics & PERSONS <= {Topic.NAME, Topic.ACCOUNT} else True


def _is_of_persons(cells: tuple[str, ...], title: str, columns: Sequence[Sequence[str]]) -> bool:
    is_said = _is_said_of_persons(cells, title)
    if is_said is not False:
        return is_said or not _are_books(cells, columns)
    unknown = [
        column
        for cell, column in zip(cells, columns, strict=False)
        if read_header(cell)[0] in _SAY_LITTLE or may_be_of_anybody(cell)
    ]
    return has_persons(unknown) and not has_rows_of_things(cells) and not any(map(counts_many, cells))


def _are_books(cells: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether what is called an account or a name is one of a company's books: no name of a person is below."""
    below = zip(cells, columns, strict=False)
    values = {
        each for cell, column in below if column and read_header(cell)[0] is Topic.NAME for each in column
    }
    return 2 * sum(map(bool, map(_BOOK.search, values))) > len(values)


def _is_of_unknown(cells: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are of something that no list knows, by the words below the first head."""
    for cell, column in zip(cells, columns, strict=False):
        if cell and not counts_rows(cell):
            return (
                read_header(cell)[0] is None
                and any(any(map(str.isalpha, value)) for value in column)
                and not all(map(may_be_person, column))
            )
    return False


@lru_cache(maxsize=1 << 8)
def _settle(cells: tuple[str, ...], title: str, *, persons: bool, things: bool) -> tuple[Topic | None, ...]:
    read = [read_header(cell) for cell in cells]
    kept = _OF_STAFF if persons else frozenset()
    if is_of_staff(cells, title) or (not persons and (has_rows_of_things(cells) or are_bounds(cells))):
        return tuple(Topic.NEUTRAL if topic in TABLE_TOPICS - kept else topic for topic, _ in read)
    companies = not persons and (things or _are_of_nobody(cells, read) or any(map(is_of_company, cells)))
    if not persons and any(map(counts_many, cells)):
        read = [(Topic.NEUTRAL if topic in TABLE_TOPICS else topic, strength) for topic, strength in read]
    topics = [_settled(topic, strength, persons=persons, companies=companies) for topic, strength in read]
    if Topic.NAME in topics and all(map(_OF_THINGS.__contains__, map(bare_of, cells))):
        topics = [Topic.NEUTRAL if topic is Topic.NAME else topic for topic in topics]
    for words_of, topic in contexts(cells, topics, title, persons=persons):
        for index, cell in enumerate(cells):
            if not words_of.isdisjoint(forms(cell)):
                topics[index] = topic
    if not persons and are_days_of_sums(cells):
        topics = [Topic.NEUTRAL if topic is Topic.TRANSACTION else topic for topic in topics]
    return tuple(topics)


def _are_of_nobody(cells: Sequence[str], read: Sequence[tuple[Topic | None, Strength]]) -> bool:
    return names_no_person(cells) and all(strength is not Strength.PERSONAL for _, strength in read)


@lru_cache(maxsize=1 << 12)
def may_be_of_tables(label: str) -> bool:
    """Return whether a label means one of the table types, or would beside certain others."""
    return read_header(label)[0] in TABLE_TOPICS or not BESIDE_OTHERS.isdisjoint(forms(label))


def is_known_beside_a_profile(label: str) -> bool:
    """Return whether a label tells of a person only beside what he is like otherwise: `职务`, `专业`."""
    return not OF_PROFILES.isdisjoint(forms(label))


def is_known(label: str) -> bool:
    """Return whether a label is a word that heads columns, whatever it means."""
    return read_header(label)[0] is not None or may_be_of_tables(label)


def settle_pair(label: str, others: list[str], title: str = "", value: str = "") -> Topic | None:
    """Return the topic of a label in a left cell, given the labels around it, what stands above, and its value."""
    if names_persons(others):
        cells = [*others, label]
        return (settle_last(cells, title, value) if value else settle(cells, title))[-1]
    topic, strength = read_header(label)
    return _settled(topic, strength, persons=False, companies=any(map(is_of_company, others)))


def settle_labels(labels: list[str]) -> dict[str, Topic | None]:
    """Return the topics of labels that stand one below the other, each judged by all."""
    if names_persons(labels):
        return dict(zip(labels, settle(labels), strict=True))
    companies = any(map(is_of_company, labels))
    return {label: _settled(*read_header(label), persons=False, companies=companies) for label in labels}


def settle_field(label: str) -> Topic | None:
    """Return the topic of a label before a value, where it is known that the text speaks of a person."""
    topic, strength = read_header(label)
    return _settled(topic, strength, persons=True, companies=False)


def _settled(topic: Topic | None, strength: Strength, *, persons: bool, companies: bool) -> Topic | None:
    if topic not in TABLE_TOPICS or strength is Strength.PERSONAL:
        return topic
    if strength is Strength.USUAL:
        return Topic.NEUTRAL if companies else topic
    return topic if persons else Topic.NEUTRAL
