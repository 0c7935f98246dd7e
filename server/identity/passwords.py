"""Passwords: the rule they keep, and their Argon2id hashes (RFC 9106).

Length matters more than kinds of characters (NIST SP 800-63B 5.1.1.2); what can be guessed from
the account itself, or is one short piece repeated, is refused.
"""

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.errors import Invalid

LENGTH_MIN = 12
LENGTH_MAX = 256
DISTINCT_MIN = 6
_WELL_KNOWN = ("password", "qwerty", "letmein", "ashseal", "woaini")
_RUN = 4  # as many following one another (1234, abcd) count for nothing

_hasher = PasswordHasher()
# What an unknown account's password is compared with, so that it takes as long as a known one's: a hash
# of the same cost that no password has. Written down, not reckoned: neither start nor first log-in is slower.
_COST = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
_NOBODY = f"$argon2id$v=19${_COST}${'A' * 22}${'A' * 43}"


def check_rule(password: str, own_words: tuple[str, ...]) -> None:
    """Pass when `password` keeps the rule; `own_words` are the account's name, e-mail and the like.

    Raises:
        Invalid: it does not; the text says what is asked for.
    """
    plain = re.sub(r"[^0-9a-z]", "", password.lower())
    guessable = [re.sub(r"[^0-9a-z]", "", word.lower()) for word in own_words]
    too_like = any(len(word) > 2 and word in plain for word in guessable)  # noqa: PLR2004 - "li" is in much
    stripped = _without_runs(plain)
    for known in _WELL_KNOWN:
        stripped = stripped.replace(known, "")
    well_known = len(stripped) < len(plain) and len(stripped) < LENGTH_MIN // 2
    fits = LENGTH_MIN <= len(password) <= LENGTH_MAX and len(set(password)) >= DISTINCT_MIN
    if not fits or too_like or well_known:
        raise Invalid(
            f"密码须为 {LENGTH_MIN} 至 {LENGTH_MAX} 个字符，至少含 {DISTINCT_MIN} 个不同字符，"
            "不得包含账号名、姓名、邮箱或常见密码。",
            f"A password has {LENGTH_MIN} to {LENGTH_MAX} characters, at least {DISTINCT_MIN} different, "
            "and does not contain your account name, name, e-mail or a well-known password.",
        )


def _without_runs(plain: str) -> str:
    """Return the text without runs of characters that follow one another in their alphabet."""
    runs: list[str] = []
    for char in plain:
        if (runs and ord(char) - ord(runs[-1][-1]) == 1) or (runs and runs[-1][-1] + char in {"90", "09"}):
            runs[-1] += char
        else:
            runs.append(char)
    return "".join(run for run in runs if len(run) < _RUN)


def hash_of(password: str) -> str:
    """Return the Argon2id hash to store. Takes about a twentieth of a second."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one of `stored`; without a stored one the same time passes."""
    try:
        return _hasher.verify(stored or _NOBODY, password[: LENGTH_MAX + 1]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
