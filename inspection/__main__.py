"""`ashseal-inspect`: findings of files, spans of texts, the text of one file.

Exit codes: 0 nothing found, 1 found, 2 wrong usage, 3 something could not be inspected.
Standard output carries JSON lines only; words for people go to standard error.
"""

import argparse
import os
import sys
from pathlib import Path

from inspection import command_files, command_lines, command_text
from inspection.file_report import shown

_USAGE, _NOT_INSPECTED = 2, 3


def main() -> int:
    """Run the command line; return its exit code."""
    try:
        return _run(sys.argv[1:])
    except OSError as error:
        # A reader that went away, a full disk: whatever is still in the buffer must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"ashseal-inspect: stopped: {error.strerror}\n")
        return _NOT_INSPECTED


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["extract"]:
        return _extract(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="ashseal-inspect",
        description="Find client data in files and texts.",
        epilog="ashseal-inspect extract FILE writes the text of one file, segment by segment.",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="file or folder; links are not followed")
    parser.add_argument("--json", action="store_true", help="write one JSON line a file on standard output")
    parser.add_argument(
        "--jsonl", action="store_true", help='read {"id","text"} lines, write {"id","spans"} lines'
    )
    parser.add_argument(
        "--min-confidence", type=_share, metavar="SHARE", help="with --jsonl: show spans from here on"
    )
    parser.add_argument(
        "--workers", type=_positive, metavar="N", help="worker processes (default: one a core)"
    )
    _add_password_file(parser)
    options = parser.parse_args(arguments)
    if options.jsonl == bool(options.paths):
        parser.error("name at least one PATH, or use --jsonl and no PATH")
    if options.jsonl and options.json:
        parser.error("--json is for files, --jsonl for texts on standard input: choose one")
    passwords = _passwords(parser, options.password_file)
    if options.jsonl:
        return command_lines.run(sys.stdin.buffer, sys.stdout, options.min_confidence)
    paths = [Path(path) for path in options.paths]
    return command_files.run(paths, as_json=options.json, workers=options.workers, passwords=passwords)


def _extract(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="ashseal-inspect extract", description="Write the text of one file as JSON lines, one a segment."
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    _add_password_file(parser)
    options = parser.parse_args(arguments)
    return command_text.run(options.file, _passwords(parser, options.password_file), sys.stdout)


def _add_password_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="candidate passwords for encrypted parts, one a line",
    )


def _passwords(parser: argparse.ArgumentParser, file: Path | None) -> tuple[str, ...]:
    try:
        return tuple(file.read_text("utf-8-sig").splitlines()) if file else ()
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else "not UTF-8, save it as UTF-8"
        parser.exit(_USAGE, f"ashseal-inspect: the password file {shown(file or Path())}: {problem}\n")


def _share(text: str) -> float:
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError("not between 0 and 1")
    return value


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("not a positive number")
    return value


if __name__ == "__main__":
    sys.exit(main())
