"""`ashseal-agent inventory`: the leftovers on this machine, one line of JSON each.

Values are masked. Exit code 1 says that there are open ones.
"""

import argparse

from agent.commands import base
from agent.inventory import Leftover
from agent.parts import Parts
from agent.records import show_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    base.add_settings(parser)
    parser.add_argument("--all", action="store_true", help="also those that were dealt with")


def run(arguments: argparse.Namespace) -> int:
    """List the leftovers; 1 when there are open ones.

    Raises:
        SettingsError, KeystoreError: settings or keys are unfit.
    """
    parts = Parts(base.load(arguments))
    found = parts.inventory.everything() if arguments.all else parts.inventory.open()
    parts.close()
    for leftover in found:
        base.give(entry(leftover))
    return base.FOUND if any(one.status == "open" for one in found) else base.DONE


def entry(leftover: Leftover) -> dict[str, object]:
    """Return what may be shown of a leftover."""
    whose = leftover.attribution
    return {
        "id": leftover.id,
        "path": show_path(leftover.path),
        "size": leftover.size,
        "status": leftover.status,
        "found_at": leftover.found_at,
        "deadline": leftover.deadline,
        "person": whose.person,
        "account": whose.account,
        "attribution": whose.confidence,
        "method": whose.method,
        "evidence": list(whose.evidence),
        "rule": leftover.rule,
        "severity": leftover.severity,
        "mode": leftover.mode,
        "findings": leftover.finding_count,
        "types": sorted({finding.type for finding in leftover.findings}),
    }
