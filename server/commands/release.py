"""`release ask`, `list` and `withdraw`: mail with client data that is approved beforehand.

Nothing is approved here: a reviewer does that on the console, so that there are two people whoever asks.
"""

import argparse
from datetime import datetime, timedelta

from policies.finding import Category
from server.commands.options import DONE, Command, answer, opened, with_author, with_settings
from server.documents.service import checked_author
from server.errors import Invalid
from server.releases.types import Wanted


def run(given: argparse.Namespace) -> int:
    """Do one of the three."""
    actions = {"ask": _ask, "list": _list, "withdraw": _withdraw}
    return actions[given.action](given)


def _ask(given: argparse.Namespace) -> int:
    """Ask for a release in somebody's name; print it."""
    since, until = (_instant(text) for text in (given.since, given.until))
    if until is None:
        raise Invalid("请填写截止时间。", "Say until when, for example 2026-12-31T18:00+08:00.")
    wanted = Wanted(
        sender=given.sender,
        recipients=tuple(given.to),
        categories=tuple(Category(name) for name in given.category),
        purpose=given.purpose,
        since=since or until - timedelta(days=36_500),  # from now on
        until=until,
        reason=given.reason,
    )
    with opened(given) as console:
        answer(console.releases.ask_for(checked_author(given.author), wanted))
    return DONE


def _instant(text: str) -> datetime | None:
    """Return an instant with a zone, None for an empty text.

    Raises:
        Invalid: it is none, or has no zone.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid(
            f"时间须带时区，例如 2026-12-31T18:00+08:00：{text}",
            f"Give a time with its zone, for example 2026-12-31T18:00+08:00: {text}",
        )
    return moment


def _list(given: argparse.Namespace) -> int:
    """Print a line for each release, newest first."""
    with opened(given) as console:
        for release in console.releases.every():
            answer({"standing": console.releases.standing(release), "release": release})
    return DONE


def _withdraw(given: argparse.Namespace) -> int:
    """Take a release back; print it."""
    with opened(given) as console:
        author = checked_author(given.author)
        answer(console.releases.withdraw_for(author, given.number, given.reason))
    return DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ask|list|withdraw")
    ask = actions.add_parser("ask", help="ask for a release; a reviewer decides on the console")
    ask.add_argument("--from", dest="sender", required=True, metavar="ADDRESS", help="who will send the mail")
    ask.add_argument(
        "--to",
        nargs="+",
        required=True,
        metavar="ADDRESS|DOMAIN",
        help="who may get it; a domain is everybody there",
    )
    ask.add_argument(
        "--category", nargs="+", required=True, choices=[each.value for each in Category],
        help="kinds of client data in it",
    )  # fmt: skip
    ask.add_argument("--purpose", required=True, help="a few words by which it is known")
    ask.add_argument(
        "--since", default="", metavar="TIME", help="when it begins (ISO 8601); else when approved"
    )
    ask.add_argument(
        "--until", required=True, metavar="TIME", help="when it ends, such as 2026-12-31T18:00+08:00"
    )
    withdraw = actions.add_parser("withdraw", help="take a release back at once")
    withdraw.add_argument("number", type=int, metavar="NUMBER", help="as `list` shows it")
    shown = actions.add_parser("list", help="print all releases")
    for action in (ask, withdraw, shown):
        with_settings(action)
    for action in (ask, withdraw):
        with_author(action)


COMMAND = Command("release", "ask for releases of mail, list and withdraw them", _arguments, run)
