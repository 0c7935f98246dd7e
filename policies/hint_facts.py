"""Which facts a hint at a password speaks of, and whether a text that holds them gives the password away.

`密码是您手机号后六位` is a riddle as long as the mail holds no mobile number; where it does, the
password travels with the file, as if it were written out.
"""

import re
from collections.abc import Iterable

import msgspec

from policies.finding import Finding

RESOLVED_CONFIDENCE = 0.97
_FACTS = tuple(
    (re.compile(words, re.IGNORECASE), types)
    for words, types in (
        ("手机|mobile|cell", ("MOBILE",)),
        ("(?<!手机)(?:电话|座机)|(?<!mobile )(?<!cell )phone|extension", ("MOBILE", "LANDLINE")),
        (
            "身份证|生日|出生|identity|national id|birth|dob|(?<![a-z])id(?![a-z])",
            ("RESIDENT_ID", "RESIDENT_ID_15"),
        ),
        ("证件", ("RESIDENT_ID", "RESIDENT_ID_15", "PASSPORT", "HKM_PERMIT", "TW_PERMIT", "FPR_CARD")),
        ("护照|passport", ("PASSPORT",)),
        ("卡号|银行卡|信用卡|card", ("BANK_CARD",)),
        ("账号|帐号|账户|account", ("BANK_ACCOUNT", "BANK_CARD")),
        ("资金账号|股东号", ("SECURITIES_ACCOUNT",)),
        ("信用代码|税号|tax", ("USCI",)),
        ("车牌|plate", ("PLATE",)),
        ("邮箱|e-?mail", ("EMAIL",)),
        ("姓名|名字|name|initials", ("NAME",)),
    )
)


def facts_in(hint: str) -> frozenset[str]:
    """Return the types of client data that a hint speaks of, none for `the usual one`.

    >>> facts_in("您手机号后六位"), sorted(facts_in("the last six digits of your ID card"))
    (frozenset({'MOBILE'}), ['BANK_CARD', 'RESIDENT_ID', 'RESIDENT_ID_15'])
    """
    return frozenset(each for words, types in _FACTS if words.search(hint) for each in types)


def resolved(hint: Finding, facts: frozenset[str], found: Iterable[str]) -> Finding:
    """Return the finding of a hint as it counts beside data of the types in `found`."""
    known = sorted(facts.intersection(found))
    if not known:
        return hint
    reasons = (*(f"resolved:{each}" for each in known), *hint.reasons)
    return msgspec.structs.replace(
        hint, confidence=max(hint.confidence, RESOLVED_CONFIDENCE), reasons=reasons
    )
