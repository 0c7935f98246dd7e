"""What scopes and partners must fulfil: patterns that something can fit."""

from collections.abc import Iterator

import msgspec

from policies.language.errors import Fault, Path
from policies.model import Channel, Policy, Rule, Scope

_OF_CHANNEL = (
    (Channel.MAIL, ("senders", "recipients", "domains")),
    (Channel.FILE, ("persons", "places", "paths")),
)


def scope_faults(policy: Policy) -> Iterator[Fault]:
    """Yield the faults of all scopes: those of rules, of their exceptions, and the domains of partners."""
    for index, rule in enumerate(policy.rules):
        path: Path = ("rules", index)
        yield from _scope_faults(rule, rule.scope, (*path, "scope"))
        for number, grant in enumerate(rule.exceptions):
            yield from _scope_faults(rule, grant.applies_to, (*path, "exceptions", number, "applies_to"))
            if msgspec.structs.replace(grant.applies_to, channels=()) == Scope():
                yield (
                    (*path, "exceptions", number),
                    "the exception lets everybody off",
                    "name whom in `applies_to`",
                )
    for index, partner in enumerate(policy.partners):
        yield from _domain_faults(partner.domains, ("partners", index, "domains"))


def _scope_faults(rule: Rule, scope: Scope, path: Path) -> Iterator[Fault]:
    for channel, keys in _OF_CHANNEL:
        for key in keys:
            if getattr(scope, key) and channel not in rule.channels:
                yield (*path, key), f"`{key}` belongs to {channel}", f"take `{key}` away"
    yield from _domain_faults(scope.domains, (*path, "domains"))
    for key in ("senders", "recipients"):
        for position, pattern in enumerate(getattr(scope, key)):
            if "@" not in pattern and "*" not in pattern:
                yield (*path, key, position), "an address has an @", f'write "*@{pattern}"'


def _domain_faults(domains: tuple[str, ...], path: Path) -> Iterator[Fault]:
    for position, pattern in enumerate(domains):
        if "@" in pattern:
            yield (*path, position), "a domain has no @", f'write "{pattern.rpartition("@")[2]}"'
