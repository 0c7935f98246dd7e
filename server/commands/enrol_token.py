"""`enrol-token`: a one-time token that admits one gateway or agent."""

import argparse

from server.commands.options import DONE, Command, answer, opened, with_settings
from server.identity.types import LOCAL_OPERATOR


def run(given: argparse.Namespace) -> int:
    """Print a token for one device."""
    with opened(given) as console:
        made = console.fleet.enrolment_token(LOCAL_OPERATOR, given.component, given.device, given.reason)
        answer(
            {
                "token": made.token,
                "component": made.component,
                "device": made.device,
                "expires_at": made.expires_at.isoformat(),
            }
        )
    return DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("--component", choices=("gateway", "agent"), required=True, help="what is admitted")
    parser.add_argument("--device", required=True, help="its name at the console")
    parser.add_argument("--reason", default="on the console's command line", help="why, for the audit trail")


COMMAND = Command("enrol-token", "print a one-time token for a gateway or agent", _arguments, run)
