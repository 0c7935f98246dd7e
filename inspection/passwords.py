"""Candidate passwords of one inspection: how many are tried, how long, and in which order.

A candidate comes from the caller, or was disclosed in the very file that is inspected. It is kept
in the worker alone: no answer, reason or log carries it.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from inspection.errors import BudgetSpent
from inspection.limits import Limits

Opened = TypeVar("Opened")
_CHARSETS = ("utf-8", "gb18030")  # the second is what Chinese tools on Windows turn a password into


class Passwords:
    """The candidates, at most `Limits.passwords` of them; the one that was right last is tried first.

    `came_late` says that one was learnt after all others had failed at some part.
    """

    def __init__(self, given: Iterable[str], limits: Limits) -> None:
        self._candidates: list[str] = []
        self._limits = limits
        self._seconds = 0.0
        self._missed = False
        self.came_late = False
        for password in given:
            self.learn(password)

    def __repr__(self) -> str:
        """Tell how many there are and none of them."""
        return f"<Passwords {len(self._candidates)}>"

    def __iter__(self) -> Iterator[str]:
        """Yield the candidates as they would be tried."""
        return iter(tuple(self._candidates))

    def learn(self, password: str) -> None:
        """Add a candidate, if it is new and there is room for it."""
        if not password or password in self._candidates or len(self._candidates) >= self._limits.passwords:
            return
        self._candidates.append(password)
        self.came_late = self._missed

    def learn_all(self, passwords: Iterable[str]) -> None:
        """Add candidates that were disclosed in what is being read."""
        for password in passwords:
            self.learn(password)

    def attempt(self, password: str, opened: Callable[[str], Opened | None]) -> Opened | None:
        """Return what `opened` makes of one password, None for a wrong one or when the time is used up.

        `opened` returns None or raises anything for a wrong one: with a wrong key or a damaged header
        any step of a decryption may fail. What fails counts against `Limits.password_seconds`.

        Raises:
            BudgetSpent: passed on, because it ends the whole walk.
        """
        if self._seconds >= self._limits.password_seconds:
            return None
        started = time.monotonic()
        try:
            result = opened(password)
        except BudgetSpent:
            raise
        except Exception:  # noqa: BLE001  # the part stays encrypted and is told
            result = None
        if result is None:
            self._seconds += time.monotonic() - started
        return result

    def first(self, opened: Callable[[str], Opened | None]) -> Opened | None:
        """Return what `opened` makes of the first candidate that is right, else None; see `attempt`."""
        for password in self:
            result = self.attempt(password, opened)
            if result is not None:
                self._candidates.remove(password)
                self._candidates.insert(0, password)
                return result
        self._missed = True
        return None


def encodings(password: str) -> Iterator[bytes]:
    """Yield the octets that a format without a charset of its own may have made of a password."""
    yield from dict.fromkeys(password.encode(charset) for charset in _CHARSETS)
