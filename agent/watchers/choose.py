"""Choosing the strongest watcher this machine allows, and saying which one it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from agent.watchers.base import Wake, Watcher, WatcherFailed
from agent.watchers.directory import DirectoryWatcher
from agent.watchers.fanotify import FanotifyWatcher
from runtime import log

_log = log.get(__name__)


def start(
    wanted: Literal["auto", "fanotify", "watchdog"],
    roots: Sequence[bytes],
    excluded: Sequence[bytes],
    journal: Path,
    wake: Wake,
) -> Watcher:
    """Start the wanted watcher and return it; `auto` takes fanotify, else watchdog.

    Raises:
        WatcherFailed: the wanted one, or with `auto` none, can run here.
    """
    if wanted != "watchdog":
        watcher: Watcher = FanotifyWatcher(roots, excluded, journal, wake)
        try:
            watcher.start()
        except WatcherFailed as why:
            if wanted == "fanotify":
                raise
            _log.warning("watcher-weaker", extra={"mode": "watchdog", "reason": str(why)})
        else:
            return watcher
    watcher = DirectoryWatcher(roots, excluded, journal, wake)
    watcher.start()
    return watcher
