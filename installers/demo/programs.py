"""Start the components as the services they are, wait until they answer, end them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

READY_SECONDS = 60.0
STOP_SECONDS = 20.0


class NotStarted(Exception):
    """A component did not come up; the message names it and its log."""


@dataclass(slots=True)
class Program:
    """One running component."""

    name: str
    process: subprocess.Popen[bytes]
    ready_file: Path
    log: Path

    def ready(self) -> dict[str, object] | None:
        """Return what the component says of itself once it listens."""
        try:
            said: dict[str, object] = json.loads(self.ready_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return said if said.get("pid") == self.process.pid else None


@dataclass(slots=True)
class Programs:
    """All components of one demonstration; ends them in the reverse order of their start."""

    logs: Path
    running: list[Program] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str], ready_file: Path) -> Program:
        """Start one component in the background; its words go to a log file."""
        log = self.logs / f"{name}.log"
        ready_file.unlink(missing_ok=True)
        with log.open("ab") as words:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words)
        program = Program(name, process, ready_file, log)
        self.running.append(program)
        return program

    def stop(self) -> None:
        """End every component with SIGTERM, and whoever does not follow with SIGKILL."""
        for program in reversed(self.running):
            if program.process.poll() is None:
                program.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for program in reversed(self.running):
            try:
                program.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                program.process.kill()
                program.process.wait()


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that starts a component as it is started in production."""
    return [sys.executable, "-I", "-m", module, *arguments]


def wait_ready(program: Program, *, need: str = "pid") -> dict[str, object]:
    """Wait until the component listens and says a non-empty `need`.

    Raises:
        NotStarted: it ended, or did not answer in time.
    """
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        said = program.ready()
        if said is not None and said.get(need):
            return said
        if program.process.poll() is not None:
            raise NotStarted(f"{program.name} ended with {program.process.returncode}: {_tail(program.log)}")
        time.sleep(0.05)
    raise NotStarted(f"{program.name} did not answer in {READY_SECONDS:.0f} s: {_tail(program.log)}")


def ask(module: str, *arguments: str) -> str:
    """Run one command of a component to its end and return its stdout.

    Raises:
        NotStarted: it failed; the message holds its last words.
    """
    done = subprocess.run(python(module, *arguments), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotStarted(f"{module} {arguments[0]} failed: {done.stderr.strip()[-400:]}")
    return done.stdout


def environment_is_headless() -> bool:
    """Tell whether there is no display on which a person could answer."""
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace").strip()[-600:] or "it said nothing"
