"""Invented numbers of accounts, companies and vehicles, valid by their standards."""

from random import Random

from tests.corpus import check_digits
from tests.corpus.dev.identity import REGIONS, digits

BINS = {
    "622202": 19, "622848": 19, "621700": 19, "621661": 19, "622700": 19, "621226": 19, "622260": 19, "622188": 19,
    "621799": 19, "623052": 19, "622588": 16, "621483": 16, "622622": 16, "622690": 16, "622576": 16, "622516": 16,
    "622630": 16, "436742": 16, "518710": 16, "622908": 18,
}  # fmt: skip
BANKS = ("102", "103", "104", "105", "301", "302", "303", "305", "308", "309", "310", "313", "402", "403")
CITIES = (
    "1000",
    "1100",
    "2900",
    "3010",
    "3310",
    "3930",
    "4520",
    "5210",
    "5810",
    "5840",
    "6510",
    "6530",
    "7910",
)
MAKERS = ("LSV", "LFV", "LSG", "LGB", "LVS", "LHG", "LDC", "LBV", "LGX", "LRW", "WBA", "WDD", "WAU", "JTD")
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def bank_card(rng: Random) -> str:
    """A card of a bank's real prefix and length, ISO/IEC 7812 check digit."""
    prefix = rng.choice(list(BINS))
    payload = prefix + digits(rng, BINS[prefix] - len(prefix) - 1)
    return payload + check_digits.luhn(payload)


def bank_account(rng: Random) -> str:
    """A company's account: no public check; it must not be a card by chance."""
    while True:
        value = str(rng.randrange(1, 9)) + digits(rng, rng.choice((11, 13, 14, 16, 17, 18, 19, 20)))
        if value[:2] not in {"62", "60"} and check_digits.luhn(value[:-1]) != value[-1]:
            return value


def cnaps(rng: Random) -> str:
    """Bank 3, city 4, branch 4, ISO 7064 MOD 11,10."""
    payload = rng.choice(BANKS) + rng.choice(CITIES) + digits(rng, 4)
    return payload + check_digits.mod_11_10(payload)


def usci(rng: Random) -> str:
    """GB 32100 with the organisation code of GB 11714 inside."""
    code = f"MA{rng.choice('0123456789ABCDEFGHJK')}{digits(rng, 3)}{rng.choice('0123456789ABCDEFGHJK')}{digits(rng, 1)}"
    code = code if rng.random() < 0.5 else digits(rng, 8)
    total = sum(int(each, 36) * weight for each, weight in zip(code, _ORGANISATION_WEIGHTS, strict=True))
    check = (11 - total % 11) % 11
    payload = rng.choice(("91", "91", "92", "93", "51", "52", "11", "12")) + rng.choice(REGIONS) + code
    payload += "X" if check == 10 else str(check)
    return payload + check_digits.mod_31_3(payload)


def securities_account(rng: Random) -> str:
    """Shanghai A and nine digits or B88, Shenzhen 0 and nine, or the twelve of the all-in-one account."""
    return rng.choice(
        (f"A{digits(rng, 9)}", f"A{digits(rng, 9)}", f"0{digits(rng, 9)}", f"0{digits(rng, 9)}",
         f"B88{digits(rng, 7)}", f"18{digits(rng, 10)}")
    )  # fmt: skip


def vin(rng: Random) -> str:
    """GB 16735: maker, description, check character, year, plant, serial."""
    body = rng.choice(MAKERS) + "".join(rng.choice(VIN_LETTERS) for _ in range(5))
    number = f"{body}0{rng.choice('BCDEFGHJKLMNPR')}{rng.choice('ABCDEFGHKMNS12')}{digits(rng, 6)}"
    return number[:8] + check_digits.vin(number) + number[9:]


def plate(rng: Random) -> str:
    """GA 36: five characters, or six on the plates of electric cars; police, learner and Hong Kong plates."""
    head = rng.choice(PROVINCES) + rng.choice("ABCDEFGH")
    draw = rng.random()
    if draw < 0.2:
        return head + rng.choice("DF") + digits(rng, 5)
    if draw < 0.25:
        return head + digits(rng, 4) + rng.choice("警学")
    if draw < 0.27:
        return "粤Z" + digits(rng, 4) + rng.choice("港澳")
    tail = list(digits(rng, 5))
    for _ in range(rng.randrange(3)):
        tail[rng.randrange(5)] = rng.choice(PLATE_LETTERS)
    return head + "".join(tail)
