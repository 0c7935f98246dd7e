"""`ashseal-gateway queue`: what waits for delivery, one JSON line a copy. Addresses, never content."""

import argparse
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from runtime.settings import load
from smtp_gateway.commands.command import Command, settings_option
from smtp_gateway.journal import Copy, read_copies
from smtp_gateway.settings import GatewaySettings


def show(arguments: argparse.Namespace) -> int:
    """List the copies; return 0, or 3 when the journal cannot be read."""
    settings = load(arguments.settings, GatewaySettings)
    try:
        copies = read_copies(Path(settings.gateway.state_dir) / "gateway.db")
    except (sqlite3.Error, OSError) as error:
        sys.stderr.write(f"ashseal-gateway: the journal cannot be read: {error}\n")
        return 3
    for copy in copies:
        sys.stdout.write(msgspec.json.encode(_row(copy)).decode() + "\n")
    sys.stderr.write(f"{len(copies)} waiting\n")
    return 0


def _row(copy: Copy) -> dict[str, object]:
    letter = copy.letter
    return {
        "id": copy.id,
        "state": "held" if copy.held else copy.state,
        "sender": letter.sender.address.encode("utf-8", "replace").decode(),
        "recipients": [r.path.address.encode("utf-8", "replace").decode() for r in letter.recipients],
        "size": letter.size,
        "attempts": copy.attempts,
        "created_at": _time(copy.created_at),
        "due_at": _time(copy.due_at),
        "last_reply": copy.last_reply.decode("utf-8", "replace").strip(),
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


QUEUE = Command("queue", "List what waits for delivery.", settings_option, show)
