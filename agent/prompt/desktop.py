"""The process behind the window: `python -I -m agent.prompt.desktop --language auto`.

It runs in the person's session and as that person, reads what the agent says from standard input
and writes the answers to standard output. It ends with its last question, with its standard input,
or when the window is closed.
"""

import argparse
import os
import sys
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from agent.prompt import texts
from agent.prompt.base import Answer, Choice, Down, Up, decode_down, encode
from agent.prompt.window import Window, application

_READ_SIZE = 65_536  # octets


class Lines:
    """Standard input as messages, read when there is something; calls `end` when it is over."""

    def __init__(self, descriptor: int, take: Callable[[Down], None], end: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._take = take
        self._end = end
        self._rest = b""
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        octets = os.read(self._descriptor, _READ_SIZE)
        if not octets:
            self._notifier.setEnabled(False)
            self._end()
            return
        *lines, self._rest = (self._rest + octets).split(b"\n")
        for line in lines:
            try:
                message = decode_down(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue  # a newer agent's word: what is not understood is not shown
            self._take(message)


def tell(message: Up) -> None:
    """Write one message to the agent."""
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


def main() -> int:
    """Show questions until there are none left."""
    parser = argparse.ArgumentParser("agent.prompt.desktop")
    parser.add_argument("--language", default="auto")
    language = texts.choose(parser.parse_args().language)

    def answer(question: str, choice: Choice) -> None:
        tell(Answer(question, choice))

    app = application()
    app.setQuitOnLastWindowClosed(False)
    window = Window(language, answer, tell)
    lines = Lines(sys.stdin.fileno(), window.take, QApplication.quit)
    code = app.exec()
    del lines
    return int(code)


if __name__ == "__main__":
    raise SystemExit(main())
