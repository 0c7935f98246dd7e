"""XFORWARD (Postfix XFORWARD_README): what the mail server in front knows of its own client."""

from smtp_gateway.smtp.address import XTEXT

NAMES = ("NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE")
_VALUE_MAX = 255  # octets


def parse(argument: bytes) -> tuple[tuple[str, bytes], ...] | None:
    """Return the attributes of one XFORWARD command with their xtext values, None if malformed."""
    found: list[tuple[str, bytes]] = []
    for word in argument.split():
        name, equals, value = word.partition(b"=")
        known = name.upper().decode("ascii", "replace")
        if not equals or known not in NAMES or len(value) > _VALUE_MAX or XTEXT.fullmatch(value) is None:
            return None
        found.append((known, value))
    return tuple(found) or None


def merge(
    before: tuple[tuple[str, bytes], ...], taken: tuple[tuple[str, bytes], ...]
) -> tuple[tuple[str, bytes], ...]:
    """Return the attributes in force after another XFORWARD command; the later value wins."""
    return tuple({**dict(before), **dict(taken)}.items())
