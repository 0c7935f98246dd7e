"""The envelope while it grows: hello, XFORWARD, sender, recipients, each taken in its order."""

from smtp_gateway import replies
from smtp_gateway.smtp import parameters, xforward
from smtp_gateway.smtp.address import AddressRefused, MailPath, Parameter, Recipient, parse
from smtp_gateway.smtp.events import Envelope, Peer


class Draft:
    """What one connection has declared so far. A command out of order raises `AddressRefused`."""

    def __init__(self, peer: Peer, *, size_max: int, recipients_max: int) -> None:
        self._peer = peer
        self._size_max = size_max
        self._recipients_max = recipients_max
        self._hello = ""
        self._extended = False
        self._xforward: tuple[tuple[str, bytes], ...] = ()
        self._sender: MailPath | None = None
        self._parameters: tuple[Parameter, ...] = ()
        self._recipients: list[Recipient] = []

    def clear(self) -> None:
        """Forget the transaction; hello and XFORWARD belong to the connection and stay."""
        self._sender = None
        self._parameters = ()
        self._recipients = []

    def greet(self, name: bytes, *, extended: bool) -> None:
        """Take EHLO or HELO.

        Raises:
            AddressRefused: the name is missing.
        """
        if not name:
            raise AddressRefused(replies.BAD_SYNTAX)
        self._hello = name[:255].decode("ascii", "replace")
        self._extended = extended

    def take_sender(self, argument: bytes) -> None:
        """Take MAIL.

        Raises:
            AddressRefused: out of order, malformed, or too large.
        """
        if not self._hello:
            raise AddressRefused(replies.HELLO_FIRST)
        if self._sender is not None:
            raise AddressRefused(replies.NESTED_MAIL)
        path, given = parse(argument, b"FROM")
        parameters.check_mail(path, given, size_max=self._size_max)
        self._sender, self._parameters = path, given

    def take_recipient(self, argument: bytes) -> None:
        """Take RCPT.

        Raises:
            AddressRefused: out of order, malformed, or one too many (a 452).
        """
        if self._sender is None:
            raise AddressRefused(replies.MAIL_FIRST)
        if len(self._recipients) >= self._recipients_max:
            raise AddressRefused(replies.TOO_MANY_RECIPIENTS)
        path, given = parse(argument, b"TO")
        parameters.check_recipient(path, given, utf8=parameters.has_utf8(self._parameters))
        self._recipients.append(Recipient(path, given))

    def take_xforward(self, argument: bytes) -> None:
        """Take XFORWARD, which stands before MAIL.

        Raises:
            AddressRefused: out of order or malformed.
        """
        taken = xforward.parse(argument)
        if taken is None or self._sender is not None:
            raise AddressRefused(replies.BAD_SYNTAX)
        self._xforward = xforward.merge(self._xforward, taken)

    def missing(self) -> bytes:
        """Return the reply to DATA or BDAT when sender or recipients are missing, else b''."""
        if self._sender is None:
            return replies.MAIL_FIRST
        return b"" if self._recipients else replies.RECIPIENT_FIRST

    def envelope(self) -> Envelope:
        """Return the complete envelope."""
        return Envelope(
            self._peer,
            self._hello,
            self._extended,
            self._sender or MailPath(b""),
            self._parameters,
            tuple(self._recipients),
            self._xforward,
        )
