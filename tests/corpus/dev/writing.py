"""The ways in which people and machines write one and the same value."""

from collections.abc import Callable
from random import Random

LOWER_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
ZERO_NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")
FORMAL_NUMERALS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e")
# How the trade groups a number; the last size repeats.
GROUPS: dict[str, tuple[tuple[int, ...], ...]] = {
    "RESIDENT_ID": ((6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4), (4,)),
    "RESIDENT_ID_15": ((6, 6, 3), (5,)),
    "FPR_CARD": ((6, 8, 4), (3, 4, 4, 4, 3)),
    "HKM_PERMIT": ((1, 8, 2), (1, 4, 4, 2)),
    "TW_PERMIT": ((4, 4, 2), (8, 2)),
    "PASSPORT": ((1, 8), (2, 7), (1, 4, 4)),
    "USCI": ((8, 8, 2), (2, 6, 9, 1), (4,)),
    "BANK_CARD": ((4,), (4, 4, 4, 4, 3), (6, 10, 3), (6, 13)),
    "BANK_ACCOUNT": ((4,), (5,), (3, 4, 4, 4, 9)),
    "CNAPS": ((3, 4, 4, 1), (4,), (6, 6)),
    "MOBILE": ((3, 4, 4), (3, 4, 4), (3, 8), (4, 3, 4)),
    "VIN": ((3, 6, 8), (3, 5, 1, 8)),
    "SECURITIES_ACCOUNT": ((1, 9), (1, 3, 3, 3), (4, 3, 5)),
}


def _groups(value: str, kind: str, rng: Random) -> list[str]:
    sizes, start = rng.choice(GROUPS[kind]), 0
    parts: list[str] = []
    while start < len(value):
        size = sizes[min(len(parts), len(sizes) - 1)]
        parts.append(value[start : start + size])
        start += size
    return parts


def _grouped(separators: str) -> Callable[[str, str, Random], str]:
    def write(value: str, kind: str, rng: Random) -> str:
        return rng.choice(separators).join(_groups(value, kind, rng))

    return write


def _spaced_out(value: str, _kind: str, rng: Random) -> str:
    separator = rng.choice("   \u3000\u00a0")
    return separator.join(value.replace("-", ""))


def _full_width(value: str, _kind: str, _rng: Random) -> str:
    return value.replace("!", "").rstrip(".").translate(FULL_WIDTH)  # `！` would end a sentence


def _zero_width(value: str, _kind: str, rng: Random) -> str:
    invisible = rng.choice(INVISIBLE)
    if rng.random() < 0.3:
        return invisible.join(value)
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(1, len(value))
        value = value[:place] + invisible + value[place:]
    return value


def _chinese(value: str, _kind: str, rng: Random) -> str:
    return value.replace("-", "").translate(rng.choice((LOWER_NUMERALS, ZERO_NUMERALS)))


def _chinese_formal(value: str, _kind: str, _rng: Random) -> str:
    return value.replace("-", "").translate(FORMAL_NUMERALS)


def _broken(ends: tuple[str, ...]) -> Callable[[str, str, Random], str]:
    def write(value: str, _kind: str, rng: Random) -> str:
        place = rng.randrange(3, len(value) - 2)
        return value[:place] + rng.choice(ends) + value[place:]

    return write


