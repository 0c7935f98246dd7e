"""`ashseal-console`: the console's commands. Words go to stderr, stdout holds JSON alone.

Exit codes: 0 done, 1 refused or found broken, 2 wrong usage, 3 could not read or start.
"""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from runtime.errors import RuntimeFault
from server.commands import backup, enrol_token, init, outcomes, publish, restore, run, user, verify_audit
from server.commands.options import FAILED, REFUSED, Command, say
from server.errors import ConsoleError

COMMANDS: tuple[Command, ...] = (
    init.COMMAND,
    run.COMMAND,
    user.COMMAND,
    enrol_token.COMMAND,
    publish.COMMAND,
    backup.COMMAND,
    restore.COMMAND,
    verify_audit.COMMAND,
    *outcomes.COMMANDS,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code."""
    parser = argparse.ArgumentParser("ashseal-console", description="Ashseal (封烬): the policy console.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.arguments(commands.add_parser(command.name, help=command.title, description=command.title))
    given = parser.parse_args(arguments)
    chosen = next(command for command in COMMANDS if command.name == given.command)
    try:
        return chosen.run(given)
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
