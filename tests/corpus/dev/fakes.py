"""What looks like client data and is none: codes of other kinds, and numbers that fail their check."""

import base64
from collections.abc import Callable
from functools import partial
from random import Random

from tests.corpus.check_digits import luhn, mod_11_2, mod_31_3
from tests.corpus.dev import assets, identity
from tests.corpus.dev.identity import digits

_HEX = "0123456789abcdef"


def _hex(count: int) -> Callable[[Random], str]:
    return lambda rng: "".join(rng.choice(_HEX) for _ in range(count))


def _uuid(rng: Random) -> str:
    return "-".join(_hex(count)(rng) for count in (8, 4, 4, 4, 12))


def _bumped(value: str, place: int, alphabet: str = "0123456789") -> str:
    """Change one character to the next one of its alphabet, so that a check fails."""
    place %= len(value)
    following = alphabet[(alphabet.index(value[place]) + 1) % len(alphabet)]
    return value[:place] + following + value[place + 1 :]


def _passes(value: str) -> bool:
    """Whether a number of 18 digits is, by chance, an ID, a card or a company's identifier."""
    by_luhn = value.isdigit() and luhn(value[:-1]) == value[-1]
    return by_luhn or mod_11_2(value[:17]) == value[17] or mod_31_3(value[:17]) == value[17]


def _failing(make: Callable[[Random], str]) -> Callable[[Random], str]:
    def draw(rng: Random) -> str:
        while _passes(value := make(rng)):
            pass
        return value

    return draw


def _id_bad_check(rng: Random) -> str:
    return _bumped(identity.resident_id(rng), -1, "0123456789X")


def _id_bad_date(rng: Random) -> str:
    no_day = rng.choice(("1332", "0231", "0045", "1990"))
    payload = f"{rng.choice(identity.REGIONS)}{rng.randrange(1950, 2005)}{no_day}{digits(rng, 3)}"
    return payload + mod_11_2(payload)  # the date alone disproves it


def _id_bad_region(rng: Random) -> str:
    payload = f"{rng.choice(('99', '00', '77', '20'))}{digits(rng, 4)}{identity.birthday(rng):%Y%m%d}{digits(rng, 3)}"
    return _bumped(payload + mod_11_2(payload), -1, "0123456789X")


def _usci_bad(rng: Random) -> str:
    return _bumped(assets.usci(rng), -1, "0123456789ABCDEFGHJKLMNPQRTUWXY")


def _card_bad(rng: Random) -> str:
    return _bumped(assets.bank_card(rng), -1)


def _order18(rng: Random) -> str:
    """Date and serial: what shops print."""
    return f"{rng.randrange(2021, 2027)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}{digits(rng, 10)}"


def _digits18(rng: Random) -> str:
    return str(rng.randrange(1, 10)) + digits(rng, 17)


def _base64(rng: Random) -> str:
    return base64.b64encode(rng.randbytes(rng.randrange(24, 60))).decode()


def _stamp(rng: Random) -> str:
    return f"202{rng.randrange(2, 7)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"


def _tracking(rng: Random) -> str:
    return rng.choice(
        (f"SF{digits(rng, 12)}", f"YT{digits(rng, 13)}", f"77{digits(rng, 13)}", f"JD{digits(rng, 11)}",
         f"EA{digits(rng, 9)}CN", f"ZTO{digits(rng, 12)}", f"43{digits(rng, 13)}")
    )  # fmt: skip


def _serial(rng: Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    return rng.choice(("PF", "5CG", "CN0", "SN-", "FCH")) + "".join(
        rng.choice(letters) for _ in range(rng.choice((7, 9, 12)))
    )


FAKES: dict[str, Callable[[Random], str]] = {
    "order18": _failing(_order18),
    "order": lambda rng: f"{rng.choice(('PO', 'WO', 'SO', 'INC'))}{_stamp(rng)}{digits(rng, 4)}",
    "tracking": _tracking,
    "digits18_bad": _failing(_digits18),
    "digits20": lambda rng: f"99{digits(rng, 18)}",
    "epoch13": lambda rng: str(rng.randrange(1_600_000_000_000, 1_790_000_000_000)),
    "stamp8": _stamp,
    "stamp14": lambda rng: (
        f"{_stamp(rng)}{rng.randrange(24):02d}{rng.randrange(60):02d}{rng.randrange(60):02d}"
    ),
    "stamp17": lambda rng: (
        f"{_stamp(rng)}{rng.randrange(24):02d}{rng.randrange(60):02d}{rng.randrange(60):02d}{digits(rng, 3)}"
    ),
    "uuid": _uuid,
    "md5": _hex(32),
    "sha1": _hex(40),
    "sha256": _hex(64),
    "base64": _base64,
    "amount": lambda rng: f"{rng.randrange(10_000, 900_000_000):,}.{rng.randrange(100):02d}",
    "ean13": lambda rng: f"69{digits(rng, 11)}",
    "serial": _serial,
    "material": lambda rng: (
        f"{rng.choice(('MAT', 'WL', 'P', 'ZC'))}-{digits(rng, rng.choice((5, 8)))}-{rng.choice('ABC')}"
    ),
    "id_bad_check": _failing(_id_bad_check),
    "id_bad_date": _id_bad_date,
    "id_bad_region": _failing(_id_bad_region),
    "card_bad": _card_bad,
    "usci_bad": _usci_bad,
    "vin_bad": lambda rng: _bumped(assets.vin(rng), 8, "0123456789X"),
    "mobile_bad": lambda rng: (
        rng.choice(("100", "110", "120", "123", "129", "140", "160", "141", "154", "179", "194"))
        + digits(rng, 8)
    ),
    "mobile_short": lambda rng: rng.choice(("138", "159", "186")) + digits(rng, 7),
    "digits11_bad": lambda rng: rng.choice("2345679") + digits(rng, 10),
    "digit": lambda rng: digits(rng, 1),
    **{f"digits{count}": partial(digits, count=count) for count in (3, 4, 5, 6, 7, 8, 9, 10, 12, 13)},
}
