"""`ashseal-agent handover [--person NAME]`: the open leftovers per person, signed by this machine.

One line of JSON on standard output: the report, the signed envelope of it (kind
`handover-inventory`) and the certificate of this machine, to be put into the leaver's file.
"""

import argparse
import base64
from collections import defaultdict

from agent import records
from agent.commands import base
from agent.commands.inventory import entry
from agent.parts import Parts
from runtime.clock import Clock
from wire import canonical, instant
from wire.signature import sign

KIND = "handover-inventory"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    base.add_settings(parser)
    parser.add_argument("--person", default="", metavar="NAME", help="only what this person left")


def run(arguments: argparse.Namespace) -> int:
    """Give the report; 0 when nothing is open, 1 else.

    Raises:
        SettingsError, KeystoreError: settings or keys are unfit.
    """
    parts = Parts(base.load(arguments))
    now = Clock().now()
    persons: dict[str, list[dict[str, object]]] = defaultdict(list)
    for leftover in parts.inventory.open():
        if arguments.person in ("", leftover.attribution.person):
            persons[leftover.attribution.person].append(entry(leftover))
    device = parts.settings.device
    report = {"schema": 1, "device": device, "made_at": instant.render(now), "persons": persons}
    key = parts.keystore.device_key()
    certificate = parts.keystore.certificate_pem() or records.self_signed(key, device, now)
    envelope = sign(KIND, canonical.encode(report), key)
    parts.close()
    base.give({"report": report, "envelope": base64.b64encode(envelope).decode(), "certificate": certificate})
    return base.FOUND if persons else base.DONE
