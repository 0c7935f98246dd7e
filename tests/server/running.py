"""A console in a process of its own, to be asked, stopped and killed."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

START_SECONDS = 30.0


class RunningConsole:
    """`ashseal-console run` with its `ready.json`; killed in the end if it still runs."""

    def __init__(self, settings_file: Path) -> None:
        self.ready_file = settings_file.parent / "state" / "ready.json"
        self.ready_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "server", "run", "--settings", str(settings_file)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.facts: dict[str, Any] = {}

    def __enter__(self) -> Self:
        deadline = time.monotonic() + START_SECONDS
        while not self.ready_file.exists():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        self.facts = msgspec.json.decode(self.ready_file.read_bytes())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def metrics(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://{self.facts['metrics']}{path}", timeout=10) as answer:
            content: bytes = answer.read()
        return content
