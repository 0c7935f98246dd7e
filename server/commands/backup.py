"""`backup`: one file with the database and the keys, from which the console can be set up again.

A running console is not disturbed: SQLite's own online backup copies a consistent state, PostgreSQL
is copied by `pg_dump`. The archive holds every secret of the console: mode 0600, and to be kept
like a key. Its manifest names each member with its SHA-256.
"""

import argparse
import hashlib
import io
import os
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

import msgspec

from runtime.clock import Clock
from runtime.errors import SettingsError
from runtime.settings import read_secret
from server import schema
from server.assembly import DATABASE_FILE, KEYS_DIRECTORY, open_database
from server.commands.options import DONE, Command, answer, read_settings, say, with_settings
from server.settings import ServerSettings
from wire import instant

FORMAT = "ashseal-console-backup-1"
MANIFEST = "manifest.json"
DUMP_FILE = "console.dump"  # PostgreSQL


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup says of itself: when, which schema, and the digest of each member."""

    format: str
    made_at: str
    schema: str
    members: dict[str, str]


def run(given: argparse.Namespace) -> int:
    """Write a backup and print its digest."""
    settings = read_settings(given)
    database = open_database(settings)
    try:
        revision = schema.revision(database) or ""
    finally:
        database.close()
    digest = write(settings, given.file, revision)
    answer({"file": str(given.file), "sha256": digest})
    say("The backup holds the console's private keys. Keep it like one.")
    return DONE


def write(settings: ServerSettings, target: Path, revision: str) -> str:
    """Write the backup to `target`, which must not exist; return its SHA-256.

    Raises:
        SettingsError: there is a file already, or the database cannot be copied.
    """
    state_dir = Path(settings.console.state_dir)
    copy = target.with_name(target.name + ".database")
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SettingsError(f"{target}: cannot be made: {error.strerror}") from None
    try:
        name = _copy_database(settings, copy)
        members = {name: copy}
        for key in sorted((state_dir / KEYS_DIRECTORY).iterdir()):
            members[f"{KEYS_DIRECTORY}/{key.name}"] = key
        with os.fdopen(descriptor, "wb") as file:
            _pack(file, members, revision)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        copy.unlink(missing_ok=True)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _copy_database(settings: ServerSettings, copy: Path) -> str:
    """Copy the database to `copy`, mode 0600, and return the member's name."""
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    if settings.console.database_url:
        _dump_postgresql(settings, copy)
        return DUMP_FILE
    source = Path(settings.console.state_dir) / DATABASE_FILE
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
    return DATABASE_FILE


def _dump_postgresql(settings: ServerSettings, copy: Path) -> None:
    dumped = subprocess.run(
        ["pg_dump", "--format=custom", f"--file={copy}", libpq_url(settings)],  # noqa: S607 - found on PATH
        env=libpq_environment(settings),
        capture_output=True,
        check=False,
    )
    if dumped.returncode:
        raise SettingsError(f"pg_dump: {dumped.stderr.decode(errors='replace').strip()[:500]}")


def libpq_url(settings: ServerSettings) -> str:
    """Return the database URL as PostgreSQL's own programs read it; it holds no password."""
    return settings.console.database_url.replace("postgresql+psycopg://", "postgresql://", 1)


def libpq_environment(settings: ServerSettings) -> dict[str, str]:
    """Return the environment for PostgreSQL's programs; the password never stands in arguments."""
    password_file = settings.console.database_password_file
    extra = {"PGPASSWORD": read_secret(password_file)} if password_file else {}
    return os.environ | extra


def _pack(file: io.BufferedWriter, members: dict[str, Path], revision: str) -> None:
    contents = {name: path.read_bytes() for name, path in members.items()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    manifest = Manifest(FORMAT, instant.render(Clock().now()), revision, digests)
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in {MANIFEST: msgspec.json.encode(manifest), **contents}.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            archive.addfile(member, io.BytesIO(content))


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("file", type=Path, help="where to write the backup; must not exist")


COMMAND = Command("backup", "write database and keys into one file", _arguments, run)
