"""`restore`: set up an empty state directory from a backup, checked before anything is written.

The audit log of the restored database must give its signed head; otherwise the command says so and
ends with 1, with everything in place for looking into it.
"""

import argparse
import hashlib
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

import msgspec

from runtime import atomic_file
from runtime.clock import Clock
from runtime.errors import SettingsError
from runtime.private_file import make_private_directory
from server import schema
from server.assembly import AUTHORITY_FILE, DATABASE_FILE, KEYS_DIRECTORY, assemble
from server.commands.backup import DUMP_FILE, FORMAT, MANIFEST, Manifest, libpq_environment, libpq_url
from server.commands.options import DONE, REFUSED, Command, answer, read_settings, say, with_settings
from server.settings import ServerSettings

MEMBERS_MAX = 100
_MANIFEST_MAX = 1024 * 1024


def run(given: argparse.Namespace) -> int:
    """Restore and verify; print what is there now."""
    settings = read_settings(given)
    put_back(settings, given.file)
    console = assemble(settings, Clock())
    try:
        schema.upgrade(console.database)
        console.audit.seal()
        problem = console.audit.problem
        answer(
            {
                "people": len(console.identity.directory()),
                "policy_version": console.policy.newest(),
                "audit_intact": not problem,
            }
        )
    finally:
        console.close()
    if problem:
        say(f"The audit log of the backup does not hold: {problem}")
    return REFUSED if problem else DONE


def put_back(settings: ServerSettings, source: Path) -> None:
    """Write the members of a backup into the state directory, which must hold no console yet.

    Raises:
        SettingsError: no backup, a changed one, or there is a console already.
    """
    state_dir = Path(settings.console.state_dir)
    if (state_dir / KEYS_DIRECTORY).exists() or (state_dir / DATABASE_FILE).exists():
        raise SettingsError(f"{state_dir} holds a console already; restore into an empty directory")
    contents = read(source)
    wanted = DUMP_FILE if settings.console.database_url else DATABASE_FILE
    if wanted not in contents:
        raise SettingsError(f"{source}: made from another kind of database than [console] database_url says")
    make_private_directory(state_dir)
    make_private_directory(state_dir / KEYS_DIRECTORY)
    for name, content in contents.items():
        atomic_file.write(state_dir / PurePosixPath(name), content)
    atomic_file.write(state_dir / AUTHORITY_FILE, contents[f"{KEYS_DIRECTORY}/{AUTHORITY_FILE}"], mode=0o644)
    if wanted == DUMP_FILE:
        _load_postgresql(settings, state_dir / DUMP_FILE)


def read(source: Path) -> dict[str, bytes]:
    """Return the members of a backup, each of which has the digest the manifest names.

    Raises:
        SettingsError: no backup, or a changed one.
    """
    try:
        with tarfile.open(source, mode="r:") as archive:
            members = archive.getmembers()
            if len(members) > MEMBERS_MAX or not members or members[0].name != MANIFEST:
                raise SettingsError(f"{source}: not a backup of this product")
            contents = {member.name: _content(archive, member) for member in members}
        manifest = msgspec.json.decode(contents.pop(MANIFEST)[:_MANIFEST_MAX], type=Manifest)
    except (OSError, tarfile.TarError, msgspec.DecodeError):
        raise SettingsError(f"{source}: not a backup of this product") from None
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    if manifest.format != FORMAT or manifest.members != digests:
        raise SettingsError(f"{source}: the backup was changed or is not complete")
    for name in digests:
        _check_name(source, name)
    return contents


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return b"" if file is None else file.read()


def _check_name(source: Path, name: str) -> None:
    """Pass when a member can only land inside of the state directory."""
    parts = PurePosixPath(name).parts
    plain = name in {DATABASE_FILE, DUMP_FILE} or (len(parts) == 2 and parts[0] == KEYS_DIRECTORY)  # noqa: PLR2004
    if not plain or ".." in parts or name.startswith("/"):
        raise SettingsError(f"{source}: a member has a name that no backup has")


def _load_postgresql(settings: ServerSettings, dump: Path) -> None:
    restored = subprocess.run(
        ["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={libpq_url(settings)}", str(dump)],  # noqa: S607 - found on PATH
        env=libpq_environment(settings),
        capture_output=True,
        check=False,
    )
    dump.unlink()
    if restored.returncode:
        raise SettingsError(f"pg_restore: {restored.stderr.decode(errors='replace').strip()[:500]}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("file", type=Path, help="a file that `backup` wrote")


COMMAND = Command("restore", "set up an empty state directory from a backup", _arguments, run)
