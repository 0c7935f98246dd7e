"""`ashseal-agent scan PATH…`: say what files hold and what the policy wants; nothing is destroyed.

One line of JSON a file, values masked; exit code 1 when the policy wants one destroyed, 3 when one
could not be inspected. Without `--policy` and without a settings file the built-in bank policy rules.
"""
# Raw octet paths have no Path:
# ruff: noqa: PTH118

import argparse
import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from agent import settings as agent_settings
from agent.commands import base
from agent.records import show_path
from agent.scanner import Look, Scanner
from agent.watchers import full_scan
from inspection.pool import Pool
from policies.decision.decide import Decision, Subject, decide_all
from policies.decision.document_use import ask_documents
from policies.inspection_needs import needs_of
from policies.language.errors import PolicyInvalid
from policies.language.parser import parse
from policies.model import Action, Policy
from runtime import builtin_policies
from runtime.clock import Clock
from runtime.document_register import NOT_LOOKED_FOR, in_a_dry_run
from runtime.incidents import from_inspection

_DEFAULT = "builtin:bank"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    base.add_settings(parser)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    parser.add_argument("--policy", default="", metavar="FILE|builtin:NAME", help="policy to judge by")


def run(arguments: argparse.Namespace) -> int:
    """Scan; see the module for the exit codes.

    Raises:
        SettingsError: the settings file is there and does not fit.
    """
    try:
        policy = _policy(arguments)
    except (PolicyInvalid, LookupError, OSError) as error:
        base.say(f"ashseal-agent: {error}")
        return base.FAILED
    return asyncio.run(_scan(arguments.paths, policy))


def _policy(arguments: argparse.Namespace) -> Policy:
    source = arguments.policy
    if not source and Path(arguments.settings).exists():
        source = agent_settings.load(arguments.settings).policy.file
    source = source or _DEFAULT
    if source.startswith(builtin_policies.PREFIX):
        return parse(builtin_policies.load(source), name=source)
    return parse(Path(source).read_text(encoding="utf-8"), name=source)


async def _scan(paths: Sequence[Path], policy: Policy) -> int:
    worst = base.DONE
    if ask_documents([policy]):
        base.say(f"ashseal-agent: {NOT_LOOKED_FOR}")
    async with Pool(needs=lambda: needs_of((policy,))) as pool:
        for path in paths:
            scanner = Scanner([os.fsencode(path.parent.resolve())], (), pool, b"")
            for file in _files(path):
                worst = max(worst, _tell(file, await scanner.look(file), policy))
    return worst


def _files(path: Path) -> Iterator[bytes]:
    raw = os.path.join(os.fsencode(path.parent.resolve()), os.fsencode(path.name))
    if path.is_dir() and not path.is_symlink():
        yield from (file for file, _ in full_scan.walk([raw]))
    else:
        yield raw


def _tell(path: bytes, look: Look, policy: Policy) -> int:
    """Give one line and return the exit code that this file alone would mean."""
    if look.inspection is None:
        base.give({"path": show_path(path), "verdict": look.outcome, "action": "keep", "findings": []})
        return base.FAILED if look.outcome in ("gone", "changing") else base.DONE
    inspection = in_a_dry_run(look.inspection)
    subject = Subject(channel="file", inspection=inspection, path=show_path(path), now=Clock().now())
    decision: Decision = decide_all((policy,), subject)
    shown, count = from_inspection(inspection)
    fields = {"path": show_path(path), "verdict": inspection.verdict, "reason": inspection.reason}
    fields |= {"action": decision.action, "would": decision.would, "rule": decision.rule}
    findings = [{"type": one.type, "confidence": one.confidence, "masked": one.masked} for one in shown]
    base.give(fields | {"findings": findings, "finding_count": count})
    if decision.action is Action.DESTROY:
        return base.FOUND
    return base.FAILED if inspection.verdict == "uninspectable" else base.DONE
