"""What the subcommands have in common: exit codes, the settings option, words to standard error."""

import argparse
import json
import os
import sys

from agent import settings
from agent.settings import AgentSettings

DONE, FOUND, USAGE, FAILED = 0, 1, 2, 3
DEFAULT_SETTINGS = "/etc/ashseal/agent.toml"


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Declare `--settings FILE`; the variable ASHSEAL_AGENT_SETTINGS gives another default."""
    default = os.environ.get("ASHSEAL_AGENT_SETTINGS", DEFAULT_SETTINGS)
    parser.add_argument(
        "--settings", default=default, metavar="FILE", help=f"settings file (default {default})"
    )


def load(arguments: argparse.Namespace) -> AgentSettings:
    """Return the settings that the arguments name.

    Raises:
        SettingsError: they do not fit.
    """
    return settings.load(arguments.settings)


def say(text: str) -> None:
    """Tell a person something: on standard error."""
    sys.stderr.write(f"{text}\n")


def give(value: object) -> None:
    """Give a program something: one line of JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
