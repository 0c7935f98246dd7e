"""Invented telephone numbers and secrets."""

from random import Random

from tests.corpus.dev.identity import digits
from tests.corpus.dev.lists import lists

SEGMENTS = lists("codes")["segments"]
LONG_CODES = (
    "010",
    "020",
    "021",
    "022",
    "023",
    "024",
    "025",
    "027",
    "028",
    "029",
    "0755",
    "0571",
    "0512",
    "0769",
    "0531",
)
SHORT_CODES = ("0598", "0736", "0875", "0951", "0971", "0855", "0931", "0595")
WORDS = (
    "sunny",
    "Tiger",
    "blue",
    "River",
    "Hongyun",
    "qingtian",
    "Spring",
    "maple",
    "Cheng",
    "dragon",
    "xiaoyu",
    "Metro",
)


def mobile(rng: Random) -> str:
    """Eleven digits of an allocated segment."""
    while True:
        value = rng.choice(SEGMENTS) + digits(rng, 8)
        if len(set(value[3:])) > 2:
            return value


def landline(rng: Random) -> str:
    """Area code and number with a hyphen between; nobody is called 0 or 1 first."""
    code, size = (rng.choice(LONG_CODES), 8) if rng.random() < 0.8 else (rng.choice(SHORT_CODES), 7)
    return f"{code}-{rng.choice('235678')}{digits(rng, size - 1)}"


def password(rng: Random) -> str:
    """What people take: a word with digits and a sign, digits only, random characters."""
    word, sign = rng.choice(WORDS), rng.choice("@#!$%&_-.")
    letters = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
    return rng.choice(
        (
            f"{word}{sign}{rng.randrange(10, 10000)}",
            f"{word}{rng.randrange(1000, 10000)}",
            f"{word.title()}{sign}{rng.randrange(1990, 2027)}!",
            digits(rng, rng.choice((4, 6, 6, 8))),
            "".join(rng.choice(letters) for _ in range(rng.choice((8, 10, 12)))) + str(rng.randrange(10)),
            f"{word[:2].title()}{sign}{digits(rng, 4)}{rng.choice('xyzXYZ')}",
            f"{rng.choice(('zq', 'Khzl', 'bank', 'jjb', 'HY'))}{rng.randrange(2019, 2027)}{rng.randrange(1, 13):02d}",
            f"{word}-{rng.choice(WORDS)}-{rng.randrange(100)}",
            f"{digits(rng, 3)}{rng.choice(WORDS)}{sign}{digits(rng, 2)}",
        )
    )
