import io

import pytest

from server.exact_match.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    seconds = iter([0.0, 0.1, 10.0])
    monkeypatch.setattr("server.exact_match.progress.time.monotonic", lambda: next(seconds))
    progress = Progress(stream)
    progress.show(5, 0.1)
    progress.show(20_000, 0.5)
    progress.end()
    return stream.getvalue()


def test_a_terminal_sees_a_bar_that_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(monkeypatch, Terminal())
    assert "[###############...............] 50% 20,000 rows, 2,000 a second" in said
    assert said.endswith("\r\033[K")


def test_a_log_sees_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO()) == "20,000 rows, 2,000 a second, 50%\n"
