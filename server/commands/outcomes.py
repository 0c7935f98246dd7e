"""`incidents --jsonl` and `records --jsonl`: what has arrived, for programs; read straight from the database.

Whoever can run this owns the database anyway. Nothing is changed; values are masked as everywhere.
"""

import argparse

from server.commands.options import DONE, Command, answer, opened, with_settings


def _incidents(given: argparse.Namespace) -> int:
    """Print one line for each incident, oldest first."""
    with opened(given) as console:
        for row, incident in console.incidents.export_all():
            answer({"row": row, "incident": incident})
    return DONE


def _records(given: argparse.Namespace) -> int:
    """Print one line for each destruction record, oldest first."""
    with opened(given) as console:
        for row, record in console.destruction.export_all():
            answer({"row": row, "record": record})
    return DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a line (the only form)")


INCIDENTS = Command("incidents", "print all incidents as JSON lines", _arguments, _incidents)
RECORDS = Command("records", "print all destruction records as JSON lines", _arguments, _records)
