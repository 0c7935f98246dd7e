"""`ashseal-gateway try`: a dry run of one message file; nothing is sent, kept or reported.

One JSON line a recipient on standard output:
`{"recipient","outcome","rule","mode","reason","would"}`, with `"masked"` (how many values of each type) where a
masked copy would leave, and a last one
`{"verdict","reason","findings","reply"}`. Cumulative counts are read from the journal of the gateway
whose settings are given, and nothing is added to them; releases are those that it has. Exit code 0 when it
would pass, 1 when anything else would happen, 3 when the file cannot be inspected.
"""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from inspection.pool import Pool
from policies.decision.counters import counters_of
from policies.decision.decide import Decision
from policies.decision.document_use import ask_documents
from policies.inspected import Inspection, InspectionVerdict
from policies.inspection_needs import needs_of
from policies.language.parser import parse
from policies.model import Action, Policy
from runtime.document_register import NOT_LOOKED_FOR, in_a_dry_run
from runtime.errors import RuntimeFault, SettingsError
from runtime.keystore import Keystore
from runtime.releases import Releases
from runtime.settings import load
from smtp_gateway import replies
from smtp_gateway.commands.command import Command
from smtp_gateway.cumulative import Addition, MailCounts, alone, counts_of
from smtp_gateway.deciding import Approvals, decide_each, nothing_approved
from smtp_gateway.journal import read_counted
from smtp_gateway.key_directory import CertificateUnusable, KeyDirectory
from smtp_gateway.policy_source import policies_in_force, policy_text
from smtp_gateway.redaction.copying import MaskedCopy
from smtp_gateway.redaction.settling import Original, Settled, Settling, WorkerCrashed
from smtp_gateway.sealer import key_directory
from smtp_gateway.settings import GatewaySettings, Sealing
from smtp_gateway.spool import SpoolFile
from smtp_gateway.transaction import Plan, Refuse, plan

_OUTCOMES = {
    Action.PASS: "passed", Action.REDACT: "redacted", Action.HOLD: "held", Action.REFUSE: "refused",
}  # fmt: skip
_ALONE = (
    "cumulative counts are those of this message alone: give --settings of a gateway that has run, "
    "to count its earlier mail too\n"
)
_WHOLE = {type(None): "deferred", Refuse: "refused"}  # what holds for every recipient alike


class _Envelope(msgspec.Struct, frozen=True):
    """Who sends to whom, under which policies; `state` is where cumulative counts are, if they are asked for.

    `approvals` gives what a sender was granted.
    """

    sender: str
    recipients: tuple[str, ...]
    policies: tuple[Policy, ...]
    state: Path | None
    approvals: Approvals

    async def decide(
        self, inspection: Inspection, chosen: Sequence[int]
    ) -> tuple[list[Decision], MailCounts]:
        """Return the decisions for some recipients, by their indices, of a mail with that inspection."""
        counts = self._counts(inspection)
        recipients = [self.recipients[n] for n in chosen]
        approvals = self.approvals(self.sender, datetime.now(UTC))
        return decide_each(self.policies, inspection, counts, recipients, approvals), counts

    def _counts(self, inspection: Inspection) -> MailCounts:
        counters, now = counters_of(self.policies), datetime.now(UTC)
        counts = counts_of(counters, inspection.findings, message_id="", sender=self.sender, at=now)
        additions = counts.additions(self.recipients)
        numbers = _numbers(self.state / "gateway.db", additions) if self.state else alone(additions)
        return msgspec.structs.replace(counts, numbers=numbers)


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
    state = _state_of_counts(policies, settings)
    if ask_documents(policies):
        sys.stderr.write(f"{NOT_LOOKED_FOR}\n")
    approvals = _approvals_of(settings) if settings else nothing_approved
    envelope = _Envelope(arguments.sender, tuple(arguments.recipients), policies, state, approvals)
    try:
        inspection, settled = asyncio.run(_try(arguments.file, envelope))
    except OSError as error:
        sys.stderr.write(f"{arguments.file}: {error.strerror}\n")
        return 3
    except ValueError:
        sys.stderr.write(f"{arguments.file}: not a regular file; save the message to one first\n")
        return 3
    if counters_of(policies) and state is None:
        sys.stderr.write(_ALONE)
    certificates = key_directory(settings.sealing if settings else Sealing())
    _show(arguments.recipients, settled, inspection, certificates)
    if inspection.verdict is InspectionVerdict.UNINSPECTABLE:
        return 3
    return int(any(decision.action is not Action.PASS for decision in settled.decisions))


