"""What is handed to the next hop: an envelope, the fields put in front, and a file of the spool."""

import msgspec

from smtp_gateway.smtp.address import MailPath, Parameter, Recipient


class Letter(msgspec.Struct, frozen=True):
    """One mail transaction to be made with the next hop, verbatim as the client declared it.

    `prefix` is the one `Received:` field that we add; `size` counts the file's octets without it.
    """

    sender: MailPath
    sender_parameters: tuple[Parameter, ...]
    recipients: tuple[Recipient, ...]
    prefix: bytes
    file: str
    size: int
    eight_bit: bool
    xforward: tuple[tuple[str, bytes], ...] = ()

    @property
    def utf8(self) -> bool:
        """Whether the client declared SMTPUTF8."""
        return any(parameter.name == "SMTPUTF8" for parameter in self.sender_parameters)


_decoder = msgspec.msgpack.Decoder(Letter)


def encode(letter: Letter) -> bytes:
    """Return the form in which the journal keeps a letter."""
    return msgspec.msgpack.encode(letter)


def decode(raw: bytes) -> Letter:
    """Return a letter that the journal kept; raises msgspec.DecodeError when it is damaged."""
    return _decoder.decode(raw)


def mail_command(letter: Letter, features: dict[str, str]) -> bytes:
    """Return MAIL with the parameters that the next hop understands (RFC 5321 §4.1.1.2).

    SIZE is the octets really sent; a parameter whose extension is missing there is left out, as
    RFC 3461 §5.2.2 allows for DSN and RFC 4954 §5 for AUTH.
    """
    words = [b"MAIL FROM:<" + letter.sender.raw + b">"]
    if "SIZE" in features:
        words.append(b"SIZE=%d" % (letter.size + len(letter.prefix)))
    needs = {"BODY": "8BITMIME", "SMTPUTF8": "SMTPUTF8", "RET": "DSN", "ENVID": "DSN", "AUTH": "AUTH"}
    words += [given.raw for given in letter.sender_parameters if needs.get(given.name) in features]
    return b" ".join(words) + b"\r\n"


def recipient_command(recipient: Recipient, features: dict[str, str]) -> bytes:
    """Return RCPT with NOTIFY and ORCPT where the next hop has DSN."""
    words = [b"RCPT TO:<" + recipient.path.raw + b">"]
    if "DSN" in features:
        words += [given.raw for given in recipient.parameters]
    return b" ".join(words) + b"\r\n"
