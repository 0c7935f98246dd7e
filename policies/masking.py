"""How a value may be shown: enough to recognise it for who knows it, too little for who does not.

The forms are those of JR/T 0171-2020 annex A as the trade uses them: an identity number shows its
first six and last four characters, a card likewise, a mobile its first three and last four, a name
its first character, a secret nothing, not even its length.
"""

from types import MappingProxyType

from policies.detection import normal_value

_SHOWN = MappingProxyType(  # type -> characters shown at the head and at the tail
    {
        "RESIDENT_ID": (6, 4),
        "RESIDENT_ID_15": (6, 3),
        "FPR_CARD": (3, 4),
        "HKM_PERMIT": (1, 2),
        "TW_PERMIT": (1, 2),
        "PASSPORT": (2, 2),
        "USCI": (6, 4),
        "BANK_CARD": (6, 4),
        "BANK_ACCOUNT": (4, 4),
        "CNAPS": (3, 3),
        "MOBILE": (3, 4),
        "LANDLINE": (0, 4),
        "PLATE": (2, 1),
        "VIN": (3, 4),
        "SECURITIES_ACCOUNT": (1, 3),
        "ADDRESS": (6, 0),
    }
)
_SECRET = frozenset({"PASSWORD", "PASSWORD_HINT"})
HIDDEN = "******"


def mask(type: str, value: str) -> str:  # noqa: A002 - the word of the contract
    """Return a value of an entity type as it may be shown on screens, in records and in notices.

    >>> mask("RESIDENT_ID", "11010519491231002X"), mask("MOBILE", "+86 138-0013-8000")
    ('110105********002X', '138****8000')
    """
    if type in _SECRET:
        return HIDDEN
    plain = normal_value(type, value)
    if type == "NAME":
        return plain[:1] + "*" * max(1, len(plain) - 1)
    if type == "EMAIL":
        local, _, domain = plain.rpartition("@")
        return f"{local[:1]}***@{domain}"
    head, tail = _SHOWN.get(type, (1, 1))
    if len(plain) <= head + tail:
        return HIDDEN
    return plain[:head] + "*" * (len(plain) - head - tail) + plain[len(plain) - tail :]
