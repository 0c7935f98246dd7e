"""`ashseal-policy`: policies on the command line, for those who keep them in git.

    ashseal-policy lint FILE              is it a policy?          problems as FILE:line:col: message — remedy
    ashseal-policy test FILE              do its own cases hold?
    ashseal-policy explain FILE --text T  what is found in a text, and what would be done
    ashseal-policy diff A B               what is different between two policies

FILE may be `builtin:bank`. Results go to stdout, problems to stderr. Exit code 0: fine, 1: found
something (a problem, a failed case, an action other than pass or keep, a difference), 2: wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from policies.detection import ACT_CONFIDENCE
from policies.difference import differences_of
from policies.errors import PolicyInvalid
from policies.finding import Finding
from policies.language import parse
from policies.model import Action, Channel, Policy, TestCase
from policies.self_test import findings_of, run, run_case
from runtime.builtin_policies import PREFIX, load

DONE, FOUND, WRONG_USAGE = 0, 1, 2
_DOUBTFUL = 0.3  # explain also shows what is below the confidence that policies act on


class _Unreadable(Exception):
    """A policy file that cannot be read; the message names it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PolicyInvalid as invalid:
        _say(str(invalid), error=True)
        return FOUND
    except _Unreadable as unreadable:
        _say(f"ashseal-policy: {unreadable}", error=True)
        return WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ashseal-policy", description="Check, test, explain and compare policies."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run_it, words in (
        ("lint", _lint, "say whether a file is a policy, with every problem and its remedy"),
        ("test", _test, "run the policy's own test cases"),
        ("explain", _explain, "say what is found in a text and what would be done"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("file", help="a policy file, or builtin:NAME")
        command.set_defaults(run=run_it)
        if name == "explain":
            _add_circumstances(command)
    compare = commands.add_parser("diff", help="say what differs between two policies")
    compare.add_argument("before")
    compare.add_argument("after")
    compare.set_defaults(run=_diff)
    return parser


def _add_circumstances(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--text", action="append", default=[], help="a part of the mail or file; may be repeated"
    )
    command.add_argument("--channel", choices=[channel.value for channel in Channel], default="mail")
    command.add_argument("--sender", default="sender@bank.example")
    command.add_argument("--recipient", default="client@partner.example")
    command.add_argument(
        "--encrypted-attachment", metavar="FORMAT", help="as if such an attachment were enclosed"
    )


def _policy(name: str) -> Policy:
    try:
        text = load(name) if name.startswith(PREFIX) else Path(name).read_text(encoding="utf-8")
    except (OSError, LookupError) as error:
        raise _Unreadable(str(error)) from None
    except UnicodeDecodeError as error:
        raise _Unreadable(f"{name} is not UTF-8 at octet {error.start}") from None
    return parse(text, name=name)


def _lint(options: argparse.Namespace) -> int:
    policy = _policy(options.file)
    counts = f"{len(policy.rules)} rules, {len(policy.tests)} test cases"
    _say(f"{options.file}: policy {policy.name!r} is fine: {counts}")
    return DONE


def _test(options: argparse.Namespace) -> int:
    results = run(_policy(options.file))
    for result in results:
        _say(f"FAILED  {result.name}: {result.fault}" if result.fault else f"ok      {result.name}")
    failed = sum(bool(result.fault) for result in results)
    _say(f"{len(results) - failed} of {len(results)} cases hold")
    return FOUND if failed else DONE


def _explain(options: argparse.Namespace) -> int:
    case = TestCase(
        name="explain",
        expect=Action.PASS,
        texts=tuple(options.text),
        channel=Channel(options.channel),
        sender=options.sender,
        recipient=options.recipient,
        encrypted_attachment=options.encrypted_attachment,
    )
    for finding in findings_of(case.texts, min_confidence=_DOUBTFUL):
        _say(_finding_in_words(finding))
    decision = run_case(_policy(options.file), case).decision
    _say(f"action: {decision.action}")
    if decision.would != decision.action:
        _say(f"in mode enforce: {decision.would}")
    _say(f"rule: {decision.rule or 'none'} — {decision.reason}")
    if len(decision.matched) > 1:
        _say(f"rules that apply: {', '.join(decision.matched)}")
    return DONE if decision.action in {Action.PASS, Action.KEEP} else FOUND


def _finding_in_words(finding: Finding) -> str:
    doubt = "" if finding.confidence >= ACT_CONFIDENCE else ", too doubtful to act on"
    return (
        f"text {finding.place[0].name}: {finding.type} {finding.masked}: "
        f"{finding.grade} {finding.category} data, "
        f"confidence {finding.confidence:.2f}{doubt} ({', '.join(finding.reasons)})"
    )


def _diff(options: argparse.Namespace) -> int:
    differences = list(differences_of(_policy(options.before), _policy(options.after)))
    for difference in differences:
        _say(difference)
    return FOUND if differences else DONE


def _say(words: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(words + "\n")
