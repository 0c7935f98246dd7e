"""Numbers of firms and accounts: USCI, bank cards, bank accounts, CNAPS codes, securities accounts."""

from random import Random

from tests.corpus.check_digits import luhn, mod_11_2, mod_11_10, mod_31_3
from tests.corpus.heldout.people import REGIONS, digits

# Prefix and length of cards that are in circulation.
CARDS = (
    ("622202", 19), ("622208", 19), ("621226", 19), ("621700", 19), ("622700", 19), ("436742", 19),
    ("622848", 19), ("622845", 19), ("623052", 19), ("621661", 19), ("621785", 19), ("622588", 16),
    ("621483", 16), ("621486", 16), ("622580", 16), ("621098", 19), ("622188", 19), ("621799", 19),
    ("622909", 18), ("622908", 18), ("622521", 16), ("622622", 16), ("621691", 16), ("622662", 16),
    ("622568", 19), ("622230", 16), ("622836", 16), ("622760", 16), ("622575", 16), ("622252", 16),
    ("622689", 16), ("622655", 16), ("521899", 16), ("458123", 16), ("439225", 16), ("479228", 16),
    ("558360", 16), ("453242", 16), ("532450", 16), ("404117", 16), ("519412", 16), ("409666", 16),
    ("518378", 16), ("404738", 16), ("451289", 16), ("524070", 16), ("421865", 16), ("552245", 16),
)  # fmt: skip
# First digits and length of current accounts at the large banks; none of them is a card.
ACCOUNT_FORMS = (
    ("0200", 19), ("1001", 19), ("1202", 19), ("1100101", 20), ("3300161", 20), ("19", 17), ("03", 17),
    ("3457", 12), ("7381", 12), ("1109", 15), ("5719", 15), ("310066", 18), ("8110701", 19), ("3533", 17),
    ("97160", 17), ("3210901", 18), ("100", 18), ("1500", 14), ("6961", 9),
)  # fmt: skip
BANKS = [
    "102", "103", "104", "105", "301", "302", "303", "304", "305", "306", "307", "308", "309", "310", "313",
    "314", "316", "402", "403",
]  # fmt: skip
CITIES = (
    "1000", "1100", "2210", "2410", "2610", "2900", "3010", "3050", "3310", "3320", "3910", "3930", "4510",
    "4520", "4910", "5210", "5510", "5810", "5840", "6510", "6530", "7910",
)  # fmt: skip
ORGANISATION = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_code(rng: Random) -> str:
    """GB 11714: eight characters and a check character, the new ones beginning with MA."""
    payload = f"MA{''.join(rng.choices(ORGANISATION, k=6))}" if rng.random() < 0.5 else digits(rng, 8)
    pairs = zip(payload, ORGANISATION_WEIGHTS, strict=True)
    check = 11 - sum(int(character, 36) * weight for character, weight in pairs) % 11
    return payload + {10: "X", 11: "0"}.get(check, str(check))


def usci(rng: Random) -> str:
    """GB 32100: registrar, kind, region, organisation code, check character."""
    kind = rng.choices(("91", "92", "93", "12", "51", "52"), weights=(80, 5, 3, 6, 3, 3))[0]
    payload = kind + rng.choice(REGIONS) + organisation_code(rng)
    return payload + mod_31_3(payload)


def bank_card(rng: Random) -> str:
    """Return a card number with its Luhn digit."""
    prefix, length = rng.choice(CARDS)
    payload = prefix + digits(rng, length - 7)
    return payload + luhn(payload)


def has_check_digit(number: str) -> bool:
    """Tell whether a number could be taken for a card, a bank code or a resident's number."""
    payload, check = number[:-1], number[-1]
    return (
        check == luhn(payload)
        or (len(number) == 12 and check == mod_11_10(payload))
        or (len(number) == 18 and check in (mod_11_2(payload), mod_31_3(payload)))
    )


def bank_account(rng: Random) -> str:
    """Return an account number that passes no public check."""
    prefix, length = rng.choice(ACCOUNT_FORMS)
    while has_check_digit(number := prefix + digits(rng, length - len(prefix))):
        pass
    return number


def cnaps(rng: Random) -> str:
    """Return bank, city, branch, ISO 7064 MOD 11,10."""
    payload = rng.choice(BANKS) + rng.choice(CITIES) + f"{rng.randint(1, 9899):04}"
    return payload + mod_11_10(payload)


def securities_account(rng: Random) -> str:
    """Return a Shanghai (A and 9 digits) or Shenzhen (0 and 9 digits) account."""
    return rng.choice(("A", "A", "0")) + f"{rng.randint(1, 8)}{digits(rng, 8)}"
