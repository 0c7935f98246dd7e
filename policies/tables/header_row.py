"""What the rest of a row, and the title above it, make of each header: its settled topic.

Everyday words (`收入`, `余额`, `状态`) mean one thing in a payroll and another in a statement of an account.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from policies.lazily import lazily
from policies.tables import context_words
from policies.tables.header import TABLE_TOPICS, Strength, bare_of, languages, read_header
from policies.tables.persons import (
    counts_many,
    has_rows_of_things,
    is_of_company,
    names_no_person,
    names_persons,
)
from policies.vocabulary import Topic, words

_OF_STATEMENTS = frozenset(
    {*context_words.OF_STATEMENTS.split(), *context_words.ENGLISH_OF_STATEMENTS.split("|")}
)
_OF_FUNDS = frozenset(context_words.OF_FUNDS.split())
_OF_FUNDS_ALONE = frozenset(context_words.OF_FUNDS_ALONE.split())
_OF_INFLOWS = frozenset(context_words.OF_INFLOWS.split())
_OUTFLOW = lazily("支出|支取|付出|转出")
_OF_REPORTS = frozenset({*context_words.OF_REPORTS.split(), *context_words.ENGLISH_OF_REPORTS.split("|")})
_BESIDE_OTHERS = _OF_FUNDS | _OF_FUNDS_ALONE | _OF_INFLOWS | _OF_REPORTS | _OF_STATEMENTS
_HOLDER = lazily(
    r"(?:户名|姓名|客户名称|客户姓名|账户名称|持有人|卡号|(?:Account|Customer|Client)(?: Name| Holder)?)[:：] ?[^\s:：]"
)
# Beside `Name` in tables of constants, options and files.
_OF_THINGS = words(
    "name value values type no # description field status version file system constant default"
) | {""}


def settle(cells: list[str], title: str = "") -> list[Topic | None]:
    """Return the topics of a header row; a word that the rest of the row does not bear out is neutral.

    `title` is what stands above the table: who it is about, and of what kind its sums are.
    """
    return list(_settle(tuple(cells), title))


@lru_cache(maxsize=1 << 8)
def _settle(cells: tuple[str, ...], title: str) -> tuple[Topic | None, ...]:
    read = [read_header(cell) for cell in cells]
    persons = names_persons(cells) or bool(_HOLDER.search(title))
    if not persons and has_rows_of_things(cells):
        return tuple(Topic.NEUTRAL if topic in TABLE_TOPICS else topic for topic, _ in read)
    of_nobody = names_no_person(cells) and all(strength is not Strength.PERSONAL for _, strength in read)
    companies = not persons and (of_nobody or any(map(is_of_company, cells)))
    if not persons and any(map(counts_many, cells)):
        read = [(Topic.NEUTRAL if topic in TABLE_TOPICS else topic, strength) for topic, strength in read]
    topics = [_settled(topic, strength, persons=persons, companies=companies) for topic, strength in read]
    if Topic.NAME in topics and set(map(bare_of, cells)) <= _OF_THINGS:
        topics = [Topic.NEUTRAL if topic is Topic.NAME else topic for topic in topics]
    for words_of, topic in _contexts(cells, topics, title, persons=persons):
        for index, cell in enumerate(cells):
            if not words_of.isdisjoint(_forms(cell)):
                topics[index] = topic
    return tuple(topics)


def _contexts(
    cells: Sequence[str], topics: list[Topic | None], title: str, *, persons: bool
) -> Iterator[tuple[frozenset[str], Topic]]:
    """Yield which words take which meaning in a row of such columns under such a title."""
    if (persons and Topic.TRANSACTION in topics) or _is_statement(cells, topics):
        yield _OF_STATEMENTS, Topic.TRANSACTION
        if any(map(_OUTFLOW.search, cells)):
            yield _OF_INFLOWS, Topic.TRANSACTION
    of_fund = "公积金" in title
    if persons and (of_fund or Topic.HOUSING_FUND in topics):
        yield _OF_FUNDS, Topic.HOUSING_FUND
    named = [cell for cell, topic in zip(cells, topics, strict=True) if topic is Topic.HOUSING_FUND]
    if persons and (of_fund or any("公积金" not in cell and not cell.isascii() for cell in named)):
        yield _OF_FUNDS_ALONE, Topic.HOUSING_FUND
    if persons and Topic.CREDIT_REPORT in topics:
        yield _OF_REPORTS, Topic.CREDIT_REPORT


@lru_cache(maxsize=1 << 12)
def _forms(cell: str) -> frozenset[str]:
    """A header as it is compared, and what it says in each of its languages."""
    return frozenset(map(bare_of, (cell, *(() if cell.isascii() else languages(cell)))))


@lru_cache(maxsize=1 << 12)
def may_be_of_tables(label: str) -> bool:
    """Return whether a label means one of the table types, or would beside certain others."""
    return read_header(label)[0] in TABLE_TOPICS or not _BESIDE_OTHERS.isdisjoint(_forms(label))


def is_known(label: str) -> bool:
    """Return whether a label is a word that heads columns, whatever it means."""
    return read_header(label)[0] is not None or may_be_of_tables(label)


def settle_pair(label: str, others: list[str], title: str = "") -> Topic | None:
    """Return the topic of a label in a left cell, given the labels around it and what stands above."""
    if names_persons(others):
        return settle([*others, label], title)[-1]
    topic, strength = read_header(label)
    return _settled(topic, strength, persons=False, companies=any(map(is_of_company, others)))


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


def _is_statement(cells: Sequence[str], topics: list[Topic | None]) -> bool:
    days = any("日期" in cell or "时间" in cell or bare_of(cell) in {"date", "time"} for cell in cells)
    return days and any(
        topic in {Topic.ACCOUNT, Topic.BANK_CARD} or "对方" in cell or "对手" in cell
        for cell, topic in zip(cells, topics, strict=True)
    )
