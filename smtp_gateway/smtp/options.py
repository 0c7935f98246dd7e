"""What a session offers and where it stops."""

import msgspec

from smtp_gateway.smtp import xforward


class SessionOptions(msgspec.Struct, frozen=True):
    """What a session offers and where it stops. Sizes in octets."""

    hostname: str
    size_max: int = 64 * 1024 * 1024
    recipients_max: int = 1000
    utf8: bool = True
    refusal: bytes = b""  # said to MAIL and RCPT of a client that is not served

    def offers(self) -> list[str]:
        """Return the lines of the EHLO reply: the host's name, then one extension each."""
        offers = [self.hostname, "PIPELINING", f"SIZE {self.size_max}", "8BITMIME"]
        offers += ["SMTPUTF8"] if self.utf8 else []
        offers += ["ENHANCEDSTATUSCODES", "CHUNKING", "DSN"]
        return [*offers, f"XFORWARD {' '.join(xforward.NAMES)}"]
