"""The circumstances that `ashseal-policy explain` takes: a test case, written as options."""

import argparse
import sys
from pathlib import Path

from policies.finding import Category
from policies.model import Action, Channel, DocumentShown, TestCase

_TEXTS = (
    ("sender", "ADDRESS", "who sends the mail"),
    ("recipient", "ADDRESS", "who gets it"),
    ("person", "NAME", "who left the file"),
    ("path", "PATH", "where the file lies"),
    ("encrypted-attachment", "FORMAT", "as if such an attachment were enclosed"),
    ("uninspectable", "REASON", "as if it could not be read, for example limit:depth"),
)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    command.add_argument(
        "--text", action="append", default=[], help="a part of the mail or file; may be repeated"
    )
    command.add_argument(
        "--text-file",
        action="append",
        default=[],
        metavar="FILE",
        help="the same from a file, or - for standard input: nothing then stands in the list of processes",
    )
    command.add_argument("--channel", choices=[channel.value for channel in Channel], default="mail")
    command.add_argument("--direction", choices=["outbound", "inbound", "internal"], default="outbound")
    for name, metavar, words in _TEXTS:
        command.add_argument(f"--{name}", metavar=metavar, help=words)
    command.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="NAME",
        help="as if a part of this registered document stood in it; may be repeated",
    )
    command.add_argument(
        "--document-share", type=float, default=1.0, metavar="SHARE", help="how much of each, 0 to 1"
    )
    command.add_argument("--encrypted-by-sender", action="store_true", help="the whole mail is encrypted")
    command.add_argument(
        "--sent-before", type=int, default=0, metavar="N", help="as if N values had been counted before"
    )
    command.add_argument(
        "--approved-for",
        action="append",
        default=[],
        choices=[category.value for category in Category],
        help="as if this had been approved; may be repeated",
    )


def case_of(options: argparse.Namespace) -> TestCase:
    """Return the options as a test case.

    Raises:
        OSError: a text file cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    given = {
        name.replace("-", "_"): value
        for name, _, _ in _TEXTS
        if (value := getattr(options, name.replace("-", "_"))) is not None
    }
    return TestCase(
        name="explain",
        expect=Action.PASS,
        texts=(*options.text, *map(_read, options.text_file)),
        channel=Channel(options.channel),
        direction=options.direction,
        encrypted_by_sender=options.encrypted_by_sender,
        documents=tuple(DocumentShown(name, options.document_share) for name in options.document),
        sent_before=options.sent_before,
        approved_for=tuple(map(Category, options.approved_for)),
        **given,
    )


def _read(name: str) -> str:
    octets = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return octets.decode("utf-8")
