"""Who is behind a process id, while the process is still there.

Short-lived writers are gone within milliseconds, so the reader asks at first sight and keeps the
answer for the next events of the same process. loginuid and the session survive su and sudo.
"""

import os
import re
import time
from pathlib import Path

from agent.dirty import UNSET_UID, Writer

KEPT_SECONDS = 5.0  # pids are not given away again that fast
_CACHE_MAX = 4096
_SESSION = re.compile(r"/session-([^/]+)\.scope")


class Writers:
    """Identities by process id, cached for `KEPT_SECONDS`."""

    def __init__(self, proc: Path = Path("/proc")) -> None:
        self._proc = proc
        self._known: dict[int, tuple[float, Writer]] = {}

    def get(self, pid: int) -> Writer | None:
        """Return who process `pid` is, or None if it was gone before anyone asked."""
        now = time.monotonic()
        known = self._known.get(pid)
        if known is not None and now - known[0] < KEPT_SECONDS:
            return known[1]
        writer = _read(self._proc / str(pid), pid)
        if writer is not None:
            if len(self._known) >= _CACHE_MAX:
                self._known.clear()
            self._known[pid] = (now, writer)
        return writer


def _read(directory: Path, pid: int) -> Writer | None:
    try:
        after_name = (directory / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        uid = os.stat(directory).st_uid  # noqa: PTH116 - a Path costs more, and this runs per event
        login_uid = int((directory / "loginuid").read_text())
        groups = (directory / "cgroup").read_text("utf-8", "replace")
    except (OSError, ValueError):
        return None
    session = _SESSION.search(groups)
    started = int(after_name[19])  # field 22, counted from behind the name, which may hold anything
    return Writer(pid, started, uid, login_uid, session.group(1) if session else "")


def known_login(writer: Writer) -> int | None:
    """Return the log-in uid of `writer`, or None outside of any log-in."""
    return None if writer.login_uid == UNSET_UID else writer.login_uid
