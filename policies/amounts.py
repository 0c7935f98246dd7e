"""Amounts of money without their detail, so that a rule can ask for them and nobody's figure travels.

An amount is client data itself. Two leading digits are enough to compare it with a limit that has no
more than two, and then the comparison is exact.
"""

DIGITS = 2


def coarse(yuan: float) -> int:
    """Return an amount of money in yuan, rounded down to its two leading digits.

    >>> coarse(1_234_567.89), coarse(99), coarse(0.5)
    (1200000, 99, 0)
    """
    whole = int(yuan)
    unit: int = 10 ** max(0, len(str(whole)) - DIGITS)
    return whole // unit * unit


def is_coarse(yuan: int) -> bool:
    """Return whether `coarse` keeps an amount as it is, so that it can serve as a limit."""
    return coarse(yuan) == yuan
