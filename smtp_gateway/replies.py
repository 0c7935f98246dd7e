"""Every reply the relay speaks itself: one ASCII line of at most 512 octets (RFC 5321 §4.5.3.1.5).

A reply says what is wrong and what to do about it; the code in front tells the client's server
whether to try again (4xx) or to give the mail back to its sender (5xx), and the enhanced code
(RFC 3463) tells a reader why. What the next hop says is passed on byte for byte and is not here.
"""

import re

LINE_MAX = 512  # octets with CRLF


def line(code: int, enhanced: str, text: str, incident: str = "") -> bytes:
    """Return one reply line with CRLF; `text` is cut so that the line and the incident id fit."""
    head = f"{code} {enhanced} " if enhanced else f"{code} "
    tail = f" [{incident}]" if incident else ""
    plain = re.sub(r"[^ -~]", "?", re.sub(r"[\r\n]", " ", text))
    room = LINE_MAX - 2 - len(head) - len(tail)
    return f"{head}{plain[:room]}{tail}\r\n".encode("ascii")


def several(code: int, texts: list[str]) -> bytes:
    """Return a multi-line reply (RFC 5321 §4.2.1)."""
    last = len(texts) - 1
    return b"".join(f"{code}{' ' if n == last else '-'}{text}\r\n".encode() for n, text in enumerate(texts))


def code_of(reply: bytes) -> int:
    """Return the three-digit code of a reply, 0 when it is none."""
    return int(reply[:3]) if re.match(rb"[0-9]{3}", reply) else 0


OK = line(250, "2.0.0", "Ok")
SENDER_OK = line(250, "2.1.0", "Sender ok")
RECIPIENT_OK = line(250, "2.1.5", "Recipient ok")
START_INPUT = line(354, "", "End data with <CR><LF>.<CR><LF>")
BYE = line(221, "2.0.0", "Bye")
CANNOT_VERIFY = line(252, "2.5.0", "Cannot verify the user; the mail will be tried")
HELP = line(214, "2.0.0", "Mail is inspected on its way out; ask your mail administrator")

UNKNOWN_COMMAND = line(500, "5.5.2", "Command not recognised")
NOT_IMPLEMENTED = line(502, "5.5.1", "Command not implemented")
BARE_LINE_FEED = line(500, "5.5.2", "Command lines end with CR LF and hold no control characters")
LINE_TOO_LONG = line(500, "5.5.6", "Command line too long")
BAD_SYNTAX = line(501, "5.5.4", "Syntax error in parameters")
BAD_CHUNK = line(501, "5.5.4", "Use BDAT size [LAST]; closing because the size is unknown")
HELLO_FIRST = line(503, "5.5.1", "Send EHLO first")
MAIL_FIRST = line(503, "5.5.1", "Send MAIL first")
RECIPIENT_FIRST = line(503, "5.5.1", "Send RCPT first")
NESTED_MAIL = line(503, "5.5.1", "A mail transaction is open; send RSET first")
MIXED_TRANSFER = line(503, "5.5.1", "DATA and BDAT cannot be mixed in one transaction")
TOO_MANY_RECIPIENTS = line(452, "4.5.3", "Too many recipients; send the rest in another transaction")
TOO_MANY_CONNECTIONS = line(421, "4.3.2", "Too many connections; try again later")
TOO_MANY_ERRORS = line(421, "4.7.0", "Too many errors; closing")
IDLE = line(421, "4.4.2", "Idle for too long; closing")
SHUTTING_DOWN = line(421, "4.3.2", "The relay is shutting down; try again shortly")

INTERNAL_FAULT = line(451, "4.3.0", "The relay had an internal fault; the mail was not taken, try again")
NO_POLICY = line(451, "4.3.0", "No policy is in force yet; the mail was not taken, try again")
INSPECTION_FAILED = line(451, "4.3.0", "Inspection broke off; the mail was not taken, try again")
OUT_OF_TIME = line(451, "4.3.0", "Inspection took too long; the mail was not taken, try again")
CANNOT_SEAL = line(
    451, "4.3.5", "The mail could not be sealed; nothing was sent, try again or ask your administrator"
)
NO_SEALING_KEY = line(
    451, "4.3.5", "The gateway is not enrolled at its console, so no container can be made; nothing was sent"
)
STORAGE_FULL = line(452, "4.3.1", "Not enough storage; the mail was not taken, try again later")
UPSTREAM_AWAY = line(451, "4.4.1", "The next mail server does not answer; the mail was not taken, try again")
UPSTREAM_LACKS_UTF8 = line(550, "5.6.7", "The next mail server takes no SMTPUTF8 addresses")
UPSTREAM_LACKS_8BIT = line(554, "5.6.3", "The next mail server takes no 8-bit content; send it as base64")
LOOP = line(554, "5.4.6", "Mail loop: the mail has been here before or passed 50 servers")


def too_large(limit: int) -> bytes:
    """Return the reply for a message above `limit` octets."""
    return line(552, "5.3.4", f"The mail is larger than {limit} octets; share the file another way")


def stranger(address: str) -> bytes:
    """Return the reply for a client that is not among `listen.allowed_clients`."""
    return line(550, "5.7.1", f"Relaying denied: [{address}] is not served; add it to listen.allowed_clients")


def committed(message_id: str) -> bytes:
    """Return the 250 of a message that is durably in the spool."""
    return line(250, "2.0.0", f"Accepted for delivery as {message_id}")


def refused(text: str, incident: str) -> bytes:
    """Return the refusal by policy: what is wrong and what to do, with the incident's id."""
    return line(550, "5.7.1", text, incident)


def chunk_taken(octets: int) -> bytes:
    """Return the 250 of one BDAT chunk (RFC 3030 §2)."""
    return line(250, "2.0.0", f"{octets} octets received")
