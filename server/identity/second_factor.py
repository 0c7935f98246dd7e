"""The second factor: time-based one-time passwords (RFC 6238; 6 digits, 30 s, SHA-1 as all apps know).

A code counts once: the time step of the last accepted code is stored, and only a later one passes.
"""

from datetime import datetime

import pyotp

ISSUER = "Ashseal"
STEP_SECONDS = 30
_DRIFT = 1  # steps that a telephone's clock may be off, to either side


def new_secret() -> str:
    """Return a fresh secret in base32 (160 bits)."""
    return pyotp.random_base32()


def uri(secret: str, name: str) -> str:
    """Return the otpauth:// URI that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def accepted_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """Return the time step whose code this is, None when it is wrong or was used already."""
    digits = code.strip().replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(current - _DRIFT, current + _DRIFT + 1):
        if step > last_step and pyotp.utils.strings_equal(digits, totp.at(step * STEP_SECONDS)):
            return step
    return None
