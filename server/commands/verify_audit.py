"""`verify-audit`: check an exported audit log offline; the same as running `server/audit/verifier.py`."""

import argparse
from pathlib import Path

from server.audit import verifier
from server.commands.options import Command


def run(given: argparse.Namespace) -> int:
    """Check a file; 0 it holds, 1 it is broken, 3 it cannot be read."""
    arguments = [str(given.file)]
    arguments += ["--key", str(given.key)] if given.key else []
    arguments += ["--witness", str(given.witness)] if given.witness else []
    return verifier.main(arguments)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what the console exported")
    parser.add_argument("--key", type=Path, help="the console's public audit key (PEM)")
    parser.add_argument("--witness", type=Path, help="an older checkpoint that must still hold")


COMMAND = Command("verify-audit", "check an exported audit log offline", _arguments, run)
