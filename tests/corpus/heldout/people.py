"""Numbers of persons: resident identity cards, permits of foreigners, Hong Kong, Macau and Taiwan, passports."""

from random import Random

from tests.corpus.check_digits import mod_11_2

# County codes of GB/T 2260 from all parts of the country.
REGIONS = [
    "330106", "440305", "510104", "420106", "610113", "320505", "350203", "370202", "430104", "530102",
    "210102", "220104", "230103", "120101", "130102", "140105", "150102", "340104", "360103", "410105",
    "450103", "460106", "500112", "520103", "540102", "620102", "630104", "640104", "650102", "310115",
    "310104", "110108", "320282", "330782", "440606", "350582", "321283", "371302", "411503", "513401",
]  # fmt: skip
COUNTRIES = (("840", "USA"), ("392", "JPN"), ("276", "DEU"), ("250", "FRA"), ("410", "KOR"), ("702", "SGP"))
PROVINCES = ("11", "12", "21", "31", "32", "33", "35", "37", "42", "44", "50", "51")
ISSUE_LETTERS = "ABCDEFGHJK"


def digits(rng: Random, count: int) -> str:
    """Return `count` random digits."""
    return "".join(rng.choices("0123456789", k=count))


def birth(rng: Random, first: int = 1938, last: int = 2009) -> str:
    """Return a birth date as yyyymmdd."""
    return f"{rng.randint(first, last)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"


def resident_id(rng: Random) -> str:
    """Return an 18-digit number; 81 to 83 are the residence permits for Hong Kong, Macau and Taiwan."""
    region = rng.choice(REGIONS) if rng.random() < 0.94 else rng.choice(("810000", "820000", "830000"))
    payload = region + birth(rng) + f"{rng.randint(1, 998):03}"
    return payload + mod_11_2(payload)


def resident_id_ending_in_x(rng: Random) -> str:
    """Return an 18-digit number whose check character is X."""
    while not (number := resident_id(rng)).endswith("X"):
        pass
    return number


def resident_id_15(rng: Random) -> str:
    """Return a number of the first generation: two-digit year, no check digit."""
    return rng.choice(REGIONS) + birth(rng, 1931, 1984)[2:] + f"{rng.randint(1, 998):03}"


def fpr_card_2023(rng: Random) -> str:
    """Return a permanent residence number of the 2023 form: 9, province, country, birth, sequence, check."""
    while True:
        payload = (
            f"9{rng.choice(PROVINCES)}{rng.choice(COUNTRIES)[0]}{birth(rng, 1945, 2004)}{digits(rng, 3)}"
        )
        if (check := mod_11_2(payload)) != "X":
            return payload + check


def fpr_card_old(rng: Random) -> str:
    """Return three letters of the country, place of issue, birth date, sequence, ICAO check digit."""
    payload = f"{rng.choice(COUNTRIES)[1]}{rng.choice(PROVINCES)}00{birth(rng, 1945, 1999)[2:]}0"
    values = [int(character, 36) for character in payload]
    check = sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10
    return payload + str(check)


def hkm_permit(rng: Random) -> str:
    """Return H or M and 8 digits, in a third of cases with the two digits of the renewal."""
    renewal = f"0{rng.randint(0, 5)}" if rng.random() < 0.33 else ""
    return rng.choice("HHM") + f"0{digits(rng, 7)}" + renewal


def tw_permit(rng: Random) -> str:
    """Return the 8 digits of the card, in a quarter of cases the old booklet's 10 digits and letter."""
    if rng.random() < 0.25:
        return f"0{digits(rng, 9)}{rng.choice(ISSUE_LETTERS)}"
    return f"0{digits(rng, 7)}"


def passport(rng: Random) -> str:
    """Return an ordinary passport's number, seldom that of an official one."""
    form = rng.random()
    if form < 0.5:
        return f"E{rng.randint(1, 9)}{digits(rng, 7)}"
    if form < 0.7:
        return f"G{rng.randint(2, 6)}{digits(rng, 7)}"
    if form < 0.92:
        return f"E{rng.choice('ABCDEFGHJKLM')}{digits(rng, 7)}"
    return f"{rng.choice(('PE', 'SE'))}{digits(rng, 7)}"
