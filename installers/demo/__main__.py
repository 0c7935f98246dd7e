"""`./dev run`: exit 0 all as expected, 1 a sample went wrong, 2 wrong usage, 3 could not start."""

import contextlib
import json
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from installers.demo import options, places, report, samples_run, start
from installers.demo.collecting import Collector
from installers.demo.people import SENDER
from installers.demo.programs import NotStarted, Programs, environment_is_headless

VAR = Path(__file__).resolve().parents[2] / "var"


def main() -> int:
    """Run the demonstration as the command line asks for it."""
    chosen = options.parse(sys.argv[1:])
    if chosen.stay:
        var = (chosen.var or VAR).resolve()
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        return run(chosen, var)
    with tempfile.TemporaryDirectory(prefix="ashseal-demo-") as folder:
        return run(chosen, Path(folder))


def run(chosen: options.Options, var: Path, gateway_command: list[str] | None = None) -> int:
    """Start everything in `var`, show the samples, stay or end; returns the exit code."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    began = time.monotonic()
    try:
        where = places.choose(chosen, var)
    except places.PortTaken as error:
        return _failed(error)
    desktop = chosen.stay and chosen.demo and not environment_is_headless()
    places.lay_out(where, desktop=desktop)
    programs = Programs(var / "logs")
    try:
        running = start.start(where, programs, chosen.policy, gateway_command)
        return _show(chosen, where, running, began, stopped)
    except NotStarted as error:
        return _failed(error)
    finally:
        programs.stop()


def _show(
    chosen: options.Options,
    where: places.Places,
    running: start.Running,
    began: float,
    stopped: threading.Event,
) -> int:
    code = 0
    if not chosen.demo:
        _print(json.dumps(_ready(where, running)))
    else:
        seen = _samples(where, None if chosen.stay else _collector(where, running))
        code = 0 if all(one.ok for one in seen) else 1
        _say(report.as_table(seen))
        if not chosen.stay:
            _print(report.as_json(seen, time.monotonic() - began))
    if chosen.stay:
        _say(_invitation(where, running))
        stopped.wait()
        return 0
    return code


def _samples(where: places.Places, collector: Collector | None) -> list[report.Seen]:
    with contextlib.closing(collector) if collector else contextlib.nullcontext():
        return samples_run.run(where, collector)


def _collector(where: places.Places, running: start.Running) -> Collector:
    """Log in as the sender; only where nobody else wants the one-time token."""
    return Collector(where, next(login.token for login in running.logins if login.name == SENDER.name))


def _ready(where: places.Places, running: start.Running) -> dict[str, object]:
    said = {"gateway": running.gateway, "agent": running.agent, "console": running.console}
    return {
        "ready": True,
        "smtp": where.smtp,
        "console": where.console,
        "metrics": running.gateway.get("metrics"),
        "metrics_by_component": {name: ready.get("metrics") for name, ready in said.items()},
        "pids": {
            "gateway": [running.gateway["pid"]],
            "workers": [*_list(running.gateway, "workers"), *_list(running.agent, "workers")],
            "agent": [running.agent["pid"]],
            "console": [running.console["pid"]],
        },
        "policy_version": running.gateway["policy_version"],
        "login": {
            "url": f"https://{where.console}",
            "first_login_tokens": {login.name: login.token for login in running.logins},
        },
    }


def _list(ready: dict[str, object], name: str) -> list[object]:
    value = ready.get(name)
    return list(value) if isinstance(value, list) else []


def _invitation(where: places.Places, running: start.Running) -> str:
    logins = "\n".join(f"  {one.name:<10} {one.roles:<16} {one.token}" for one in running.logins)
    return f"""
Ashseal is running.
  console   https://{where.console}   (certificate authority: {where.authority})
  mail      {where.smtp}  →  {where.next_hop if not where.own_next_hop else where.mailbox}
  files     {where.agent_path}

First log-in: open https://{where.console}/first-login and enter a name with its one-time token,
then choose a password and set up the second factor.
{logins}

Ctrl-C ends everything."""


def _failed(error: Exception) -> int:
    _say(f"./dev run: {error}")
    return 3


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
