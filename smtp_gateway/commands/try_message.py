"""`ashseal-gateway try`: a dry run of one message file; nothing is sent, kept or reported.

One JSON line a recipient on standard output:
`{"recipient","outcome","rule","mode","reason","would"}`, and a last one
`{"verdict","reason","findings","reply"}`. Exit code 0 when it would pass, 1 when anything else
would happen, 3 when the file cannot be inspected.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from inspection.pool import Pool
from policies.decision import Decision, Subject, decide_all
from policies.inspected import Inspection, InspectionVerdict
from policies.language import parse
from policies.model import Action, Policy
from runtime.errors import SettingsError
from runtime.settings import load
from smtp_gateway import replies
from smtp_gateway.commands.command import Command
from smtp_gateway.key_directory import CertificateUnusable, KeyDirectory
from smtp_gateway.policy_source import policies_in_force, policy_text
from smtp_gateway.sealer import key_directory
from smtp_gateway.settings import GatewaySettings, Sealing
from smtp_gateway.transaction import Plan, Refuse, plan

_OUTCOMES = {Action.PASS: "passed", Action.HOLD: "held", Action.REFUSE: "refused"}
_WHOLE = {type(None): "deferred", Refuse: "refused"}  # what holds for every recipient alike


def options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `try`."""
    parser.add_argument("file", type=Path, metavar="FILE.eml", help="the message, as it would be sent")
    parser.add_argument("--from", dest="sender", required=True, metavar="ADDRESS", help="envelope sender")
    to = parser.add_argument("--to", required=True, nargs="+", metavar="ADDRESS", help="envelope recipients")
    to.dest = "recipients"
    parser.add_argument("--settings", metavar="FILE", help="settings of a gateway, for its policy and keys")
    parser.add_argument("--policy", metavar="FILE|builtin:NAME", help="the policy to try instead")


def attempt(arguments: argparse.Namespace) -> int:
    """Say what would happen; return the exit code."""
    settings = load(arguments.settings, GatewaySettings) if arguments.settings else None
    policies = _policies(arguments.policy, settings)
    try:
        inspection = asyncio.run(_inspect(arguments.file))
    except OSError as error:
        sys.stderr.write(f"{arguments.file}: {error.strerror}\n")
        return 3
    except ValueError:
        sys.stderr.write(f"{arguments.file}: not a regular file; save the message to one first\n")
        return 3
    decisions = [
        _decide(policies, inspection, arguments.sender, recipient) for recipient in arguments.recipients
    ]
    certificates = key_directory(settings.sealing if settings else Sealing())
    _show(arguments.recipients, decisions, inspection, certificates)
    if inspection.verdict is InspectionVerdict.UNINSPECTABLE:
        return 3
    return int(any(decision.action is not Action.PASS for decision in decisions))


def _policies(source: str | None, settings: GatewaySettings | None) -> tuple[Policy, ...]:
    if source is None and settings is not None:
        in_force = policies_in_force(Path(settings.gateway.state_dir))
        if in_force:
            return in_force
        source = settings.policy.file
    if not source:
        raise SettingsError("there is no policy to try: give --policy builtin:bank or --settings")
    return (parse(policy_text(source), name=source),)


async def _inspect(path: Path) -> Inspection:
    with path.open("rb") as file:
        async with Pool(1) as pool:
            return await pool.inspect(file.fileno(), name=path.name, kind="message")


def _decide(policies: tuple[Policy, ...], inspection: Inspection, sender: str, recipient: str) -> Decision:
    now = datetime.now(UTC)
    return decide_all(
        policies, Subject(channel="mail", inspection=inspection, now=now, sender=sender, recipient=recipient)
    )


def _show(
    recipients: Sequence[str],
    decisions: Sequence[Decision],
    inspection: Inspection,
    certificates: KeyDirectory,
) -> None:
    made = None if inspection.reason == "worker-crash" else plan(decisions)
    for recipient, decision in zip(recipients, decisions, strict=True):
        outcome = _WHOLE.get(type(made)) or _outcome(decision, recipient, certificates)
        _line(
            {
                "recipient": recipient,
                "outcome": outcome,
                "rule": decision.rule,
                "mode": decision.mode,
                "reason": decision.reason,
                "would": decision.would,
            }
        )
    facts = {"verdict": inspection.verdict, "reason": inspection.reason, "findings": len(inspection.findings)}
    _line({**facts, "reply": _reply(made)})


def _reply(made: Plan | None) -> str:
    if made is None:
        return replies.INSPECTION_FAILED.decode().strip()
    return f"550 5.7.1 {made.decision.reason}" if isinstance(made, Refuse) else "250"


def _outcome(decision: Decision, recipient: str, certificates: KeyDirectory) -> str:
    if decision.action is not Action.SEAL:
        return _OUTCOMES.get(decision.action, "held")
    try:
        found = certificates.lookup(recipient, datetime.now(UTC))
    except CertificateUnusable:
        found = None
    return "sealed-smime" if found else "sealed-pdf"


def _line(value: dict[str, object]) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


TRY = Command("try", "Say what would happen to a message file.", options, attempt)
