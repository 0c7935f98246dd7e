"""The server's side of one SMTP dialogue (RFC 5321) as a state machine without I/O.

An edge feeds octets and pulls one action after the other until there is none:

    session.feed(octets)
    while (action := session.next_action()) is not None: ...

Order: EHLO or HELO, then MAIL, RCPT (one or more), then DATA or BDAT. `Open` is answered by
`opened` or `not_opened`, `Finish` by `answered`; until then nothing that a pipelining client has
sent is looked at (RFC 2920). RSET, a new hello and the end of a message, whatever its reply,
clear the whole transaction: nothing of one message ever reaches the next.
"""

from collections import deque
from collections.abc import Callable
from enum import Enum, auto

from smtp_gateway import replies
from smtp_gateway.smtp.address import AddressRefused
from smtp_gateway.smtp.body import Body
from smtp_gateway.smtp.command_lines import CommandLines, has_control
from smtp_gateway.smtp.draft import Draft
from smtp_gateway.smtp.events import Abandon, Action, Close, Finish, Open, Peer, Send, Write
from smtp_gateway.smtp.options import SessionOptions

ERRORS_MAX = 20  # refused commands before the connection is closed
_DIGITS_MAX = 20  # of a chunk size
_FOREIGN = (b"GET ", b"POST ", b"CONNECT ")  # a browser made to talk to us


class _Phase(Enum):
    COMMAND = auto()
    OPENING = auto()
    DATA = auto()
    CHUNK = auto()
    DECIDING = auto()
    CLOSED = auto()


