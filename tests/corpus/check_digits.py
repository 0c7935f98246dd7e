"""Check characters for generated values, written from the standards apart from the product's own code."""

_USCI = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VIN = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def mod_11_2(first_17: str) -> str:
    """GB 11643 (ISO 7064 MOD 11-2): the pure system, digit by digit."""
    product = 0
    for digit in first_17:
        product = (product + int(digit)) * 2 % 11
    check = (12 - product) % 11
    return "X" if check == 10 else str(check)


def luhn(payload: str) -> str:
    """ISO/IEC 7812-1 annex B: the check digit behind `payload`."""
    total = 0
    for position, digit in enumerate(reversed(payload)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def mod_31_3(first_17: str) -> str:
    """GB 32100: the check character of a unified social credit identifier."""
    total = sum(_USCI.index(character) * pow(3, position, 31) for position, character in enumerate(first_17))
    return _USCI[-total % 31]


def mod_11_10(payload: str) -> str:
    """ISO 7064 MOD 11,10, the hybrid system of CNAPS bank codes: the digit behind `payload`."""
    product = 10
    for digit in payload:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def vin(seventeen: str) -> str:
    """GB 16735: the character for place 9 of a vehicle number whose place 9 is not looked at."""
    total = sum(
        (int(character) if character.isdigit() else _VIN[character]) * weight
        for character, weight in zip(seventeen, _VIN_WEIGHTS, strict=True)
    )
    return "X" if total % 11 == 10 else str(total % 11)
