"""Progress of a long reading: a bar on a terminal, a line now and then elsewhere; on standard error."""

import sys
import time
from typing import TextIO

_BAR = 30  # characters
_REDRAW = 0.2  # seconds between two states of the bar
_LINE_EVERY = 5.0  # seconds between two lines where there is no terminal


class Progress:
    """Shows how many rows (`noun`) were read and, where the source knows it, what share of the whole that is."""

    def __init__(self, stream: TextIO | None = None, *, noun: str = "rows") -> None:
        self._noun = noun
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._pause = _REDRAW if self._terminal else _LINE_EVERY
        self._started = self._shown = time.monotonic()

    def show(self, rows: int, share: float | None) -> None:
        """Say that `rows` were read, which are `share` (0.0 to 1.0) of all; None if nobody knows."""
        now = time.monotonic()
        if now - self._shown >= self._pause:
            self._shown = now
            rate = rows / (now - self._started)
            self._write(f"{rows:,} {self._noun}, {rate:,.0f} a second", share)

    def stage(self, words: str) -> None:
        """Say what is being done now."""
        self._write(words, None)

    def end(self) -> None:
        """Take the bar away."""
        if self._terminal:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def _write(self, words: str, share: float | None) -> None:
        if not self._terminal:
            self._stream.write(words + ("" if share is None else f", {share:.0%}") + "\n")
            return
        filled = int(_BAR * (share or 0.0))
        bar = "" if share is None else f"[{'#' * filled}{'.' * (_BAR - filled)}] {share:.0%} "
        self._stream.write(f"\r\033[K{bar}{words}")
        self._stream.flush()
