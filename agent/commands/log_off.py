"""`ashseal-agent log-off --user NAME`: what pam_exec calls when a session closes.

It only writes the intent and returns, because a log-off may not wait. The running agent wipes what
the account left; if it is not running, the next one does so first.
"""

import argparse
import os

from agent.commands import base
from agent.parts import Parts
from wire import instant


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options; pam_exec gives the account in PAM_USER."""
    base.add_settings(parser)
    parser.add_argument("--user", default=os.environ.get("PAM_USER", ""), help="account that logs off")


def run(arguments: argparse.Namespace) -> int:
    """Write the log-off down.

    Raises:
        SettingsError, KeystoreError: settings or keys are unfit.
    """
    if not arguments.user:
        base.say("name the account: --user NAME")
        return base.USAGE
    if os.environ.get("PAM_TYPE", "close_session") != "close_session":
        return base.DONE
    parts = Parts(base.load(arguments))
    try:
        parts.journal.ask_log_off(arguments.user, instant.render(parts.clock.now()))
    finally:
        parts.close()
    return base.DONE