def _half_numerals(value: str, _kind: str, rng: Random) -> str:
    """Chinese numerals here and there among Arabic digits."""
    numerals = rng.choice((LOWER_NUMERALS, ZERO_NUMERALS, FORMAL_NUMERALS))
    places = {*rng.sample(range(len(value)), len(value) // 2), 0, 1, len(value) // 2}
    return "".join(each.translate(numerals) if place in places else each for place, each in enumerate(value))


def _other_digits(value: str, _kind: str, rng: Random) -> str:
    return value.translate(rng.choice((ARABIC_DIGITS, PERSIAN_DIGITS)))


def _entities(value: str, _kind: str, rng: Random) -> str:
    """Escapes of HTML that nobody undid, of all characters or of some."""
    share = rng.choice((0.3, 1.0))
    return "".join(f"&#{ord(each)};" if each.isalnum() and rng.random() < share else each for each in value)


def _lower(value: str, _kind: str, _rng: Random) -> str:
    return value.lower()


def _prefixed(value: str, kind: str, rng: Random) -> str:
    if kind == "LANDLINE":
        code, _, number = value.partition("-")
        code = code.removeprefix("0")
        return rng.choice(
            (f"+86-{code}-{number}", f"+86 {code} {number}", f"(+86){code}-{number}", f"0086-{code}-{number}")
        )
    grouped = "-".join((value[:3], value[3:7], value[7:]))
    return rng.choice(
        (f"+86{value}", f"+86 {value}", f"+86-{value}", f"0086{value}", f"0086-{value}", f"(+86){value}",
         f"（+86）{value}", f"(86){value}", f"86-{value}", f"+86 {grouped}", f"(+86) {grouped.replace('-', ' ')}")
    )  # fmt: skip


def _mixed(value: str, kind: str, rng: Random) -> str:
    """Two ways at once: full-width digits in groups, or half of them full-width."""
    if rng.random() < 0.5:
        return (
            rng.choice((" ", "　", "-", "－"))
            .join(_groups(value, kind, rng))
            .translate(FULL_WIDTH)
            .replace("\uff00", " ")
        )
    place = rng.randrange(2, len(value) - 1)
    return value[:place].translate(FULL_WIDTH) + value[place:]


def _plate(separator: str) -> Callable[[str, str, Random], str]:
    def write(value: str, _kind: str, _rng: Random) -> str:
        return value[:2] + separator + value[2:]

    return write


def _landline(value: str, _kind: str, rng: Random) -> str:
    code, _, number = value.partition("-")
    half = len(number) - 4
    spaced, dashed = (separator.join((number[:half], number[half:])) for separator in " -")
    return rng.choice(
        (f"({code}){number}", f"（{code}）{number}", f"({code}) {number}", f"{code} {number}", f"{code}{number}",
         f"{code}-{spaced}", f"{code}-{dashed}")
    )  # fmt: skip


def _name_spaced(value: str, _kind: str, rng: Random) -> str:
    if value.isascii() or len(value) != 2:
        return value
    return value[0] + rng.choice((" ", "  ", "　")) + value[1]


def _address_spaced(value: str, _kind: str, _rng: Random) -> str:
    for unit in ("省", "市", "区", "号"):
        value = value.replace(unit, unit + " ")
    return value.strip()


def _plain(value: str, _kind: str, _rng: Random) -> str:
    return value


def _upper(value: str, _kind: str, _rng: Random) -> str:
    return value.upper()


WAYS: dict[str, Callable[[str, str, Random], str]] = {
    "plain": _plain,
    "spaces": _grouped(" "),
    "dashes": _grouped("-"),
    "dots": _grouped(".·"),
    "middle-dots": _grouped("・•‧"),
    "half-numerals": _half_numerals,
    "other-digits": _other_digits,
    "entities": _entities,
    "spaced-out": _spaced_out,
    "full-width": _full_width,
    "zero-width": _zero_width,
    "chinese": _chinese,
    "chinese-formal": _chinese_formal,
    "line-break": _broken(("\n", "\r\n", "\n  ", " \n")),
    "quoted-printable": _broken(("=\n", "=\r\n")),
    "lower-case": _lower,
    "upper-case": _upper,
    "prefixed": _prefixed,
    "mixed": _mixed,
    "plate-dot": _plate("·"),
    "plate-space": _plate(" "),
    "plate-dash": _plate("-"),
    "telephone": _landline,
    "name-spaced": _name_spaced,
    "address-spaced": _address_spaced,
}


def _words(text: str) -> list[str]:
    return text.split()


_NUMBER = _words(
    "plain spaces dashes spaced-out full-width zero-width chinese chinese-formal line-break quoted-printable mixed "
    "middle-dots half-numerals other-digits entities"
)
WAYS_OF: dict[str, list[str]] = {
    "RESIDENT_ID": [*_NUMBER, "dots", "lower-case"],
    "RESIDENT_ID_15": _NUMBER,
    "FPR_CARD": [*_NUMBER, "lower-case"],
    "HKM_PERMIT": [*_NUMBER, "lower-case"],
    "TW_PERMIT": _NUMBER,
    "PASSPORT": [*_NUMBER, "lower-case"],
    "USCI": [*_NUMBER, "lower-case"],
    "BANK_CARD": [*_NUMBER, "dots"],
    "BANK_ACCOUNT": _NUMBER,
    "CNAPS": _NUMBER,
    "MOBILE": [*_NUMBER, "dots", "prefixed", "prefixed"],
    "LANDLINE": _words(
        "plain telephone telephone prefixed full-width zero-width spaced-out chinese quoted-printable"
    ),
    "EMAIL": _words("plain full-width zero-width upper-case quoted-printable"),
    "PLATE": _words("plain plate-dot plate-space plate-dash full-width zero-width lower-case"),
    "VIN": _words(
        "plain spaces dashes spaced-out full-width zero-width line-break quoted-printable lower-case"
    ),
    "SECURITIES_ACCOUNT": [*_NUMBER, "lower-case"],
    "NAME": _words("plain name-spaced zero-width"),
    "ADDRESS": _words("plain address-spaced full-width zero-width line-break"),
    "PASSWORD": _words("plain full-width zero-width"),
    "PASSWORD_HINT": ["plain"],
}
