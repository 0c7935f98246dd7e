"""Which words take which meaning in a row of such columns: `收入` in a payroll, and in a statement of an account.

A row is known by its signs: a column of days, of what goes out and comes in, of who pays and who is paid.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from policies.lazily import lazily
from policies.tables import context_words
from policies.tables.column_values import is_of_sums
from policies.tables.header import PERSON_WORDS, bare_of, languages
from policies.vocabulary import Topic

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
_DEDUCTIONS = lazily(
    "子女教育|继续教育|大病医疗|住房贷款利息|住房租金|赡养老人|婴幼儿照护|^个人养老金$|减除费用|专项附加"
)
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
OF_PROFILES = frozenset({*context_words.OF_PROFILES.split(), *context_words.ENGLISH_OF_PROFILES.split("|")})
_OF_PAYMENTS = frozenset({*context_words.OF_PAYMENTS.split(), *context_words.ENGLISH_OF_PAYMENTS.split("|")})
BESIDE_OTHERS = (
    _OF_FUNDS | _OF_FUNDS_ALONE | _OF_INFLOWS | _OF_PAYMENTS | OF_PROFILES | _OF_REPORTS | _OF_STATEMENTS
)


def contexts(
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
            _OF_FUNDS.union(*(forms(cell) for cell in cells if bare_of(cell).endswith("基数"))),
            Topic.HOUSING_FUND,
        )
    named = [cell for cell, topic in zip(cells, topics, strict=True) if topic is Topic.HOUSING_FUND]
    if persons and (of_fund or any("公积金" not in cell and not cell.isascii() for cell in named)):
        yield _OF_FUNDS_ALONE, Topic.HOUSING_FUND
    if persons and Topic.PROFILE in topics:
        yield OF_PROFILES, Topic.PROFILE
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
            forms(cell)
            for cell, topic in zip(cells, topics, strict=True)
            if days and _is_balance(cell, topic)
        )
        yield _OF_STATEMENTS.union(*balances), Topic.TRANSACTION
        if signs & _IS_OUTFLOW:
            yield _OF_INFLOWS, Topic.TRANSACTION
    elif persons and signs & _IS_FLOW == _IS_FLOW and any(map(_are_of_clients, map(bare_of, cells))):
        flows = (forms(cell) for cell in cells if _signs(cell) & _IS_FLOW)
        yield _OF_STATEMENTS.intersection(chain.from_iterable(flows)), Topic.TRANSACTION
    if persons and signs & _IS_PAYMENT == _IS_PAYMENT:
        yield _OF_PAYMENTS, Topic.TRANSACTION


def _are_of_clients(bare: str) -> bool:
    """Whether a label names persons, and not an account, which a ledger has too."""
    return bare == "account holder" or (PERSON_WORDS.search(bare) is not None and not bare.startswith("acc"))


def _is_balance(cell: str, topic: Topic | None) -> bool:
    return topic is Topic.PROPERTY and _BALANCE.search(bare_of(cell)) is not None


def _is_statement(cells: Sequence[str], topics: list[Topic | None], *, persons: bool) -> bool:
    if persons and _all_signs(cells) & _IS_FLOW == _IS_FLOW:
        return True
    return any(
        topic in {Topic.ACCOUNT, Topic.BANK_CARD} or "对方" in cell or "对手" in cell
        for cell, topic in zip(cells, topics, strict=True)
    )


def are_days_of_sums(cells: Sequence[str]) -> bool:
    """Whether each row is a day and some sums of it, as of a market: nobody's transactions."""
    others = [cell for cell in cells if cell and not _signs(cell) & _IS_DAY]
    return len(others) > 1 and len(others) < len(cells) and all(map(is_of_sums, others))


@lru_cache(maxsize=1 << 12)
def _signs(cell: str) -> int:
    """What a label says of a statement of an account or of taxes, one bit each."""
    return sum(sign for sign, expression in _BY_SIGN if expression.search(cell))


def _all_signs(cells: Sequence[str]) -> int:
    return reduce(or_, map(_signs, cells), 0)


@lru_cache(maxsize=1 << 12)
def forms(cell: str) -> frozenset[str]:
    """A header as it is compared, and what it says in each of its languages."""
    return frozenset(map(bare_of, (cell, *(() if cell.isascii() else languages(cell)))))
