"""What of a value may be shown, type by type: enough for who knows it, too little for who does not.

The forms are those of JR/T 0171-2020 annex A as the trade uses them: an identity number shows its
first six and last four characters, a card likewise, a mobile its first three and last four, a landline
its last four, a name its first character, an address its district, an e-mail address its first
character and domain. A secret, an amount and a client's profile show nothing, not even their length.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from policies.detection import normal_value
from policies.taxonomy import EntityType

HIDDEN = "******"
_HIDDEN_MIN = 3  # a value of which fewer characters are hidden is found by trying

# A place's own name has none of the words that end a unit: where it has, less is shown.
_PLACE = r"(?:(?![省市区县旗路街巷道号村镇乡])[\u3400-\u9fff])"
_DISTRICT = re.compile(
    rf"(?:{_PLACE}{{2,8}}?(?:省|自治区|特别行政区))?"
    rf"(?:{_PLACE}{{1,9}}?(?:市|自治州|地区|盟))?"
    rf"(?:{_PLACE}{{1,8}}(?<![小社园校])[区县旗市])?"
)


def mask(type: str, value: str) -> str:  # noqa: A002 - the word of the contract
    """Return a value of an entity type as it may be shown on screens, in records and in notices.

    A type that is not known shows nothing.

    >>> mask("RESIDENT_ID", "11010519491231002X"), mask("MOBILE", "+86 138-0013-8000")
    ('110105********002X', '138****8000')
    """
    rule = RULES.get(type, _nothing)
    return rule(normal_value(type, value))


def _nothing(_plain: str) -> str:
    return HIDDEN


def _ends(head: int, tail: int) -> Callable[[str], str]:
    def shown(plain: str) -> str:
        hidden = len(plain) - head - tail
        return plain[:head] + "*" * hidden + plain[len(plain) - tail :] if hidden >= _HIDDEN_MIN else HIDDEN

    return shown


def _first(plain: str) -> str:
    return plain[:1] + "*" * max(1, len(plain) - 1)


def _first_and_domain(plain: str) -> str:
    local, _, domain = plain.rpartition("@")
    return f"{local[:1]}***@{domain}" if local else HIDDEN


def _district(plain: str) -> str:
    found = _DISTRICT.match(plain)
    shown = found[0] if found else ""
    return HIDDEN if shown == plain else shown + HIDDEN


_T = EntityType
RULES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        _T.RESIDENT_ID: _ends(6, 4),
        _T.RESIDENT_ID_15: _ends(6, 3),
        _T.FPR_CARD: _ends(3, 4),
        _T.HKM_PERMIT: _ends(1, 2),
        _T.TW_PERMIT: _ends(1, 2),
        _T.PASSPORT: _ends(2, 2),
        _T.USCI: _ends(6, 4),
        _T.BANK_CARD: _ends(6, 4),
        _T.BANK_ACCOUNT: _ends(4, 4),
        _T.CNAPS: _ends(3, 3),
        _T.MOBILE: _ends(3, 4),
        _T.LANDLINE: _ends(0, 4),
        _T.EMAIL: _first_and_domain,
        _T.PLATE: _ends(2, 1),
        _T.VIN: _ends(3, 4),
        _T.SECURITIES_ACCOUNT: _ends(1, 3),
        _T.NAME: _first,
        _T.ADDRESS: _district,
        _T.PASSWORD: _nothing,
        _T.PASSWORD_HINT: _nothing,
        _T.ID_CARD_IMAGE: _nothing,
        _T.BANK_CARD_IMAGE: _nothing,
        _T.INCOME: _nothing,
        _T.PROPERTY: _nothing,
        _T.TAX: _nothing,
        _T.HOUSING_FUND: _nothing,
        _T.LOAN: _nothing,
        _T.CREDIT_REPORT: _nothing,
        _T.TRANSACTION: _nothing,
        _T.PROFILE: _nothing,
    }
)
