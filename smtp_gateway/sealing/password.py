"""Passwords for containers: 80 bits that a person can read aloud.

Sixteen symbols out of 32, in four groups joined by hyphens; the hyphens belong to the password.
Nothing in the alphabet looks like another of its symbols: no I, O, 0, 1.
"""

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP_LENGTH = 4, 4


def new_password() -> str:
    """Return a new password such as `K7QM-2XWD-HR9A-TT4E`, from the system's random source."""
    return "-".join(_group() for _ in range(GROUPS))


def _group() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH))
