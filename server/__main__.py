"""`ashseal-console`: the console's commands. Words go to stderr, stdout holds JSON alone.

Exit codes: 0 done, 1 refused or found broken, 2 wrong usage, 3 could not read or start.
"""

import argparse
import pkgutil
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from runtime.errors import RuntimeFault
from server.commands.options import FAILED, REFUSED, Command, say
from server.errors import ConsoleError

# Where each is found: a command loads its own module alone, half of a second instead of two.
COMMANDS = {
    "init": "init:COMMAND",
    "run": "run:COMMAND",
    "user": "user:COMMAND",
    "enrol-token": "enrol_token:COMMAND",
    "publish": "publish:COMMAND",
    "edm": "edm:COMMAND",
    "document": "document:COMMAND",
    "release": "release:COMMAND",
    "replay": "replay:COMMAND",
    "backup": "backup:COMMAND",
    "restore": "restore:COMMAND",
    "verify-audit": "verify_audit:COMMAND",
    "incidents": "outcomes:INCIDENTS",
    "records": "outcomes:RECORDS",
}


def command(name: str) -> Command:
    """Return a command by its name."""
    found: Command = pkgutil.resolve_name(f"server.commands.{COMMANDS[name]}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    known = {name: command(name) for name in (words[:1] if words and words[0] in COMMANDS else COMMANDS)}
    parser = argparse.ArgumentParser("ashseal-console", description="Ashseal (封烬): the policy console.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, each in known.items():
        each.arguments(commands.add_parser(name, help=each.title, description=each.title))
    given = parser.parse_args(words)
    try:
        return known[given.command].run(given)
    except ConsoleError as error:
        say(error.en)
        return REFUSED
    except RuntimeFault as error:
        say(str(error))
        return FAILED
    except (SQLAlchemyError, OSError) as error:
        say(f"{type(error).__name__}: the database or a file cannot be used")
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
