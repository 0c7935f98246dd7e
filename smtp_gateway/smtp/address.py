"""The paths and parameters of MAIL and RCPT (RFC 5321 §4.1.2), parsed as bytes and kept as written.

A mailbox is compared by the policy, but it travels onward exactly as the client wrote it: case,
quoting, source route and trailing dot included. Nothing is decoded: a local part that looks like
an RFC 2047 encoded word is refused, because a next hop that decodes it would deliver to somebody
the policy never saw (and a decoded CR LF would be a command).
"""

import re

import msgspec

from smtp_gateway import replies

XTEXT = re.compile(rb"(?:[!-*,-<>-~]|\+[0-9A-F]{2})*")  # RFC 3461 §4
_ROUTE = re.compile(rb"(?:@[A-Za-z0-9._-]+|@\[[^\]\s]+\])(?:,@(?:[A-Za-z0-9._-]+|\[[^\]\s]+\]))*:")
_QUOTED = re.compile(rb'"(?:[\x20!#-\[\]-~\x80-\xff]|\\[\x20-~])*"')
_PLAIN = re.compile(rb"[!#-'*+\-./0-9=?A-Z^_`a-z{|}~\x80-\xff]+")
_DOMAIN = re.compile(rb"[A-Za-z0-9_\x80-\xff](?:[A-Za-z0-9._\x80-\xff-]*)|\[[!-Z^-~]+\]")
_ENCODED_WORD = re.compile(rb"=\?[^?]*\?[bq]\?", re.IGNORECASE)
_PARAMETER = re.compile(rb"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-~\x80-\xff]+))?")
_PATH_MAX = 1024  # octets; RFC 5321 asks for 256, SMTPUTF8 and source routes need more


class AddressRefused(Exception):
    """The path or a parameter cannot be taken; `reply` is what the client is told."""

    def __init__(self, reply: bytes) -> None:
        super().__init__(reply.decode("ascii").strip())
        self.reply = reply


class MailPath(msgspec.Struct, frozen=True):
    """A path as written between the angle brackets; empty for the null sender."""

    raw: bytes

    @property
    def mailbox(self) -> bytes:
        """The mailbox without its source route."""
        route = _ROUTE.match(self.raw)
        return self.raw[route.end() :] if route else self.raw

    @property
    def address(self) -> str:
        """The mailbox as text for policies and directories; undecodable bytes become surrogates."""
        return self.mailbox.decode("utf-8", "surrogateescape")

    @property
    def domain(self) -> str:
        """The domain in lower case without a trailing dot, empty when there is none."""
        at = self.mailbox.rpartition(b"@")
        return at[2].decode("utf-8", "surrogateescape").lower().rstrip(".") if at[1] else ""


class Parameter(msgspec.Struct, frozen=True):
    """One ESMTP parameter; `raw` is passed on as it is, `name` is upper case."""

    name: str
    value: bytes
    raw: bytes


class Recipient(msgspec.Struct, frozen=True):
    """One accepted RCPT."""

    path: MailPath
    parameters: tuple[Parameter, ...] = ()


def parse(argument: bytes, keyword: bytes) -> tuple[MailPath, tuple[Parameter, ...]]:
    """Split the argument of MAIL (`keyword` FROM) or RCPT (TO) into path and parameters.

    Raises:
        AddressRefused: bad syntax, an encoded word, or a parameter given twice.
    """
    head, colon, rest = argument.partition(b":")
    if not colon or head.strip().upper() != keyword:
        raise AddressRefused(replies.BAD_SYNTAX)
    rest = rest.lstrip(b" ")
    end = _path_end(rest)
    path = MailPath(rest[1:end])
    tail = rest[end + 1 :]
    if tail and not tail.startswith(b" "):
        raise AddressRefused(replies.BAD_SYNTAX)
    return path, _parameters(tail.split())


def _path_end(text: bytes) -> int:
    """Return the index of the closing bracket of a well-formed path at the start of `text`."""
    if not text.startswith(b"<"):
        raise _bad_address("Put the address into angle brackets")
    at = 1
    if text.startswith(b">", at):
        return at
    if route := _ROUTE.match(text, at):
        at = route.end()
    local = _QUOTED.match(text, at) or _PLAIN.match(text, at)
    if local is None:
        raise _bad_address("Bad address syntax")
    if _ENCODED_WORD.search(local[0]):
        raise _bad_address("Encoded words are no addresses; write the address itself")
    at = _domain_end(text, local.end())
    if not text.startswith(b">", at) or at > _PATH_MAX:
        raise _bad_address("Bad address syntax")
    return at


def _domain_end(text: bytes, at: int) -> int:
    if not text.startswith(b"@", at):
        return at  # `postmaster` and local names have none
    domain = _DOMAIN.match(text, at + 1)
    if domain is None or b".." in domain[0]:
        raise _bad_address("Bad domain in the address")
    return domain.end()


def _parameters(words: list[bytes]) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for word in words:
        match = _PARAMETER.fullmatch(word)
        if match is None or match[1].upper().decode() in found:
            raise AddressRefused(replies.BAD_SYNTAX)
        name = match[1].upper().decode()
        found[name] = Parameter(name, match[2] or b"", word)
    return tuple(found.values())


def _bad_address(text: str) -> AddressRefused:
    return AddressRefused(replies.line(501, "5.1.3", text))
