"""What the rest of a row, and the title above it, make of each header: its settled topic.

Everyday words (`收入`, `余额`, `状态`) mean one thing in a payroll and another in a statement of an account.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from policies.lazily import lazily
from policies.tables import context_words
from policies.tables.column_values import is_of_sums, settle_by_value, settle_by_values
from policies.tables.header import (
    PERSON_WORDS,
    PERSONS,
    TABLE_TOPICS,
    Strength,
    bare_of,
    languages,
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
_OF_STATEMENTS = frozenset(
    {*context_words.OF_STATEMENTS.split(), *context_words.ENGLISH_OF_STATEMENTS.split("|")}
)
_OF_FUNDS = frozenset(context_words.OF_FUNDS.split())
_OF_FUNDS_ALONE = frozenset(context_words.OF_FUNDS_ALONE.split())
_OF_INFLOWS = frozenset(context_words.OF_INFLOWS.split())
_OUTFLOW = lazily(
    r"支出|支取|付[出方款]|支付|转出|提出|提款|取款|借方|取出|\b(?:debits?|withdrawals?|dr|paid out|money out)\b",
    re.IGNORECASE,
)
_INFLOW = lazily(
    r"收[入方]|存入|转入|贷方|^存款$|\b(?:credits?|deposits?|cr|paid in|money in)\b", re.IGNORECASE
)
_BALANCE = lazily("(?<!存款)(?<!理财)(?:余额|结余)(?![\u3400-\u9fff])|bal(?:ance)?$")
_DAY = lazily(r"日期|时间|交易日|记账日|入账日|起息日|\b(?:date|time|dt)\b", re.IGNORECASE)
_PAYER = lazily(r"付款|付方|汇款人|转出方|\bpayer\b", re.IGNORECASE)
_PAYEE = lazily(r"收款|收方|受款|转入方|\bpayee\b", re.IGNORECASE)
_DEDUCTIONS = lazily("子女教育|继续教育|大病医疗|住房贷款利息|住房租金|赡养老人|婴幼儿照护|减除费用|专项附加")
_IS_DAY, _IS_OUTFLOW, _IS_INFLOW, _IS_DEDUCTION, _IS_PAYER, _IS_PAYEE = 1, 2, 4, 8, 16, 32
_IS_FLOW, _IS_PAYMENT = _IS_OUTFLOW | _IS_INFLOW, _IS_PAYER | _IS_PAYEE
_BY_SIGN = (
    (_IS_DAY, _DAY),
    (_IS_OUTFLOW, _OUTFLOW),
    (_IS_INFLOW, _INFLOW),
    (_IS_DEDUCTION, _DEDUCTIONS),
    (_IS_PAYER, _PAYER),
    (_IS_PAYEE, _PAYEE),
)
_OF_REPORTS = frozenset({*context_words.OF_REPORTS.split(), *context_words.ENGLISH_OF_REPORTS.split("|")})
_OF_PROFILES = frozenset({*context_words.OF_PROFILES.split(), *context_words.ENGLISH_OF_PROFILES.split("|")})
_OF_PAYMENTS = frozenset({*context_words.OF_PAYMENTS.split(), *context_words.ENGLISH_OF_PAYMENTS.split("|")})
_BESIDE_OTHERS = (
    _OF_FUNDS | _OF_FUNDS_ALONE | _OF_INFLOWS | _OF_PAYMENTS | _OF_PROFILES | _OF_REPORTS | _OF_STATEMENTS
)
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
    return topics, bool(columns) and persons and not _is_of_staff(cells, title)


@lru_cache(maxsize=1 << 8)
def _is_of_staff(cells: tuple[str, ...], title: str) -> bool:
    return is_of_staff(cells, title)


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
    if _is_of_staff(cells, title) or (not persons and (has_rows_of_things(cells) or are_bounds(cells))):
        return tuple(Topic.NEUTRAL if topic in TABLE_TOPICS - kept else topic for topic, _ in read)
    companies = not persons and (things or _are_of_nobody(cells, read) or any(map(is_of_company, cells)))
    if not persons and any(map(counts_many, cells)):
        read = [(Topic.NEUTRAL if topic in TABLE_TOPICS else topic, strength) for topic, strength in read]
    topics = [_settled(topic, strength, persons=persons, companies=companies) for topic, strength in read]
    if Topic.NAME in topics and all(map(_OF_THINGS.__contains__, map(bare_of, cells))):
        topics = [Topic.NEUTRAL if topic is Topic.NAME else topic for topic in topics]
    for words_of, topic in _contexts(cells, topics, title, persons=persons):
        for index, cell in enumerate(cells):
            if not words_of.isdisjoint(_forms(cell)):
                topics[index] = topic
    if not persons and _are_days_of_sums(cells):
        topics = [Topic.NEUTRAL if topic is Topic.TRANSACTION else topic for topic in topics]
    return tuple(topics)


def _are_of_nobody(cells: Sequence[str], read: Sequence[tuple[Topic | None, Strength]]) -> bool:
    return names_no_person(cells) and all(strength is not Strength.PERSONAL for _, strength in read)


@lru_cache(maxsize=1 << 12)
def _signs(cell: str) -> int:
    """What a label says of a statement of an account or of taxes, one bit each."""
    return sum(sign for sign, expression in _BY_SIGN if expression.search(cell))


def _all_signs(cells: Sequence[str]) -> int:
    return reduce(or_, map(_signs, cells), 0)


def _are_days_of_sums(cells: Sequence[str]) -> bool:
    """Whether each row is a day and some sums of it, as of a market: nobody's transactions."""
    others = [cell for cell in cells if cell and not _signs(cell) & _IS_DAY]
    return len(others) > 1 and len(others) < len(cells) and all(map(is_of_sums, others))


