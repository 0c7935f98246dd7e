"""`ashseal-policy`: policies on the command line, for those who keep them in git.

    ashseal-policy lint FILE…             are they policies?       problems as FILE:line:col: message — remedy
    ashseal-policy test FILE…             do their own cases hold?
    ashseal-policy explain FILE --text T  what is found in a text, and what would be done
    ashseal-policy diff A B               what is different between two policies

FILE may be `builtin:bank`. Results go to stdout, problems to stderr. Exit code 0: fine, 1: found
something (a problem, a failed case, an action other than pass or keep, a difference), 2: wrong usage.
`--lang zh` or `--lang en` chooses the language; without it that of the terminal is taken.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from policies.language.case_subject import findings_of, subject_of
from policies.language.difference import Difference, differences_of
from policies.language.errors import PolicyInvalid
from policies.language.outdated import outdated
from policies.language.parser import parse
from policies.language.self_test import run, run_case, untried
from policies.model import Action, Policy
from runtime.builtin_policies import NAMES, PREFIX, load
from runtime.clock import Clock
from runtime.policy_circumstances import add_options, case_of
from runtime.policy_complaints import complaint_in_words
from runtime.policy_explanation import explanation
from runtime.policy_words import DIFFERENCE, LANGUAGES, RESULT, UNREADABLE, Language, language_of, word

DONE, FOUND, WRONG_USAGE = 0, 1, 2
_DOUBTFUL = 0.3  # explain also shows what is below the confidence that policies act on


class _Unreadable(Exception):
    """A file that cannot be read: its name and the error behind it."""

    def __init__(self, name: str, error: OSError | UnicodeDecodeError | LookupError) -> None:
        super().__init__(name)
        self.name = name
        self.error = error

    def in_words(self, language: Language) -> str:
        """Return what is wrong with the file and what to do."""
        kind = type(self.error).__name__
        return word(UNREADABLE, kind if kind in UNREADABLE else "OSError", language).format(
            name=getattr(self.error, "filename", None) or self.name,
            at=getattr(self.error, "start", 0),
            why=getattr(self.error, "strerror", None),
            known=", ".join(NAMES),
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (PolicyInvalid, _Unreadable) as fault:
        return _tell(fault, options.lang)
    except BrokenPipeError:  # `| head` has read enough; the interpreter must not complain while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ashseal-policy", description="Check, test, explain and compare policies."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run_it, words in (
        ("lint", _lint, "say whether files are policies, with every problem and its remedy"),
        ("test", _test, "run the policies' own test cases"),
        ("explain", _explain, "say what is found in a text and what would be done"),
        ("diff", _diff, "say what differs between two policies"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("--lang", choices=LANGUAGES, default=language_of(), help="Chinese or English")
        command.set_defaults(run=run_it)
        if name == "diff":
            command.add_argument("before", help="a policy file, or builtin:NAME")
            command.add_argument("after", help="the same")
        elif name == "explain":
            command.add_argument("file", help="a policy file, or builtin:NAME")
            add_options(command)
        else:
            command.add_argument("files", nargs="+", metavar="file", help="a policy file, or builtin:NAME")
    return parser


def _policy(name: str) -> Policy:
    try:
        text = load(name) if name.startswith(PREFIX) else Path(name).read_text(encoding="utf-8")
    except (LookupError, OSError, UnicodeDecodeError) as error:
        raise _Unreadable(name, error) from None
    return parse(text, name=name)


def _tell(fault: PolicyInvalid | _Unreadable, language: Language) -> int:
    """Say what is wrong with a file and return the exit code."""
    if isinstance(fault, _Unreadable):
        _say(f"ashseal-policy: {fault.in_words(language)}", error=True)
        return WRONG_USAGE
    for problem in fault.problems:
        message, remedy = (complaint_in_words(said, language) for said in (problem.message, problem.remedy))
        _say(f"{fault.name}:{problem.line}:{problem.column}: {message} — {remedy}", error=True)
    return FOUND


def _lint(options: argparse.Namespace) -> int:
    return max(_lint_one(file, options.lang) for file in options.files)


def _lint_one(file: str, language: Language) -> int:
    try:
        policy = _policy(file)
    except (PolicyInvalid, _Unreadable) as fault:  # the other files are looked at all the same
        return _tell(fault, language)
    counts = {"rules": len(policy.rules), "tests": len(policy.tests)}
    _say(word(RESULT, "fine", language).format(file=file, name=policy.name, **counts))
    for ended in outdated(policy, Clock().now().date()):
        words = word(RESULT, f"ended {ended.kind}", language)
        _say(words.format(name=ended.name, day=ended.expired))
    return DONE


def _test(options: argparse.Namespace) -> int:
    failed = 0
    for file in options.files:
        policy = _policy(file)
        results = run(policy)
        for result in results:
            head = word(RESULT, "failed" if result.fault else "holds", options.lang)
            fault = complaint_in_words(result.fault, options.lang) if result.fault else ""
            _say(f"{head} {result.name}" + (f": {fault}" if fault else ""))
        bad = sum(bool(result.fault) for result in results)
        held = {"held": len(results) - bad, "all": len(results)}
        _say(word(RESULT, "held", options.lang).format(file=file, **held))
        rules = untried(policy, results)
        if rules:
            _say(word(RESULT, "untried", options.lang).format(", ".join(rules)))
        failed += bad
    return FOUND if failed else DONE


def _explain(options: argparse.Namespace) -> int:
    try:
        case = case_of(options)
    except (OSError, UnicodeDecodeError) as error:
        raise _Unreadable("the text", error) from None
    policy = _policy(options.file)
    decision = run_case(policy, case).decision
    findings = findings_of(case.texts, min_confidence=_DOUBTFUL)
    inspection = subject_of(case, policy).inspection
    terms = [met.name for met in inspection.terms]
    met = inspection.documents or ()
    for line in explanation(policy, findings, terms, decision, options.lang, documents=met):
        _say(line)
    return DONE if decision.action in {Action.PASS, Action.KEEP} else FOUND


def _diff(options: argparse.Namespace) -> int:
    differences = list(differences_of(_policy(options.before), _policy(options.after)))
    for difference in differences:
        _say(_difference_in_words(difference, options))
    return FOUND if differences else DONE


def _difference_in_words(difference: Difference, options: argparse.Namespace) -> str:
    kind = word(DIFFERENCE, difference.kind or "policy", options.lang)
    sign = {"new": "+", "gone": "-", "changed": "~"}[difference.how]
    words = f"{sign} {kind} {difference.name}".rstrip()
    if difference.how == "changed":
        nothing = word(DIFFERENCE, "nothing", options.lang)
        words += f": {difference.key}: {difference.before or nothing} → {difference.after or nothing}"
    return words + (word(DIFFERENCE, "milder", options.lang) if difference.milder else "")


def _say(words: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(words + "\n")
