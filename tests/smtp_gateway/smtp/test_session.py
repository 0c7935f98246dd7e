"""The session as a script: octets in, actions out, for any cutting of the octets."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from smtp_gateway import replies
from smtp_gateway.smtp.events import Abandon, Action, Close, Finish, Open, Peer, Send, Write
from smtp_gateway.smtp.options import SessionOptions
from smtp_gateway.smtp.session import ERRORS_MAX, Session

OPTIONS = SessionOptions("g.example", size_max=1000, recipients_max=2)
HELLO = b"EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n"
ANSWER = b"250-two\r\n250 lines\r\n"


class Edge:
    """Plays the edge: opens everything, keeps what is written, answers `ANSWER`."""

    def __init__(
        self, options: SessionOptions = OPTIONS, *, open_fails: bool = False, write_fails: bool = False
    ) -> None:
        self.session = Session(options, Peer("192.0.2.1", 5))
        self.open_fails, self.write_fails = open_fails, write_fails
        self.sent: list[bytes] = []
        self.actions: list[type[Action]] = []
        self.messages: list[tuple[Any, bytes]] = []
        self.closed = False
        self._open: tuple[Any, bytes] | None = None

    def feed(self, octets: bytes) -> list[bytes]:
        before = len(self.sent)
        self.session.feed(octets)
        while (action := self.session.next_action()) is not None:
            self.actions.append(type(action))
            self._act(action)
        return self.sent[before:]

    def _act(self, action: Action) -> None:
        match action:
            case Send(octets):
                assert not self.closed
                self.sent.append(octets)
            case Open(envelope):
                if self.open_fails:
                    self.session.not_opened(replies.STORAGE_FULL)
                else:
                    self._open = (envelope, b"")
                    self.session.opened()
            case Write(octets):
                self._write(octets)
            case Finish():
                assert self._open is not None
                self.messages.append(self._open)
                self._open = None
                self.session.answered(ANSWER)
            case Abandon():
                self._open = None
            case Close():
                self.closed = True

    def _write(self, octets: bytes) -> None:
        if self.write_fails:
            self.session.body_failed(replies.STORAGE_FULL)
        elif self._open is not None:
            self._open = (self._open[0], self._open[1] + octets)


def test_a_whole_dialogue_in_one_segment() -> None:
    edge = Edge()
    sent = edge.feed(HELLO + b"RCPT TO:<e@f>\r\nRCPT TO:<g@h>\r\nDATA\r\nx\r\n..y\r\n.\r\nQUIT\r\nNOOP\r\n")
    assert [reply[:3] for reply in sent] == [b"250", b"250", b"250", b"250", b"452", b"354", b"250", b"221"]
    assert sent[-2] == ANSWER
    (message,) = edge.messages
    assert [one.path.raw for one in message[0].recipients] == [b"c@d", b"e@f"]
    assert message[1] == b"x\r\n.y\r\n"
    assert edge.closed


@given(st.lists(st.integers(1, 30), max_size=20))
def test_the_replies_do_not_depend_on_how_the_octets_are_cut(sizes: list[int]) -> None:
    stream = (
        HELLO
        + b"DATA\r\nx\n.\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<x@y>\r\n"
        + b"BDAT 3\r\na\r\nBDAT 2 LAST\r\nb.RSET\r\nNOOP\r\nFOO\r\n"
    )
    whole, cut = Edge(), Edge()
    whole.feed(stream)
    for size in sizes:
        cut.feed(stream[:size])
        stream = stream[size:]
    cut.feed(stream)
    assert (cut.sent, cut.messages) == (whole.sent, whole.messages)
    assert [content for _, content in whole.messages] == [b"x\r\n.\r\n", b"a\r\nb.\r\n"]


@pytest.mark.parametrize(
    ("stream", "last"),
    [
        (b"MAIL FROM:<a@b>\r\n", replies.HELLO_FIRST),
        (b"EHLO c\r\nRCPT TO:<a@b>\r\n", replies.MAIL_FIRST),
        (b"EHLO c\r\nMAIL FROM:<>\r\nDATA\r\n", replies.RECIPIENT_FIRST),
        (b"EHLO c\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\n", replies.NESTED_MAIL),
        (HELLO + b"RSET\r\nDATA\r\n", replies.MAIL_FIRST),
        (HELLO + b"EHLO again\r\nDATA\r\n", replies.MAIL_FIRST),
        (HELLO + b"DATA now\r\n", replies.BAD_SYNTAX),
        (HELLO + b"BDAT 1\r\nxDATA\r\n", replies.MIXED_TRANSFER),
        (HELLO + b"BDAT 1\r\nxRCPT TO:<e@f>\r\n", replies.MIXED_TRANSFER),
        (HELLO + b"BDAT 1\r\nxRSET\r\nBDAT 1 LAST\r\ny", replies.MAIL_FIRST),
        (HELLO + b"XFORWARD ADDR=192.0.2.7\r\n", replies.BAD_SYNTAX),
        (b"EHLO\r\n", replies.BAD_SYNTAX),
        (b"VRFY a\r\n", replies.CANNOT_VERIFY),
        (b"EXPN a\r\n", replies.UNKNOWN_COMMAND),
        (b"STARTTLS\r\n", replies.UNKNOWN_COMMAND),
        (b"NOOP \x07\r\n", replies.BARE_LINE_FEED),
        (b"x" * 9000 + b"\r\n", replies.LINE_TOO_LONG),
    ],
)
def test_order_and_syntax(stream: bytes, last: bytes) -> None:
    assert Edge().feed(stream)[-1] == last


@pytest.mark.parametrize("stream", [b"BDAT\r\n", b"BDAT x\r\n", b"BDAT 5 FIRST\r\n", b"GET / HTTP/1.1\r\n"])
def test_what_cannot_be_followed_is_closed(stream: bytes) -> None:
    edge = Edge()
    edge.feed(HELLO + stream)
    assert edge.closed
    assert edge.feed(b"NOOP\r\n") == []


def test_too_many_errors_close() -> None:
    edge = Edge()
    edge.feed(b"FOO\r\n" * (ERRORS_MAX + 5))
    assert edge.sent[ERRORS_MAX:] == [replies.TOO_MANY_ERRORS]
    assert edge.closed


@pytest.mark.parametrize("body", [b"DATA\r\n%b.\r\n", b"BDAT 1202 LAST\r\n%b"])
def test_a_message_that_is_too_large_is_read_to_its_end_and_refused(body: bytes) -> None:
    edge = Edge()
    sent = edge.feed(HELLO + body % (b"x" * 1200 + b"\r\n") + b"NOOP\r\n")
    assert sent[-2:] == [replies.too_large(1000), replies.OK]
    assert edge.messages == []
    assert Abandon in edge.actions
    assert edge.feed(HELLO + b"DATA\r\nsmall\r\n.\r\n")[-1] == ANSWER


@pytest.mark.parametrize("body", [b"DATA\r\nx\r\n.\r\n", b"BDAT 3 LAST\r\nx\r\n", b"BDAT 1\r\nx"])
def test_a_full_disk_costs_one_message(body: bytes) -> None:
    edge = Edge(write_fails=True)
    assert edge.feed(HELLO + body + b"NOOP\r\n")[-2:] == [replies.STORAGE_FULL, replies.OK]
    assert edge.messages == []


def test_when_storage_cannot_be_opened_there_is_no_354() -> None:
    edge = Edge(open_fails=True)
    assert edge.feed(HELLO + b"DATA\r\n")[-1] == replies.STORAGE_FULL
    assert edge.feed(b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nBDAT 2 LAST\r\nxyNOOP\r\n")[-2:] == [
        replies.STORAGE_FULL,
        replies.OK,
    ]


def test_xforward_belongs_to_the_connection() -> None:
    edge = Edge()
    edge.feed(b"EHLO c\r\nXFORWARD NAME=a.example ADDR=192.0.2.7\r\nXFORWARD PORT=25\r\n")
    edge.feed(HELLO + b"DATA\r\n.\r\n" + HELLO + b"DATA\r\n.\r\n")
    expected = (("NAME", b"a.example"), ("ADDR", b"192.0.2.7"), ("PORT", b"25"))
    assert [envelope.xforward for envelope, _ in edge.messages] == [expected, expected]


class Dialogue(RuleBasedStateMachine):
    """Whatever the client says, each command has one reply and no envelope mixes two transactions."""

    def __init__(self) -> None:
        super().__init__()
        self.edge = Edge()
        self.number = 0
        self.mine: list[bytes] = []

    def _say(self, line: bytes) -> bytes:
        if self.edge.closed:
            return b""
        sent = self.edge.feed(line + b"\r\n")
        assert sent
        return sent[0]

    @rule()
    def hello(self) -> None:
        if self._say(b"EHLO c").startswith(b"250"):
            self.mine = []

    @rule()
    def mail(self) -> None:
        self._say(b"MAIL FROM:<a@b>")

    @rule()
    def rcpt(self) -> None:
        self.number += 1
        address = b"r%d@x" % self.number
        if self._say(b"RCPT TO:<" + address + b">").startswith(b"250"):
            self.mine.append(address)

    @rule(fails=st.booleans())
    def data(self, *, fails: bool) -> None:
        self.edge.write_fails = fails
        count = len(self.edge.messages)
        if self._say(b"DATA").startswith(b"354"):
            self.edge.feed(b"x\r\n.\r\n")
            if len(self.edge.messages) > count:
                assert [one.path.raw for one in self.edge.messages[-1][0].recipients] == self.mine
            self.mine = []

    @rule()
    def rset(self) -> None:
        if self._say(b"RSET").startswith(b"250"):
            self.mine = []

    @invariant()
    def nothing_is_pending(self) -> None:
        assert self.edge.closed or not self.edge.session.deciding


TestDialogue = Dialogue.TestCase
