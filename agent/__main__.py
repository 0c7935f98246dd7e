"""`ashseal-agent`: finds leftover files, names who left them, has them destroyed, and proves it.

Each subcommand is a module of `agent.commands` and loaded alone: checking a record needs no
watcher, and the service no command line of the others.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from agent.commands import base
from runtime.errors import RuntimeFault

COMMANDS = {
    "run": "watch, ask and destroy until told to stop",
    "scan": "say what a file or folder holds; nothing is destroyed",
    "inventory": "list the leftovers on this machine",
    "destroy": "destroy a file now, with a record",
    "vault": "put a file into the vault, list it, restore from it",
    "handover": "give a signed inventory per person",
    "verify-record": "check a destruction record without a server",
    "log-off": "wipe what an account left (called at log-off)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code: 0 done, 1 found or refused, 2 usage, 3 failed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in COMMANDS:
        _parser().parse_args(given)  # --help, or wrong usage: both end here
    command = importlib.import_module(f"agent.commands.{given[0].replace('-', '_')}")
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        f"ashseal-agent {given[0]}", description=command.__doc__, formatter_class=form
    )
    command.add(parser)
    parsed = parser.parse_args(given[1:])
    try:
        return int(command.run(parsed))
    except RuntimeFault as error:
        base.say(f"ashseal-agent: {error}")
        return base.FAILED


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    words = "\n".join(f"  {name:{width}}  {about}" for name, about in COMMANDS.items())
    parser = argparse.ArgumentParser(
        "ashseal-agent",
        description=(__doc__ or "").partition("\n")[0],
        epilog=f"commands:\n{words}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=sorted(COMMANDS), metavar="COMMAND")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
