"""`replay`: what a new policy would have done with past mails and files, compared with another one.

Nothing is changed, and no content is read: the history holds features. Exit codes: 0 nothing would
change, 1 something would, 3 a policy or a part of the history could not be read.
"""

import argparse
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import msgspec

from policies.language import parser
from policies.language.errors import PolicyInvalid
from policies.model import Policy
from policies.scalars import seconds_of
from runtime.clock import Clock
from runtime.policy_words import LANGUAGES, language_of
from server.assembly import Console
from server.commands.options import (
    DONE,
    FAILED,
    REFUSED,
    Command,
    answer,
    opened,
    read_settings,
    say,
    with_settings,
)
from server.commands.policy_text import documents_of
from server.errors import ConsoleError
from server.exact_match.progress import Progress
from server.identity.types import LOCAL_OPERATOR
from server.policy.reading import version_of
from server.replay.comparison import Comparison, compare
from server.replay.compiler import PolicySet
from server.replay.filling import fill
from server.replay.history import History
from server.replay.report import report
from server.replay.store import FOLDER, FeatureStore

ACTIVE = "active"
_TOP = 20


class Answer(msgspec.Struct, frozen=True):
    """The one line of `--json`."""

    new: str
    against: str
    since: str
    found: Comparison
    skipped: tuple[str, ...]


def run(given: argparse.Namespace) -> int:
    """Replay and report."""
    since = Clock().now() - dt.timedelta(seconds=seconds_of(given.since))
    store = FeatureStore(Path(read_settings(given).console.state_dir) / FOLDER)
    progress = Progress()
    try:
        with opened(given) as console:
            before, after = _sets(given, console)
            _record(console, given)
            progress.stage("bringing the history up to date")
            fill(console.database, store, since)
        with History(store, since) as history:
            found = compare(history, before, after, top=given.top, progress=_shown(progress, history.rows()))
            skipped = tuple(history.skipped)
    except (ConsoleError, PolicyInvalid, duckdb.Error) as error:
        say(error.en if isinstance(error, ConsoleError) else str(error))
        return FAILED
    finally:
        progress.end()
    for words in skipped:
        say(words)
    if given.json:
        answer(Answer(given.new, given.against, since.isoformat(), found, skipped))
    else:
        for line in report(found, given.lang):
            say(line)
    return FAILED if skipped else REFUSED if found.changed else DONE


def _sets(given: argparse.Namespace, console: Console) -> tuple[PolicySet, PolicySet]:
    before, after = _against(given.against, console), _policies(given.new)
    if given.against == ACTIVE:
        after = _in_place(before, after)
    return PolicySet("before", before), PolicySet("after", after)


def _shown(progress: Progress, rows: int) -> Callable[[str, float], None]:
    """Show each new stage at once, and then how far it is."""
    stage = ""

    def show(words: str, share: float) -> None:
        nonlocal stage
        if words != stage:
            stage = words
            progress.stage(words)
        progress.show(int(rows * share), share)

    return show


def _against(source: str, console: Console) -> tuple[Policy, ...]:
    if source != ACTIVE:
        return _policies(source)
    newest = console.policy.newest()
    with console.database.read() as connection:
        documents = version_of(connection, newest).documents
    return tuple(parser.parse(document.text, name=document.name) for document in documents)


def _policies(source: str) -> tuple[Policy, ...]:
    return tuple(parser.parse(document.text, name=document.name) for document in documents_of(source))


def _in_place(active: tuple[Policy, ...], new: tuple[Policy, ...]) -> tuple[Policy, ...]:
    """The new policy in place of the active one of its name; where none has it, in place of all."""
    names = {policy.name for policy in new}
    if not names & {policy.name for policy in active}:
        return new
    return (*(policy for policy in active if policy.name not in names), *new)


def _record(console: Console, given: argparse.Namespace) -> None:
    with console.database.write() as connection:
        detail = {"since": given.since, "against": given.against}
        console.audit.record(connection, LOCAL_OPERATOR.name, "policy.replay", given.new, detail=detail)
    console.audit.seal()


def _duration(words: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,4}[smhd]", words):
        raise argparse.ArgumentTypeError("write a number and s, m, h or d, such as 30d")
    return words


def _count(words: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", words):
        raise argparse.ArgumentTypeError("write a number from 1 on")
    return int(words)


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("new", metavar="NEW", help="the new policy: a YAML file or builtin:NAME")
    parser.add_argument("--since", type=_duration, default="30d", help="how far back, such as 30d (default)")
    parser.add_argument(
        "--against",
        default=ACTIVE,
        help="the policy to compare with: `active` (default), a YAML file or builtin:NAME",
    )
    parser.add_argument(
        "--top", type=_count, default=_TOP, help=f"how many people, departments, messages (default {_TOP})"
    )
    parser.add_argument(
        "--json", action="store_true", help="one line of JSON on stdout in place of words on stderr"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=language_of(), help="of the words")


COMMAND = Command("replay", "put a new policy to past mails and files", _arguments, run)
