"""`document add`, `list` and `withdraw`: which contracts, forms and price lists gateways and agents know again.

Their text is read by a sandboxed worker and not kept. A change waits until a security administrator approves it on
the console; then the register goes to gateways and agents by itself.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from runtime.settings import read_secret
from server.assembly import Console
from server.commands.options import DONE, REFUSED, Command, answer, opened, say, with_author, with_settings
from server.documents import reading
from server.documents.service import checked_author
from server.documents.types import NewDocument
from server.errors import Invalid
from server.exact_match.progress import Progress
from server.reason import checked_reason


def run(given: argparse.Namespace) -> int:
    """Do one of the three."""
    actions = {"add": _add, "list": _list, "withdraw": _withdraw}
    return actions[given.action](given)


def _add(given: argparse.Namespace) -> int:
    """Ask for what could be read to be registered; 1 if something could not."""
    checked_author(given.author)  # said now, not when all files were read
    checked_reason(given.reason)
    named = _named(given)
    with opened(given) as console:
        read, refused = _read(console, named, given)
        change, changed = console.documents.ask_register(
            read, author=given.author, reason=given.reason, replace=given.replace
        )
    answer(
        {
            "waiting": change.id if change else None,
            "registered": changed.registered,
            "replaced": changed.replaced,
            "unchanged": changed.unchanged,
            "refused": refused,
        }
    )
    return REFUSED if refused else DONE


def _named(given: argparse.Namespace) -> dict[Path, str]:
    named: dict[Path, str] = {}
    for path in given.paths:
        try:
            files = list(reading.files_below(path))
        except OSError as error:
            raise Invalid(f"{path}：{error.strerror}", f"{error.filename}: {error.strerror}") from None
        named |= reading.names_of(path, files)
    if given.name:
        if len(named) != 1:
            raise Invalid("--name 只适用于单个文件。", f"--name is for one file, here are {len(named)}")
        named = dict.fromkeys(named, given.name)
    twice = {name for name in named.values() if list(named.values()).count(name) > 1}
    if twice:
        text = ", ".join(sorted(twice))
        raise Invalid(
            f"两个文件会同名：{text}", f"two files would be called {text}; add them one by one by --name"
        )
    return named


def _read(
    console: Console, named: dict[Path, str], given: argparse.Namespace
) -> tuple[list[NewDocument], list[dict[str, str]]]:
    passwords = (read_secret(given.password_file),) if given.password_file else ()
    progress = Progress(noun="documents")
    read, refused = [], []
    try:
        for number, (file, name) in enumerate(named.items(), 1):
            try:
                made = console.documents.read(file, name=name, category=given.category, passwords=passwords)
                read.append(made)
            except (Invalid, OSError) as error:
                reason = error.en if isinstance(error, Invalid) else error.strerror or type(error).__name__
                refused.append({"file": str(file), "reason": reason})
            progress.show(number, number / len(named))
    finally:
        progress.end()
    for each in refused:
        say(f"{each['file']}: not registered: {each['reason']}")
    return read, refused


def _list(given: argparse.Namespace) -> int:
    """Print a line for each document, one for each change that waits, and a last one for the register."""
    with opened(given) as console:
        for row in console.documents.rows():
            answer(row)
        for change in console.documents.waiting():
            answer({"waiting": change})
        answer({"register": console.documents.state()})
    return DONE


def _withdraw(given: argparse.Namespace) -> int:
    names: Sequence[str] = given.names
    with opened(given) as console:
        change = console.documents.ask_withdraw(names, author=given.author, reason=given.reason)
    answer({"waiting": change.id, "withdrawn": change.names})
    return DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="add|list|withdraw")
    add = actions.add_parser("add", help="ask for files to be registered, or all files below folders")
    add.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="a file of any readable format, or a folder"
    )
    add.add_argument(
        "--name", default="", help="what policies call it, for one file; else the file's own name"
    )
    add.add_argument("--category", default="", help="what kind of document it is, for example contract")
    add.add_argument(
        "--replace", action="store_true", help="put another file in the place of one of its name"
    )
    add.add_argument("--password-file", help="file with the password that opens the documents")
    withdraw = actions.add_parser("withdraw", help="ask for documents to be forgotten")
    withdraw.add_argument("names", nargs="+", metavar="NAME", help="as `list` shows it")
    shown = actions.add_parser("list", help="print what is registered")
    for action in (add, withdraw, shown):
        with_settings(action)
    for action in (add, withdraw):
        with_author(action)


COMMAND = Command("document", "register documents of which copies are to be met again", _arguments, run)
