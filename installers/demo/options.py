"""What `./dev run` can be told."""

import argparse
from dataclasses import dataclass
from pathlib import Path

SMTP = "127.0.0.1:2525"
CONSOLE = "127.0.0.1:8443"


@dataclass(frozen=True, slots=True)
class Options:
    """The command line: `upstream` empty means a next hop of our own is started.

    Addresses are `host:port`; port 0 picks a free one. `policy` is a file or `builtin:NAME`.
    """

    demo: bool
    stay: bool
    var: Path | None
    smtp: str
    console: str
    upstream: str
    policy: str
    agent_path: Path | None


def parse(arguments: list[str]) -> Options:
    """Return the options; wrong usage ends the process with exit code 2."""
    parser = argparse.ArgumentParser(prog="./dev run", description="Start Ashseal on this machine.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--demo-only", action="store_true", help="send the samples, print one JSON line, end")
    mode.add_argument("--no-demo", action="store_true", help="start everything, send nothing, stay")
    parser.add_argument("--var", type=Path, metavar="DIR", help="where state is kept (default ./var)")
    parser.add_argument("--smtp", default=SMTP, metavar="HOST:PORT", help=f"the relay (default {SMTP})")
    parser.add_argument("--console", default=CONSOLE, metavar="HOST:PORT", help=f"(default {CONSOLE})")
    parser.add_argument("--upstream", default="", metavar="HOST:PORT", help="the next hop (default: our own)")
    parser.add_argument("--policy", default="builtin:bank", metavar="FILE|builtin:NAME")
    parser.add_argument("--agent-path", type=Path, metavar="DIR", help="the only folder the agent may clean")
    given = parser.parse_args(arguments)
    if given.policy.startswith("builtin:") is False and not Path(given.policy).is_file():
        parser.error(f"--policy {given.policy}: no such file; give a YAML file or builtin:bank")
    for name in ("smtp", "console", "upstream"):
        address = getattr(given, name)
        if address and not _is_address(address):
            parser.error(f"--{name} {address}: give HOST:PORT, for example 127.0.0.1:2525")
    free = "127.0.0.1:0"
    return Options(
        demo=not given.no_demo,
        stay=not given.demo_only,
        var=given.var,
        smtp=free if given.demo_only else given.smtp,
        console=free if given.demo_only else given.console,
        upstream=given.upstream,
        policy=given.policy,
        agent_path=given.agent_path,
    )


def _is_address(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and port.isdigit() and int(port) < 2**16