class Session:
    """One connection's dialogue. Not thread-safe; every method returns at once."""

    def __init__(self, options: SessionOptions, peer: Peer) -> None:
        self._options = options
        self._buffer = bytearray()
        self._ready: deque[Action] = deque()
        self._phase = _Phase.COMMAND
        self._errors = 0
        self._lines = CommandLines(self._buffer)
        self._draft = Draft(peer, size_max=options.size_max, recipients_max=options.recipients_max)
        self._body = Body(options.size_max)
        self._verbs: dict[bytes, Callable[[bytes], None]] = {
            b"EHLO": lambda name: self._greet(name, extended=True),
            b"HELO": lambda name: self._greet(name, extended=False),
            b"MAIL": self._mail,
            b"RCPT": self._rcpt,
            b"DATA": self._data,
            b"BDAT": self._bdat,
            b"RSET": self._rset,
            b"QUIT": self._quit,
            b"XFORWARD": self._on_xforward,
            b"NOOP": lambda _: self._send(replies.OK),
            b"VRFY": lambda _: self._send(replies.CANNOT_VERIFY),
            b"HELP": lambda _: self._send(replies.HELP),
        }

    @property
    def buffered(self) -> int:
        """Octets fed and not yet looked at."""
        return len(self._buffer)

    @property
    def deciding(self) -> bool:
        """Whether a complete message waits for its reply."""
        return self._phase is _Phase.DECIDING

    @property
    def has_command(self) -> bool:
        """Whether a whole command line waits, as QUIT does behind the end of data."""
        return self._buffer.find(b"\r\n") >= 0

    def greeting(self) -> bytes:
        """Return the 220 line."""
        return replies.line(220, "", f"{self._options.hostname} ESMTP")

    def feed(self, octets: bytes) -> None:
        """Take what the client sent."""
        self._buffer += octets

    def next_action(self) -> Action | None:
        """Return what the edge is to do next, None when more octets or an answer are needed."""
        while not self._ready:
            if not self._advance():
                return None
        action = self._ready.popleft()
        if isinstance(action, Finish) and self._body.failure:
            self._fail_message()  # a `Write` before it could not be kept, or the size was exceeded
            return self._ready.popleft()
        return action

    def opened(self) -> None:
        """Storage is open: go on with the body."""
        self._phase = _Phase.CHUNK if self._body.by_chunks else _Phase.DATA
        if self._phase is _Phase.DATA:
            self._send(replies.START_INPUT)

    def not_opened(self, reply: bytes) -> None:
        """Storage could not be opened: say `reply` in place of 354 or after the chunk."""
        if self._body.by_chunks:
            self._body.fail(reply)
            self._phase = _Phase.CHUNK
        else:
            self._clear()
            self._phase = _Phase.COMMAND
            self._send(reply)

    def body_failed(self, reply: bytes) -> None:
        """What came could not be kept: read on to the end of the message, then say `reply`."""
        self._body.fail(reply)

    def answered(self, reply: bytes) -> None:
        """The message has its reply (raw octets with CR LF, possibly of several lines)."""
        self._clear()
        self._phase = _Phase.COMMAND
        self._ready.append(Send(reply, final=True))

    def close_with(self, reply: bytes) -> None:
        """End the dialogue from our side with a last reply; nothing is said after it."""
        if self._phase is not _Phase.CLOSED:
            self._ready.extend((Send(reply), Close()))
            self._phase = _Phase.CLOSED

    # --- the octets

    def _advance(self) -> bool:
        """Look at the buffer once; False when nothing can be done before more arrives."""
        if not self._buffer and not (self._phase is _Phase.CHUNK and not self._body.hungry):
            return False
        if self._phase is _Phase.COMMAND:
            return self._next_line()
        if self._phase is _Phase.DATA:
            return self._take_data()
        if self._phase is _Phase.CHUNK:
            return self._take_chunk()
        return False

    def _next_line(self) -> bool:
        try:
            line = self._lines.take()
        except OverflowError:
            self._refuse(replies.LINE_TOO_LONG)
            return True
        if line is not None:
            self._command(line)
        return line is not None

    def _command(self, line: bytes) -> None:
        if line.upper().startswith(_FOREIGN):
            self.close_with(replies.TOO_MANY_ERRORS)
            return
        verb, _, argument = line.partition(b" ")
        known = self._verbs.get(verb.upper())
        if has_control(line):
            self._refuse(replies.BARE_LINE_FEED)
        elif known is None:
            self._refuse(replies.UNKNOWN_COMMAND)
        else:
            known(argument.strip(b" "))

    def _take_data(self) -> bool:
        octets = bytes(self._buffer)
        self._buffer.clear()
        content, rest = self._body.feed_data(octets)
        self._keep(content)
        if rest is not None:
            self._buffer += rest
            self._end_of_message()
        return True

    def _take_chunk(self) -> bool:
        if self._body.chunk_done:  # and what came of it was kept, or has failed
            self._end_of_chunk()
        else:
            self._keep(self._body.feed_chunk(self._buffer))
        return True

    def _end_of_chunk(self) -> None:
        self._phase = _Phase.COMMAND
        if self._body.failure:
            self._fail_message()
        elif self._body.last_chunk:
            self._end_of_message()
        else:
            self._send(replies.chunk_taken(self._body.chunk_size))

    def _keep(self, content: bytes) -> None:
        if content:
            self._ready.append(Write(content))

    def _end_of_message(self) -> None:
        self._phase = _Phase.DECIDING
        self._ready.append(Finish())

    def _fail_message(self) -> None:
        failure = self._body.failure
        self._phase = _Phase.COMMAND
        self._ready.append(Abandon())
        self._clear()
        self._refuse(failure)

    # --- the verbs

    def _greet(self, argument: bytes, *, extended: bool) -> None:
        if not self._take(lambda name: self._draft.greet(name, extended=extended), argument):
            return
        self._abandon()
        offers = self._options.offers()
        self._send(replies.several(250, offers if extended else offers[:1]))

    def _mail(self, argument: bytes) -> None:
        if self._options.refusal:
            self._refuse(self._options.refusal)
        elif self._take(self._draft.take_sender, argument):
            self._send(replies.SENDER_OK)

    def _rcpt(self, argument: bytes) -> None:
        if self._options.refusal:
            self._refuse(self._options.refusal)
        elif self._body.by_chunks:
            self._refuse(replies.MIXED_TRANSFER)
        elif self._take(self._draft.take_recipient, argument):
            self._send(replies.RECIPIENT_OK)

    def _on_xforward(self, argument: bytes) -> None:
        if self._options.refusal:
            self._refuse(self._options.refusal)
        elif self._take(self._draft.take_xforward, argument):
            self._send(replies.OK)

    def _data(self, argument: bytes) -> None:
        missing = self._draft.missing()
        if argument:
            self._refuse(replies.BAD_SYNTAX)
        elif self._body.by_chunks:
            self._refuse(replies.MIXED_TRANSFER)
        elif missing:
            self._refuse(missing)
        else:
            self._open()

    def _bdat(self, argument: bytes) -> None:
        size, _, last = argument.upper().partition(b" ")
        if not size.isdigit() or len(size) > _DIGITS_MAX or last.strip() not in (b"", b"LAST"):
            self.close_with(replies.BAD_CHUNK)
            return
        if missing := self._draft.missing():
            self._body.fail(missing)
        if self._body.begin_chunk(int(size), last=bool(last)) and not self._body.failure:
            self._open()
        else:
            self._phase = _Phase.CHUNK

    def _open(self) -> None:
        self._phase = _Phase.OPENING
        self._ready.append(Open(self._draft.envelope()))

    def _rset(self, _argument: bytes) -> None:
        self._abandon()
        self._send(replies.OK)

    def _quit(self, _argument: bytes) -> None:
        self._abandon()
        self.close_with(replies.BYE)

    # --- the transaction

    def _take(self, take: Callable[[bytes], None], argument: bytes) -> bool:
        try:
            take(argument)
        except AddressRefused as refusal:
            self._refuse(refusal.reply)
            return False
        return True

    def _abandon(self) -> None:
        if self._body.by_chunks:
            self._ready.append(Abandon())
        self._clear()

    def _clear(self) -> None:
        self._draft.clear()
        self._body = Body(self._options.size_max)

    def _send(self, reply: bytes) -> None:
        self._ready.append(Send(reply))

    def _refuse(self, reply: bytes) -> None:
        self._send(reply)
        if reply.startswith(b"5"):
            self._errors += 1
        if self._errors >= ERRORS_MAX:
            self.close_with(replies.TOO_MANY_ERRORS)