def _contexts(
    cells: Sequence[str], topics: list[Topic | None], title: str, *, persons: bool
) -> Iterator[tuple[frozenset[str], Topic]]:
    """Yield which words take which meaning in a row of such columns under such a title."""
    yield from _of_accounts(cells, topics, persons=persons)
    deductions = frozenset(bare_of(cell) for cell in cells if _signs(cell) & _IS_DEDUCTION)
    if persons and (len(deductions) > 1 or (deductions and Topic.TAX in topics)):
        yield deductions, Topic.TAX
    of_fund = "公积金" in title
    if persons and (of_fund or Topic.HOUSING_FUND in topics):
        yield (
            _OF_FUNDS.union(*(_forms(cell) for cell in cells if bare_of(cell).endswith("基数"))),
            Topic.HOUSING_FUND,
        )
    named = [cell for cell, topic in zip(cells, topics, strict=True) if topic is Topic.HOUSING_FUND]
    if persons and (of_fund or any("公积金" not in cell and not cell.isascii() for cell in named)):
        yield _OF_FUNDS_ALONE, Topic.HOUSING_FUND
    if persons and Topic.PROFILE in topics:
        yield _OF_PROFILES, Topic.PROFILE
    if persons and Topic.CREDIT_REPORT in topics:
        yield _OF_REPORTS, Topic.CREDIT_REPORT


def _of_accounts(
    cells: Sequence[str], topics: list[Topic | None], *, persons: bool
) -> Iterator[tuple[frozenset[str], Topic]]:
    """Yield the same of statements of accounts and lists of payments."""
    signs = _all_signs(cells)
    days = signs & _IS_DAY
    if (persons and Topic.TRANSACTION in topics) or (days and _is_statement(cells, topics, persons=persons)):
        balances = (
            _forms(cell)
            for cell, topic in zip(cells, topics, strict=True)
            if days and _is_balance(cell, topic)
        )
        yield _OF_STATEMENTS.union(*balances), Topic.TRANSACTION
        if signs & _IS_OUTFLOW:
            yield _OF_INFLOWS, Topic.TRANSACTION
    elif persons and signs & _IS_FLOW == _IS_FLOW and any(map(_are_of_clients, map(bare_of, cells))):
        flows = (_forms(cell) for cell in cells if _signs(cell) & _IS_FLOW)
        yield _OF_STATEMENTS.intersection(chain.from_iterable(flows)), Topic.TRANSACTION
    if persons and signs & _IS_PAYMENT == _IS_PAYMENT:
        yield _OF_PAYMENTS, Topic.TRANSACTION


def _are_of_clients(bare: str) -> bool:
    """Whether a label names persons, and not an account, which a ledger has too."""
    return PERSON_WORDS.search(bare) is not None and not bare.startswith("acc")


def _is_balance(cell: str, topic: Topic | None) -> bool:
    return topic is Topic.PROPERTY and _BALANCE.search(bare_of(cell)) is not None


@lru_cache(maxsize=1 << 12)
def _forms(cell: str) -> frozenset[str]:
    """A header as it is compared, and what it says in each of its languages."""
    return frozenset(map(bare_of, (cell, *(() if cell.isascii() else languages(cell)))))


@lru_cache(maxsize=1 << 12)
def may_be_of_tables(label: str) -> bool:
    """Return whether a label means one of the table types, or would beside certain others."""
    return read_header(label)[0] in TABLE_TOPICS or not _BESIDE_OTHERS.isdisjoint(_forms(label))


def is_known_beside_a_profile(label: str) -> bool:
    """Return whether a label tells of a person only beside what he is like otherwise: `职务`, `专业`."""
    return not _OF_PROFILES.isdisjoint(_forms(label))


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


def _is_statement(cells: Sequence[str], topics: list[Topic | None], *, persons: bool) -> bool:
    if persons and _all_signs(cells) & _IS_FLOW == _IS_FLOW:
        return True
    return any(
        topic in {Topic.ACCOUNT, Topic.BANK_CARD} or "对方" in cell or "对手" in cell
        for cell, topic in zip(cells, topics, strict=True)
    )
