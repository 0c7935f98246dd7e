"""A component as a service: started, told to stop, and heard of by whoever supervises it.

    raise SystemExit(service.run(lambda stop: serve(settings, stop)))

SIGTERM and SIGINT set the stop event; a second one ends the process at once. Under systemd
`notify` speaks the sd_notify protocol; everywhere `announce_ready` writes `ready.json` into the
state directory, which tells other programs the addresses that were really taken.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import msgspec

from runtime import atomic_file

READY_FILE = "ready.json"
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(main: Callable[[asyncio.Event], Awaitable[int | None]]) -> int:
    """Run `main(stop)` on an event loop until it returns; return its exit code, None as 0."""
    return asyncio.run(_run(main))


async def _run(main: Callable[[asyncio.Event], Awaitable[int | None]]) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        _on_signal(loop, number, stop)
    code = await main(stop)
    notify("STOPPING=1")
    return code or 0


def _on_signal(loop: asyncio.AbstractEventLoop, number: signal.Signals, stop: asyncio.Event) -> None:
    def told() -> None:
        if stop.is_set():
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        stop.set()

    try:
        loop.add_signal_handler(number, told)
    except NotImplementedError:  # Windows
        signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(told))


def announce_ready(state_dir: Path, facts: Mapping[str, object]) -> None:
    """Write `facts` to `ready.json` in `state_dir` at once and tell systemd.

    Raises:
        OSError: the directory is not writable.
    """
    atomic_file.write(state_dir / READY_FILE, msgspec.json.encode(dict(facts)), mode=0o644)
    notify("READY=1")


def withdraw_ready(state_dir: Path) -> None:
    """Remove `ready.json`, at start (a killed process leaves one) and before stopping."""
    (state_dir / READY_FILE).unlink(missing_ok=True)


def notify(state: str) -> bool:
    """Send `state` (such as `READY=1`) to systemd; return whether there was one to tell."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]  # the abstract name space of Linux
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        try:
            sender.connect(address)
            sender.sendall(state.encode())
        except OSError:
            return False
    return True
