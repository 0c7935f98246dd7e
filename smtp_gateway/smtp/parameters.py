"""Which MAIL and RCPT parameters are taken, and what their values must look like.

SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET and ENVID, NOTIFY and ORCPT (RFC 3461),
AUTH (RFC 4954). Anything else is answered 555: a promise such as REQUIRETLS that the relay cannot
keep must not be taken in silence.
"""

import re
from collections.abc import Mapping

from smtp_gateway import replies
from smtp_gateway.smtp.address import XTEXT, AddressRefused, MailPath, Parameter

_NOTIFY = rb"NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY)){0,2}"
_XTEXT = XTEXT.pattern
_OF_MAIL: Mapping[str, re.Pattern[bytes]] = {
    "SIZE": re.compile(rb"[0-9]{1,20}"),
    "BODY": re.compile(rb"7BIT|8BITMIME", re.IGNORECASE),
    "SMTPUTF8": re.compile(rb""),
    "RET": re.compile(rb"FULL|HDRS", re.IGNORECASE),
    "ENVID": re.compile(rb"(?=.{1,100}\Z)" + _XTEXT),
    "AUTH": re.compile(rb"(?=.{1,500}\Z)(?:<>|" + _XTEXT + rb")"),
}
_OF_RECIPIENT: Mapping[str, re.Pattern[bytes]] = {
    "NOTIFY": re.compile(_NOTIFY, re.IGNORECASE),
    "ORCPT": re.compile(
        rb"(?=.{1,500}\Z)[A-Za-z0-9-]+;(?:[!-*,-<>-~\x80-\xff]|\+[0-9A-F]{2}|\\x\{[0-9A-F]+\})+"
    ),
}
_UNSUPPORTED = replies.line(555, "5.5.4", "Unsupported parameter")
_NEEDS_UTF8 = replies.line(553, "5.6.7", "Declare SMTPUTF8 to use this address")


def check_mail(path: MailPath, parameters: tuple[Parameter, ...], *, size_max: int) -> None:
    """Check the parameters of MAIL; `size_max` is in octets.

    Raises:
        AddressRefused: unsupported or malformed, a declared size that is too large, or a
            non-ASCII address without SMTPUTF8.
    """
    _check(parameters, _OF_MAIL)
    check_ascii(path, has_utf8(parameters))
    for parameter in parameters:
        if parameter.name == "SIZE" and int(parameter.value) > size_max:
            raise AddressRefused(replies.too_large(size_max))


def check_recipient(path: MailPath, parameters: tuple[Parameter, ...], *, utf8: bool) -> None:
    """Check the path and parameters of RCPT.

    Raises:
        AddressRefused: empty path, unsupported or malformed parameter, non-ASCII without SMTPUTF8.
    """
    if not path.raw:
        raise AddressRefused(replies.line(501, "5.1.3", "The recipient is empty"))
    _check(parameters, _OF_RECIPIENT)
    check_ascii(path, utf8)


def check_ascii(path: MailPath, utf8: bool) -> None:  # noqa: FBT001 (one question, one answer)
    """Refuse octets above 127 in a path unless the transaction said SMTPUTF8.

    Raises:
        AddressRefused: 553 5.6.7, or the bytes are no UTF-8.
    """
    if path.raw.isascii():
        return
    if not utf8:
        raise AddressRefused(_NEEDS_UTF8)
    try:
        path.raw.decode("utf-8")
    except UnicodeDecodeError:
        raise AddressRefused(replies.line(501, "5.1.3", "The address is no UTF-8")) from None


def has_utf8(parameters: tuple[Parameter, ...]) -> bool:
    """Return whether SMTPUTF8 was declared."""
    return any(parameter.name == "SMTPUTF8" for parameter in parameters)


def _check(parameters: tuple[Parameter, ...], known: Mapping[str, re.Pattern[bytes]]) -> None:
    for parameter in parameters:
        pattern = known.get(parameter.name)
        if pattern is None:
            raise AddressRefused(_UNSUPPORTED)
        if pattern.fullmatch(parameter.value) is None:
            raise AddressRefused(replies.BAD_SYNTAX)
