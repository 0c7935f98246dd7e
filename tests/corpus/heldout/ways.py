"""How people write a value: separators, full width, invisible characters, Chinese numerals, line breaks."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

from tests.corpus.heldout import contacts

INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060\u00ad"
SPACES = " \u00a0\u3000\u2009"
DASHES = "--\u2010\u2013\uff0d"
LOWER = str.maketrans("0123456789", "〇一二三四五六七八九")
LOWER_ZERO = str.maketrans("0123456789", "零一二三四五六七八九")
UPPER = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
UPPER_TRADITIONAL = str.maketrans("0123456789", "零壹貳參肆伍陸柒捌玖")
FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


# Where people pause inside a value; behind every fourth character where nothing else is said.
CUTS: dict[str, tuple[int, ...]] = {
    "RESIDENT_ID": (6, 14),
    "RESIDENT_ID_15": (6, 12),
    "MOBILE": (3, 7),
    "USCI": (8, 16),
    "CNAPS": (3, 7),
    "VIN": (3, 9),
    "HKM_PERMIT": (1,),
    "SECURITIES_ACCOUNT": (1,),
}


def cuts(kind: str, value: str) -> tuple[int, ...]:
    """Return the places of the pauses."""
    if kind == "FPR_CARD":
        return (6, 14) if value[0] == "9" else (3, 7, 11)
    if kind == "PASSPORT":
        return (1,) if value[1].isdigit() else (2,)
    return CUTS.get(kind, tuple(range(4, len(value), 4)))


def groups(kind: str, value: str) -> list[str]:
    """Cut a value where people pause when they write it."""
    return [value[start:end] for start, end in pairwise((0, *cuts(kind, value), len(value)))]


def spaced(rng: Random, kind: str, value: str) -> str:
    """Join the groups by one kind of space."""
    return rng.choices(SPACES, weights=(80, 8, 6, 6))[0].join(groups(kind, value))


def dashed(rng: Random, kind: str, value: str) -> str:
    """Join the groups by one kind of dash."""
    return rng.choice(DASHES).join(groups(kind, value))


def dotted(rng: Random, kind: str, value: str) -> str:
    """Join the groups by full stops."""
    return ".".join(groups(kind, value))


def full_width(rng: Random, kind: str, value: str) -> str:
    """Write all ASCII characters in their full-width form."""
    return value.translate(FULL)


def digits_full_width(rng: Random, kind: str, value: str) -> str:
    """Write the digits of a Chinese address in full width."""
    return value if value.isascii() else value.translate({code: FULL[code] for code in range(0x30, 0x3A)})


def zero_width(rng: Random, kind: str, value: str) -> str:
    """Put one to three invisible characters inside the value."""
    characters = list(value)
    for _ in range(rng.randint(1, 3)):
        characters.insert(rng.randint(1, len(characters) - 1), rng.choice(INVISIBLE))
    return "".join(characters)


def all_spaced(rng: Random, kind: str, value: str) -> str:
    """Set a space between all characters."""
    return " ".join(value)


def name_spaced(rng: Random, kind: str, value: str) -> str:
    """Pull a name of two characters apart, as forms do so that it is as wide as one of three."""
    return rng.choice(("\u3000", " ", "  ")).join(value) if len(value) == 2 else value


def chinese_lower(rng: Random, kind: str, value: str) -> str:
    """Write the digits as 一二三."""
    return value.translate(rng.choice((LOWER, LOWER_ZERO)))


def chinese_upper(rng: Random, kind: str, value: str) -> str:
    """Write the digits as 壹贰叁, as on cheques."""
    return value.translate(rng.choice((UPPER, UPPER, UPPER_TRADITIONAL)))


def line_break(rng: Random, kind: str, value: str) -> str:
    """Break the value where a mail program wrapped the line."""
    place = rng.randint(3, len(value) - 3)
    return value[:place] + rng.choice(("\n", "\n", "\r\n", "\n  ")) + value[place:]


def quoted_printable(rng: Random, kind: str, value: str) -> str:
    """Leave the soft line break of quoted-printable inside the value."""
    place = rng.randint(3, len(value) - 3)
    return value[:place] + rng.choice(("=\n", "=\r\n")) + value[place:]


def lower_case(rng: Random, kind: str, value: str) -> str:
    """Write the letters small."""
    return value.lower()


def prefixed(rng: Random, kind: str, value: str) -> str:
    """Put the country code before a mobile number."""
    inner = dashed(rng, kind, value) if rng.random() < 0.3 else value
    return (
        rng.choice(("+86", "+86 ", "+86-", "0086", "0086 ", "(+86)", "(+86) ", "（+86）", "(0086)")) + inner
    )


def dot_in_plate(rng: Random, kind: str, value: str) -> str:
    """Set a dot, space or dash behind the two characters of the place."""
    return value[:2] + rng.choice("··•- ") + value[2:]


def landline(rng: Random) -> tuple[str, str]:
    """Return a landline number as written, and its way."""
    area, number = contacts.landline(rng)
    split = f"{number[:4]} {number[4:]}" if len(number) == 8 else f"{number[:3]} {number[3:]}"
    extension = str(rng.randint(100, 8999))
    forms = {
        "plain": f"{area}-{number}",
        "bracketed": rng.choice((f"({area}){number}", f"（{area}）{number}", f"({area}) {split}")),
        "spaced": rng.choice((f"{area} {number}", f"{area} {split}")),
        "dashed": f"{area}-{split.replace(' ', '-')}",
        "prefixed": rng.choice(
            (f"+86 {area[1:]} {split}", f"+86-{area[1:]}-{number}", f"0086-{area[1:]}-{number}")
        ),
        "extension": f"{area}-{number}"
        + rng.choice((f"-{extension}", f"转{extension}", f" ext. {extension}")),
        "full-width": f"{area}-{number}".translate(FULL),
        "zero-width": zero_width(rng, "LANDLINE", f"{area}-{number}"),
    }
    way = rng.choice(tuple(forms))
    return forms[way], way


Writer = Callable[[Random, str, str], str]
GROUPED: dict[str, Writer] = {"spaced": spaced, "dashed": dashed}
WIDE: dict[str, Writer] = {"full-width": full_width, "zero-width": zero_width, "all-spaced": all_spaced}
WRAPPED: dict[str, Writer] = {"line-break": line_break, "quoted-printable": quoted_printable}
NUMERALS: dict[str, Writer] = {"chinese-lower": chinese_lower, "chinese-upper": chinese_upper}
DIGITS: dict[str, Writer] = GROUPED | WIDE | WRAPPED | NUMERALS | {"dotted": dotted}

# What makes sense for which type; every type can be written plainly as well.
WAYS: dict[str, dict[str, Writer]] = {
    "RESIDENT_ID": DIGITS | {"lower-case": lower_case},
    "RESIDENT_ID_15": GROUPED | WIDE | NUMERALS,
    "FPR_CARD": GROUPED | WIDE | WRAPPED,
    "HKM_PERMIT": {"spaced": spaced} | WIDE,
    "TW_PERMIT": {"full-width": full_width, "zero-width": zero_width, "all-spaced": all_spaced},
    "PASSPORT": {"spaced": spaced} | WIDE,
    "USCI": GROUPED | WIDE | WRAPPED,
    "BANK_CARD": DIGITS,
    "BANK_ACCOUNT": GROUPED | WIDE | WRAPPED | NUMERALS,
    "CNAPS": GROUPED | WIDE | WRAPPED | NUMERALS,
    "MOBILE": DIGITS | {"prefixed": prefixed},
    "PLATE": {"dot": dot_in_plate, "full-width": full_width, "zero-width": zero_width},
    "VIN": {"spaced": spaced, "lower-case": lower_case} | WIDE | WRAPPED,
    "SECURITIES_ACCOUNT": WIDE,
    "EMAIL": {"full-width": full_width, "zero-width": zero_width, "quoted-printable": quoted_printable},
    "ADDRESS": {"full-width": digits_full_width, "zero-width": zero_width},
    "NAME": {"zero-width": zero_width, "all-spaced": name_spaced},
    "PASSWORD": {"zero-width": zero_width},
}
