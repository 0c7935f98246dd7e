"""Runs one session core against one handler, for any edge that can write octets and close.

The edge calls `feed`, `eof` and `lost`; the dialogue calls `write` and `close`. A handler's fault is
answered 451 and concerns this message alone. The reply to a message counts as read when the client
speaks again after it, or closes in order after it; until then it stays possible that the client
never saw it and will send the message again.
"""

import asyncio
from collections.abc import Callable

from runtime import log
from smtp_gateway import replies
from smtp_gateway.handler import Handler, Incoming, StorageFull
from smtp_gateway.smtp.events import Abandon, Action, Close, Finish, Open, Send, Write
from smtp_gateway.smtp.session import Session

_log = log.get(__name__)


class Dialogue:
    """One connection. Lives on the event loop; `finished` is set when its last message is decided."""

    def __init__(
        self,
        session: Session,
        handler: Handler,
        write: Callable[[bytes], None],
        close: Callable[[], None],
    ) -> None:
        self._session = session
        self._handler = handler
        self._write = write
        self._close = close
        self._incoming: Incoming | None = None
        self._answered: Incoming | None = None  # decided; its reply waits to be sent
        self._unread: list[Incoming] = []  # replied to; the client has not spoken since
        self._task: asyncio.Task[None] | None = None
        self._eof = False
        self._lost = False
        self._stopping = False
        self._paused = False

    @property
    def gone(self) -> bool:
        """Whether the client left while its message was decided (a QUIT behind the message is no leaving)."""
        return self._lost or (self._eof and not self._session.has_command)

    @property
    def deciding(self) -> bool:
        """Whether a message waits for its reply."""
        return self._session.deciding

    @property
    def buffered(self) -> int:
        """Octets that wait unread in the session."""
        return self._session.buffered

    def start(self) -> None:
        """Greet the client."""
        self._write(self._session.greeting())

    def feed(self, octets: bytes) -> None:
        """Take octets from the client."""
        self._settle(read=True)
        self._session.feed(octets)
        self._pump()

    def eof(self) -> None:
        """The client has closed its side; it may still read."""
        self._eof = True
        self._settle(read=True)
        if not self._session.deciding:
            self._pump()
            self._close()

    def lost(self) -> None:
        """The connection is gone."""
        self._lost = True
        self._sent()
        self._settle(read=False)
        if self._incoming is not None and not self._session.deciding:
            self._incoming.abandon()
            self._incoming = None

    def pause(self) -> None:
        """Stop answering: the client does not read."""
        self._paused = True

    def resume(self) -> None:
        """The client reads again."""
        self._paused = False
        self._pump()

    def end(self, reply: bytes) -> None:
        """Say `reply` (a 421) and close, after the reply to a message that is being decided."""
        self._stopping = True
        if not self._session.deciding:
            self._session.close_with(reply)
            self._pump()

    async def wait(self) -> None:
        """Wait until the message that is being decided has its reply; another one may follow at once."""
        if self._task is not None:
            await asyncio.wait({self._task})

    def _pump(self) -> None:
        while not self._lost and not self._paused and (action := self._session.next_action()) is not None:
            self._act(action)

    def _act(self, action: Action) -> None:
        match action:
            case Send(octets, final):
                self._write(octets)
                if final:
                    self._sent()
            case Open(envelope):
                self._open(lambda: self._handler.begin(envelope))
            case Write(octets):
                self._keep(octets)
            case Finish():
                self._task = asyncio.get_running_loop().create_task(self._decide())
            case Abandon():
                self._abandon()
            case Close():
                self._close()

    def _open(self, begin: Callable[[], Incoming]) -> None:
        try:
            self._incoming = begin()
        except StorageFull:
            self._session.not_opened(replies.STORAGE_FULL)
        except Exception as error:  # noqa: BLE001 (a fault concerns one message and is answered 451)
            _log.exception("begin-failed", extra={"kind": type(error).__name__})
            self._session.not_opened(replies.INTERNAL_FAULT)
        else:
            self._session.opened()

    def _keep(self, octets: bytes) -> None:
        if self._incoming is None:
            return
        try:
            self._incoming.write(octets)
        except StorageFull:
            self._fail(replies.STORAGE_FULL)
        except Exception as error:  # noqa: BLE001 (a fault concerns one message and is answered 451)
            _log.exception("write-failed", extra={"kind": type(error).__name__})
            self._fail(replies.INTERNAL_FAULT)

    def _fail(self, reply: bytes) -> None:
        self._abandon()
        self._session.body_failed(reply)

    def _abandon(self) -> None:
        if self._incoming is not None:
            self._incoming.abandon()
            self._incoming = None

    async def _decide(self) -> None:
        reply = replies.INTERNAL_FAULT
        try:
            if self._incoming is not None:
                reply = await self._incoming.finish(self)
        except StorageFull:
            reply = replies.STORAGE_FULL
        except Exception as error:  # noqa: BLE001 (a fault concerns one message and is answered 451)
            _log.exception("decision-failed", extra={"kind": type(error).__name__})
        self._task = None
        self._answered, self._incoming = self._incoming, None
        self._session.answered(reply)
        if self._lost:
            self._sent()
            self._settle(read=False)
            return
        if self._stopping:
            self._session.close_with(replies.SHUTTING_DOWN)
        self._pump()
        if self._eof and not self._session.deciding:
            self._close()

    def _sent(self) -> None:
        """The reply to a decided message is on its way, or never will be."""
        if self._answered is not None:
            self._unread.append(self._answered)
            self._answered = None

    def _settle(self, *, read: bool) -> None:
        unread, self._unread = self._unread, []
        for message in unread:
            message.replied(read=read)
