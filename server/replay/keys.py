"""Short names of what a policy defines, so that a stored answer is used for the same question only."""

import hashlib

import msgspec

from policies.decision.counters import Counter
from policies.registers import Term

_DIGEST_OCTETS = 8


def term_key(policy: str, term: Term) -> str:
    """Return the key of a house term: another definition under the same name has another key."""
    return f"{policy}/{term.name}#{_digest((term.words, term.expression))}"


def counter_key(counter: Counter) -> str:
    """Return the key of a cumulative count."""
    return _digest(counter)


def _digest(value: object) -> str:
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=_DIGEST_OCTETS).hexdigest()
