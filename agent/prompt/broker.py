"""The broker: one asking process per account, fed with questions, its answers carried out.

It runs the process in the person's own session and as that person, so it believes nothing of it
but an answer to a question that it was asked. A process that ends without answers is started again
later; nobody is asked twice at once, and a person without a session is asked when there is one.
"""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Literal

import msgspec

from agent.inventory import Leftover
from agent.people import People
from agent.platform.base import Session
from agent.prompt.base import LINE_MAX, Answer, Ask, Choice, Down, Settled, Withdraw, decode_up, encode
from agent.prompt.question import question_of
from runtime import log

ASK_AGAIN_SECONDS = 600.0  # after a person closed the window without an answer
_MODULES = {"desktop": "agent.prompt.desktop", "terminal": "agent.prompt.terminal"}
_END_SECONDS = 5.0

_log = log.get(__name__)

OnAnswer = Callable[[str, Choice], Awaitable[Settled]]


class Broker:
    """Asks persons by `form`; `on_answer` carries out (leftover id, choice) and says how it ended."""

    def __init__(
        self,
        people: People,
        form: Literal["desktop", "terminal", "none"],
        language: str,
        on_answer: OnAnswer,
        monotonic: Callable[[], float],
    ) -> None:
        self._people = people
        self._form = form
        self._language = language
        self._on_answer = on_answer
        self._monotonic = monotonic
        self._askers: dict[str, _Asker] = {}
        self._quiet_until: dict[str, float] = {}

    async def show(self, leftovers: Iterable[Leftover]) -> None:
        """Ask about exactly these: new ones are asked, ones no longer among them withdrawn."""
        if self._form == "none":
            return
        by_account: dict[str, dict[str, Leftover]] = {}
        for one in leftovers:
            if one.deadline:
                by_account.setdefault(one.attribution.account, {})[one.id] = one
        for account in sorted(by_account.keys() | self._askers.keys()):
            await self._update(account, by_account.get(account, {}))

    async def stop(self) -> None:
        """End all asking processes."""
        for asker in list(self._askers.values()):
            await asker.end()

    def pids(self) -> list[int]:
        """Return the asking processes."""
        return [asker.pid for asker in self._askers.values()]

    async def _update(self, account: str, wanted: dict[str, Leftover]) -> None:
        asker = self._askers.get(account)
        if asker is None and wanted:
            asker = await self._start(account)
        if asker is None:
            return
        for gone in asker.asked - wanted.keys() - asker.answered:
            asker.tell(Withdraw(gone))
            asker.asked.discard(gone)
        for one in wanted.values():
            if one.id not in asker.asked:
                asker.asked.add(one.id)
                asker.tell(Ask(question_of(one)))

    async def _start(self, account: str) -> "_Asker | None":
        if self._monotonic() < self._quiet_until.get(account, 0.0):
            return None
        session = await asyncio.to_thread(self._people.session_of, account)
        if session is None or (self._form == "desktop" and not session.display):
            return None
        try:
            process = await self._spawn(session)
        except OSError as error:
            _log.warning("prompt-not-started", extra={"errno": error.errno})
            self._quiet_until[account] = self._monotonic() + ASK_AGAIN_SECONDS
            return None
        asker = _Asker(process, self._on_answer)
        self._askers[account] = asker
        asker.task = asyncio.create_task(self._serve(account, asker))
        return asker

    async def _spawn(self, session: Session) -> asyncio.subprocess.Process:
        arguments = ["--language", self._language]
        if self._form == "terminal":
            arguments += ["--terminal", session.terminal]
        options: dict[str, Any] = self._people.platform.start_options(session)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-m",
            _MODULES[self._form],
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LINE_MAX,
            **options,
        )

    async def _serve(self, account: str, asker: "_Asker") -> None:
        await asker.serve()
        self._askers.pop(account, None)
        if asker.asked - asker.answered:
            self._quiet_until[account] = self._monotonic() + ASK_AGAIN_SECONDS


class _Asker:
    """One asking process: what it was asked, and what was answered."""

    def __init__(self, process: asyncio.subprocess.Process, on_answer: OnAnswer) -> None:
        self._process = process
        self._on_answer = on_answer
        self.asked: set[str] = set()
        self.answered: set[str] = set()
        self.task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, message: Down) -> None:
        """Send one message; a process that is gone does not hear it, and is served by nobody."""
        if self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(encode(message))

    async def serve(self) -> None:
        """Carry out answers until the process ends."""
        assert self._process.stdout is not None  # noqa: S101 - started with a pipe
        with contextlib.suppress(ValueError):  # a line longer than LINE_MAX: nothing it can mean
            async for line in self._process.stdout:
                with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                    message = decode_up(line)
                    if isinstance(message, Answer):
                        await self._take(message)
                    elif message.id in self.asked:
                        _log.info("prompt-shown", extra={"id": message.id, "buttons": message.buttons})
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _take(self, answer: Answer) -> None:
        if answer.id not in self.asked or answer.id in self.answered:
            return
        self.answered.add(answer.id)
        self.tell(await self._on_answer(answer.id, answer.choice))

    async def end(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
        if self.task is not None:
            await self.task
