"""`publish --demo`: sign a policy at once, for demonstrations on one machine.

At work a policy is approved by a second person in the browser. This command refuses unless the
settings say `demo = true`, and what it does stands in the audit trail under its own name.
"""

import argparse

from server.commands.options import DONE, Command, answer, opened, read_settings, with_settings
from server.commands.policy_text import documents_of
from server.errors import Forbidden
from wire.bundle import PolicyDocument


def run(given: argparse.Namespace) -> int:
    """Publish a policy in place of all that are in force, without a second person."""
    if not (given.demo and read_settings(given).console.demo):
        raise Forbidden(
            "仅限演示：需要 --demo 且配置中 demo = true。",
            "Only for demonstrations: needs --demo and `demo = true` in the settings.",
        )
    documents: tuple[PolicyDocument, ...] = documents_of(given.policy)
    with opened(given) as console:
        version = console.policy.publish_first(documents, "demo", "published for a demonstration")
        answer({"policy_version": version})
    return DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("--policy", required=True, help="a YAML file or builtin:NAME")
    parser.add_argument("--demo", action="store_true", help="say that this is a demonstration")


COMMAND = Command("publish", "sign a policy without a second person (demonstrations only)", _arguments, run)
