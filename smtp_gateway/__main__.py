"""`ashseal-gateway`: the relay and its tools. One file a subcommand, below `commands/`."""

import argparse
import sys
from collections.abc import Sequence

from policies.language.errors import PolicyInvalid
from runtime.errors import RuntimeFault
from smtp_gateway.commands import COMMANDS
from wire.errors import WireError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; return 0 done, 1 found or refused, 2 wrong usage, 3 could not start."""
    parser = argparse.ArgumentParser(prog="ashseal-gateway", description="The mail relay of Ashseal.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.register(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (RuntimeFault, WireError, PolicyInvalid) as fault:
        sys.stderr.write(f"ashseal-gateway: {fault}\n")
        return 3


if __name__ == "__main__":
    raise SystemExit(main())
