"""What a subcommand is: its name, its help, its options, and the function that does it."""

import argparse
from collections.abc import Callable
from typing import Any

import msgspec


class Command(msgspec.Struct, frozen=True):
    """One subcommand; `run` returns the exit code."""

    name: str
    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]

    def register(self, commands: Any) -> None:  # noqa: ANN401 (argparse keeps its type private)
        """Add this subcommand to those of a parser (what `add_subparsers` returned)."""
        parser = commands.add_parser(self.name, help=self.help, description=self.help)
        self.options(parser)
        parser.set_defaults(run=self.run)


def settings_option(parser: argparse.ArgumentParser) -> None:
    """Add `--settings FILE`, which must be given."""
    parser.add_argument("--settings", required=True, metavar="FILE", help="the settings file (TOML)")
