"""Invented numbers of persons' documents, valid by their standards."""

from datetime import date, timedelta
from random import Random

from tests.corpus.check_digits import mod_11_2
from tests.corpus.dev.lists import lists

REGIONS = lists("codes")["regions"]
COUNTRIES = ("840", "826", "276", "392", "410", "250", "124", "036", "702")
COUNTRY_LETTERS = ("USA", "GBR", "DEU", "JPN", "KOR", "FRA", "CAN", "AUS", "SGP")


def digits(rng: Random, count: int) -> str:
    """Return so many decimal digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def birthday(rng: Random, first: int = 1946, last: int = 2006) -> date:
    """Return a day in the years from `first` to `last`."""
    begin = date(first, 1, 1)
    return begin + timedelta(days=rng.randrange((date(last, 12, 31) - begin).days))


def resident_id(rng: Random) -> str:
    """GB 11643; one in thirty is a residence permit of Hong Kong, Macau or Taiwan (81, 82, 83)."""
    region = rng.choice(("810000", "820000", "830000")) if rng.random() < 0.03 else rng.choice(REGIONS)
    payload = f"{region}{birthday(rng):%Y%m%d}{rng.randrange(1, 1000):03d}"
    return payload + mod_11_2(payload)


def resident_id_15(rng: Random) -> str:
    """The number before 1999: two digits of the year, no check digit."""
    return f"{rng.choice(REGIONS)}{birthday(rng, 1930, 1985):%y%m%d}{rng.randrange(1, 1000):03d}"


def fpr_card(rng: Random) -> str:
    """The card of 2023 (9, place, country, birth date, serial, check digit) or the older one with letters."""
    born = birthday(rng)
    if rng.random() < 0.3:
        return f"{rng.choice(COUNTRY_LETTERS)}{rng.choice(REGIONS)[:4]}{born:%y%m%d}{rng.randrange(100):02d}"
    payload = f"9{rng.choice(REGIONS)[:2]}{rng.choice(COUNTRIES)}{born:%Y%m%d}{rng.randrange(1, 1000):03d}"
    return payload + mod_11_2(payload)


def hkm_permit(rng: Random) -> str:
    """H for Hong Kong, M for Macau, eight digits, often the two of the renewal."""
    return rng.choice("HM") + digits(rng, 8) + (f"{rng.randrange(4):02d}" if rng.random() < 0.5 else "")


def tw_permit(rng: Random) -> str:
    """Eight digits for the person, often the two of the renewal."""
    return f"{rng.randrange(10**7, 10**8)}" + (f"{rng.randrange(1, 6):02d}" if rng.random() < 0.3 else "")


def passport(rng: Random) -> str:
    """A passport of the mainland: E or G and eight digits, or E, a letter and seven."""
    if rng.random() < 0.4:
        return f"E{rng.choice('ABCDEFGHJKLMNPQ')}{digits(rng, 7)}"
    return rng.choice("EEG") + digits(rng, 8)
