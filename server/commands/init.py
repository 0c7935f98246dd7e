"""`init`: keys, authority, schema, the first policy, and the first person's one-time token.

Calling it again changes nothing that is there. Only while nobody has an account does it make one.
"""

import argparse
from pathlib import Path

from runtime import atomic_file
from runtime.clock import Clock
from runtime.private_file import make_private_directory
from server import keys, schema
from server.assembly import AUTHORITY_FILE, KEYS_DIRECTORY, Console, assemble
from server.authority import create_root
from server.authz import Role
from server.commands.options import DONE, Command, answer, read_settings, say, with_settings
from server.commands.policy_text import documents_of
from server.identity.types import LOCAL_OPERATOR
from server.settings import ServerSettings

_REASON = "setting up the console"


def run(given: argparse.Namespace) -> int:
    """Set up the console and print where to log in and the first one-time token."""
    settings = read_settings(given)
    documents = documents_of(given.policy)
    prepare(settings)
    console = assemble(settings, Clock())
    try:
        schema.upgrade(console.database)
        if console.policy.newest() == 0:
            console.policy.publish_first(documents, LOCAL_OPERATOR.name, _REASON)
        answer(_facts(console, settings, _first_token(console, given.email)))
    finally:
        console.close()
    return DONE


def prepare(settings: ServerSettings) -> None:
    """Make the state directory, the keys and the authority's certificate, as far as they are missing."""
    state_dir = Path(settings.console.state_dir)
    make_private_directory(state_dir)
    directory = state_dir / KEYS_DIRECTORY
    keys.create(directory)
    if not (directory / AUTHORITY_FILE).exists():
        root = create_root(keys.load(directory).authority, Clock().now())
        atomic_file.create(directory / AUTHORITY_FILE, root)
    public = (directory / AUTHORITY_FILE).read_bytes()
    atomic_file.write(state_dir / AUTHORITY_FILE, public, mode=0o644)  # for gateways and agents


def _first_token(console: Console, email: str) -> str:
    if console.identity.directory():
        say("There are accounts already; `user token NAME` makes a new one-time token.")
        return ""
    made = console.identity.add_person(
        LOCAL_OPERATOR,
        name="admin",
        display_name="admin",
        email=email,
        roles=frozenset({Role.SYSTEM_ADMIN}),
        reason=_REASON,
    )
    where, until = made.login_url.partition("?")[0], f"{made.expires_at:%Y-%m-%d %H:%M} UTC"
    say(f"Log in once with the token at {where} before {until}.")
    return made.token


def _facts(console: Console, settings: ServerSettings, token: str) -> dict[str, object]:
    return {
        "login_url": f"{console.public_url}/first-login",
        "name": "admin",
        "token": token or None,
        "authority": str(Path(settings.console.state_dir) / AUTHORITY_FILE),
        "policy_version": console.policy.newest(),
    }


def _arguments(parser: argparse.ArgumentParser) -> None:
    with_settings(parser)
    parser.add_argument("--email", default="admin@localhost.localdomain", help="address of the first person")
    parser.add_argument(
        "--policy",
        default="builtin:bank",
        help="first policy: a YAML file or builtin:NAME",
    )


COMMAND = Command("init", "set up keys, schema, first policy and first account", _arguments, run)
