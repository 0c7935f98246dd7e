"""`edm build` and `edm show`: an exact-match index from a client system; only keyed hashes leave the source.

The index is signed by the console, and its hashes are keyed as those of found values are: gateways
that are enrolled here can use it, nobody else.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from policies.exact_match.header import Header, IndexInvalid
from runtime import exact_match
from runtime.clock import Clock
from runtime.settings import read_secret
from server import keys
from server.assembly import KEYS_DIRECTORY, Console
from server.commands.options import DONE, Command, answer, opened, read_settings, say, with_settings
from server.errors import Invalid
from server.exact_match import recipe as recipes
from server.exact_match.building import Builder, Built
from server.exact_match.edge_building import EdgeBuilder
from server.exact_match.progress import Progress
from server.exact_match.sources import Batch, csv_batches, sql_batches
from server.identity.types import LOCAL_OPERATOR
from wire.signature import key_id


def run(given: argparse.Namespace) -> int:
    """Build an index, or look at one."""
    return _build(given) if given.action == "build" else _show(given)


def _build(given: argparse.Namespace) -> int:
    """Build an index and print what became of the columns."""
    started = time.monotonic()
    recipe = recipes.read(given.recipe)
    own = keys.load(Path(read_settings(given).console.state_dir) / KEYS_DIRECTORY)
    builder = (EdgeBuilder if given.edge else Builder)(recipe, own.hash_key)
    if not given.out.parent.is_dir():  # said now, not when all rows were read
        raise _wrong(f"{given.out.parent} is no directory", "make it, or give another --out")
    progress = Progress()
    try:
        builder.read(_batches(given, recipe.headings), progress)
        progress.stage("sorting and signing")
        built = builder.finish(Clock().now())
        header = exact_match.write(given.out, built.header, built.body, own.bundle)
    except IndexInvalid as error:
        raise Invalid(f"无法建立索引：{error}", str(error)) from None
    finally:
        progress.end()
    with opened(given) as console:
        _record(console, header)
    _tell(given.out, built, time.monotonic() - started)
    return DONE


def _show(given: argparse.Namespace) -> int:
    """Print what an index says of itself; refuse a stranger's, a damaged and a stale one."""
    public = keys.load(Path(read_settings(given).console.state_dir) / KEYS_DIRECTORY).bundle.public_key()
    try:
        with given.index.open("rb") as file:
            header = exact_match.read(file, str(given.index), {key_id(public): public})
    except OSError as error:
        raise _wrong(
            f"{given.index}: cannot be read: {error.strerror}", "check path and permissions"
        ) from None
    except IndexInvalid as error:
        raise Invalid(f"索引不可用：{error}", str(error)) from None
    answer(header)
    if exact_match.expires(header) <= Clock().now():
        raise _wrong(f"{given.index} was built at {header.built_at} and is stale", "build it again")
    return DONE


def _batches(given: argparse.Namespace, headings: tuple[str, ...]) -> Iterator[Batch]:
    if "://" not in given.source:
        delimiter = given.delimiter.replace("\\t", "\t")
        if len(delimiter) != 1:
            raise _wrong("--delimiter is no single character", "write for example --delimiter ';'")
        return csv_batches(Path(given.source), headings, encoding=given.encoding, delimiter=delimiter)
    try:
        url = make_url(given.source)
    except ArgumentError:
        raise _wrong("--source is no database URL", "write dialect+driver://user@host/database") from None
    if url.password:
        raise _wrong("the URL holds a password, which others can see", "take it out; use --password-file")
    if not given.query:
        raise _wrong("a database needs --query", 'for example --query "SELECT id_no, mobile FROM clients"')
    if given.password_file:
        url = url.set(password=read_secret(given.password_file))
    return sql_batches(url, given.query, headings)


def _record(console: Console, header: Header) -> None:
    form = "edge" if header.edge else "full"
    detail = {
        "form": form,
        "rows": str(header.rows),
        "built_at": header.built_at,
        "digest": header.body_digest,
    }
    with console.database.write() as connection:
        console.audit.record(connection, LOCAL_OPERATOR.name, "edm.build", header.name, detail=detail)
    console.audit.seal()


def _tell(path: Path, built: Built, seconds: float) -> None:
    for count in built.counts:
        if count.shared or count.unfit:
            say(
                f"{count.name}: {count.shared} rows have a value that too many share, {count.unfit} one that is "
                "too short or too long; they are met by their other columns only"
            )
    answer(
        {
            "index": built.header.name,
            "form": "edge" if built.header.edge else "full",
            "rows": built.header.rows,
            "octets": path.stat().st_size,
            "built_at": built.header.built_at,
            "age_max": built.header.age_max,
            "columns": built.counts,
            "seconds": round(seconds, 1),
        }
    )


def _wrong(problem: str, remedy: str) -> Invalid:
    return Invalid(f"{problem}；{remedy}", f"{problem}; {remedy}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="build|show")
    show = actions.add_parser("show", help="print what an index says of itself, if it is sound")
    with_settings(show)
    show.add_argument("index", type=Path, help="the index file")
    build = actions.add_parser("build", help="build an index from a CSV file or a query")
    with_settings(build)
    build.add_argument("recipe", type=Path, help="which columns, what they mean (TOML)")
    build.add_argument("--source", required=True, help="a CSV file, or an SQLAlchemy URL without password")
    build.add_argument("--query", default="", help="SELECT statement, for a URL")
    build.add_argument("--password-file", help="file with the database password, for a URL")
    build.add_argument("--encoding", default="utf-8-sig", help="of a CSV file, for example gb18030")
    build.add_argument("--delimiter", default=",", help="of a CSV file; \\t for a tab")
    build.add_argument("--edge", action="store_true", help="the form for workstations, which errs on purpose")
    build.add_argument("--out", type=Path, required=True, help="the index file")


COMMAND = Command("edm", "build or check an exact-match index of clients", _arguments, run)
