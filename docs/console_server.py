# ruff: noqa: INP001 - a script beside the documents
"""A console with invented data on a free port of this machine, for screenshots and page tests."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from runtime.clock import Clock
from server import schema, tls
from server.app import create_app
from server.assembly import Console, assemble
from server.commands.init import prepare
from server.settings import ConsoleSettings, ServerSettings

_START_SECONDS = 15.0


def settings_at(state_dir: Path, port: int) -> ServerSettings:
    """Return settings of a console in `state_dir` that serves its pages on `port` of loopback."""
    return ServerSettings(console=ConsoleSettings(state_dir=str(state_dir), port=port))


def fresh_console(settings: ServerSettings) -> Console:
    """Return a new console without people: keys, authority and schema are made."""
    prepare(settings)
    console = assemble(settings, Clock())
    schema.upgrade(console.database)
    return console


@contextlib.contextmanager
def serving(console: Console, settings: ServerSettings, listener: socket.socket) -> Iterator[str]:
    """Serve the pages over TLS on `listener` while the block runs; give their address."""
    tls.issue_certificate(settings, console.authority, Clock())
    config = uvicorn.Config(create_app(console), log_config=None, lifespan="off", ws="none")
    config.load()
    config.ssl = tls.pages_context(settings)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    end = time.monotonic() + _START_SECONDS
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_START_SECONDS)


def free_port() -> socket.socket:
    """Return a socket bound to a free port of loopback."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener
