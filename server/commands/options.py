"""What every subcommand shares: its settings, its exit codes, its one line of JSON on stdout."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from runtime import log
from runtime.clock import Clock
from runtime.settings import load
from server.assembly import Console, assemble
from server.settings import ServerSettings

DONE, REFUSED, USAGE, FAILED = 0, 1, 2, 3


@dataclass(frozen=True)
class Command:
    """One subcommand: how it is called, and what it does with what it was given."""

    name: str
    title: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def with_settings(parser: argparse.ArgumentParser) -> None:
    """Ask for the settings file."""
    parser.add_argument("--settings", type=Path, required=True, help="the console's settings file (TOML)")


def with_author(parser: argparse.ArgumentParser) -> None:
    """Ask in whose name something is done, and why."""
    parser.add_argument("--author", required=True, help="in whose name, for the audit trail")
    parser.add_argument("--reason", required=True, help="why")


def read_settings(given: argparse.Namespace) -> ServerSettings:
    """Return the settings of a call, with the log set up as they say."""
    settings = load(given.settings, ServerSettings)
    log.setup("console", settings.log.level, settings.log.file or None)
    return settings


@contextmanager
def opened(given: argparse.Namespace) -> Iterator[Console]:
    """Give the console of a call's settings, without its ports."""
    console = assemble(read_settings(given), Clock())
    try:
        yield console
    finally:
        console.close()


def answer(value: object) -> None:
    """Print one line of JSON."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def say(words: str) -> None:
    """Say something to whoever called, on stderr."""
    sys.stderr.write(words + "\n")
