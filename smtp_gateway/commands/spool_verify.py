"""`ashseal-gateway spool-verify`: compares the spool's files with the journal's promises.

One JSON line `{"copies","missing","wrong_size","unclaimed"}`. Unclaimed files are those of messages
on their way in, or left by a killed process; the next start removes the latter. Exit code 1 when a
promised file is missing or has another size.
"""

import argparse
import sqlite3
import sys
from pathlib import Path

import msgspec

from runtime.settings import load
from smtp_gateway.commands.command import Command, settings_option
from smtp_gateway.journal import Copy, read_copies
from smtp_gateway.settings import GatewaySettings
from smtp_gateway.spool import Spool


def verify(arguments: argparse.Namespace) -> int:
    """Compare; return 0 all there, 1 something is missing, 3 the journal cannot be read."""
    settings = load(arguments.settings, GatewaySettings)
    state_dir = Path(settings.gateway.state_dir)
    journal = state_dir / "gateway.db"
    try:
        before = _promised(read_copies(journal))
        present = Spool(state_dir).sizes()
        copies = read_copies(journal)
    except (sqlite3.Error, OSError) as error:
        sys.stderr.write(f"ashseal-gateway: the journal cannot be read: {error}\n")
        return 3
    # What was promised before and after must have been there in between; the rest came or went meanwhile.
    promised = _promised(copies)
    lasting = before.items() & promised.items()
    missing = sorted(name for name, _ in lasting if name not in present)
    wrong = sorted(name for name, size in lasting if present.get(name, size) != size)
    report = {
        "copies": len(copies),
        "missing": missing,
        "wrong_size": wrong,
        "unclaimed": sorted(present.keys() - before.keys() - promised.keys()),
    }
    sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    return int(bool(missing or wrong))


def _promised(copies: list[Copy]) -> dict[str, int]:
    """Return the file names that copies need, with their sizes."""
    return {copy.letter.file: copy.letter.size for copy in copies}


SPOOL_VERIFY = Command("spool-verify", "Compare the spool with the journal.", settings_option, verify)