def _policies(source: str | None, settings: GatewaySettings | None) -> tuple[Policy, ...]:
    if source is None and settings is not None:
        in_force = policies_in_force(Path(settings.gateway.state_dir))
        if in_force:
            return in_force
        source = settings.policy.file
    if not source:
        raise SettingsError("there is no policy to try: give --policy builtin:bank or --settings")
    return (parse(policy_text(source), name=source),)


def _state_of_counts(policies: tuple[Policy, ...], settings: GatewaySettings | None) -> Path | None:
    """Return the state directory whose journal has the cumulative counts, None when none are needed or there."""
    if settings is None or not counters_of(policies):
        return None
    state = Path(settings.gateway.state_dir)
    return state if (state / "gateway.db").exists() else None


def _approvals_of(settings: GatewaySettings) -> Approvals:
    state = Path(settings.gateway.state_dir)
    return Releases(state, Keystore(state)).approvals if (state / "releases").exists() else nothing_approved


async def _try(path: Path, envelope: _Envelope) -> tuple[Inspection, Settled]:
    """Return what would be found and decided; masked copies are made, looked at and thrown away."""
    key = Keystore(envelope.state).hash_key() if envelope.state else b""
    needs = needs_of(envelope.policies)
    with path.open("rb") as file, TemporaryDirectory(prefix="ashseal-try-") as scratch:
        async with Pool(1, hash_key=key, needs=lambda: needs) as pool:
            inspection = in_a_dry_run(await pool.inspect(file.fileno(), name=path.name, kind="message"))
            decisions, _ = await envelope.decide(inspection, range(len(envelope.recipients)))
            original = Original(file.fileno(), inspection.size, inspection)
            settling = Settling(pool, original, lambda n: SpoolFile(Path(scratch) / str(n)), envelope.decide)
            try:
                return inspection, await settling.settle(decisions)
            except WorkerCrashed:
                crashed = msgspec.structs.replace(inspection, reason="worker-crash")
                return crashed, Settled(decisions, {})


def _numbers(journal: Path, additions: Sequence[Addition]) -> dict[bytes, int]:
    try:
        return read_counted(journal, additions)
    except sqlite3.Error as error:
        raise RuntimeFault(f"{journal}: the cumulative counts cannot be read: {error}") from None


def _show(
    recipients: Sequence[str],
    settled: Settled,
    inspection: Inspection,
    certificates: KeyDirectory,
) -> None:
    made = None if inspection.reason == "worker-crash" else plan(settled.decisions)
    for n, (recipient, decision) in enumerate(zip(recipients, settled.decisions, strict=True)):
        copy = None if type(made) in _WHOLE else settled.copies.get(n)
        outcome = _WHOLE.get(type(made)) or _outcome(decision, copy, recipient, certificates)
        said: dict[str, object] = {
            "recipient": recipient,
            "outcome": outcome,
            "rule": decision.rule,
            "mode": decision.mode,
            "reason": decision.reason,
            "would": decision.would,
        }
        _line(said | ({"masked": copy.masked} if copy else {}))
    facts = {"verdict": inspection.verdict, "reason": inspection.reason, "findings": len(inspection.findings)}
    _line({**facts, "reply": _reply(made)})


def _reply(made: Plan | None) -> str:
    if made is None:
        return replies.INSPECTION_FAILED.decode().strip()
    return f"550 5.7.1 {made.decision.reason}" if isinstance(made, Refuse) else "250"


def _outcome(decision: Decision, copy: MaskedCopy | None, recipient: str, certificates: KeyDirectory) -> str:
    if decision.action is not Action.SEAL and not (copy and copy.seal):
        return _OUTCOMES.get(decision.action, "held")
    try:
        found = certificates.lookup(recipient, datetime.now(UTC))
    except CertificateUnusable:
        found = None
    return "sealed-smime" if found else "sealed-pdf"


def _line(value: dict[str, object]) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


TRY = Command("try", "Say what would happen to a message file.", options, attempt)
