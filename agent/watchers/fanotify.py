"""The agent's side of the fanotify reader: starts the process and passes on what it says."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from agent.watchers.base import Wake, WatcherFailed
from runtime import log

_STOP_SECONDS = 5.0

_log = log.get(__name__)


class FanotifyWatcher:
    """Watches the file systems of `roots` in a process of its own; needs root and Linux 5.9.

    `wake` is called from a thread after each batch that was put on the dirty list.
    """

    mode = "fanotify"

    def __init__(self, roots: Sequence[bytes], excluded: Sequence[bytes], journal: Path, wake: Wake) -> None:
        self._job = {
            "roots": [os.fsdecode(root) for root in roots],
            "excluded": [os.fsdecode(path) for path in excluded],
            "journal": str(journal),
        }
        self._wake = wake
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> None:
        """Start the reader and wait until its marks are set.

        Raises:
            WatcherFailed: no privilege, an old kernel, or a file system without handles.
        """
        command = [sys.executable, "-I", "-m", "agent.watchers.fanotify_reader"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert process.stdin is not None  # noqa: S101 - asked for two lines above
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(json.dumps(self._job).encode() + b"\n")
        answer = process.stdout.readline().decode("utf-8", "replace").strip()
        if answer != "ready":
            _end(process)
            raise WatcherFailed(answer or "the fanotify reader did not start")
        self._process = process
        self._listener = threading.Thread(target=self._listen, args=(process,), daemon=True)
        self._listener.start()

    def alive(self) -> bool:
        """Tell whether the reader still runs."""
        return self._process is not None and self._process.poll() is None

    def pids(self) -> list[int]:
        """Return the reader's process id."""
        return [self._process.pid] if self._process is not None and self.alive() else []

    def stop(self) -> None:
        """Let the reader write what it has read, and end it."""
        if self._process is not None:
            _end(self._process)
        if self._listener is not None:
            self._listener.join(_STOP_SECONDS)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None  # noqa: S101 - the listener starts after it was read from
        with contextlib.suppress(ValueError):  # closed while reading
            for word in process.stdout:
                if word.strip() == b"overflow":
                    _log.warning("watcher-overflow")
                self._wake()
        self._wake()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
