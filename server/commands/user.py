"""`user add` and `user token`: accounts from the command line of the console's own machine."""

import argparse

from server.authz import Role
from server.commands.options import DONE, Command, answer, opened, with_settings
from server.errors import Invalid, NotFound
from server.identity.types import LOCAL_OPERATOR, OneTimeToken

_REASON = "on the console's command line"


def run(given: argparse.Namespace) -> int:
    """Add a person, or give one a new token; print the one-time token."""
    with opened(given) as console:
        if given.deed == "add":
            made = console.identity.add_person(
                LOCAL_OPERATOR,
                name=given.name,
                display_name=given.display_name or given.name,
                email=given.email,
                roles=_roles(given.roles),
                reason=given.reason,
            )
        else:
            found = [person for person in console.identity.directory() if person.name == given.name]
            if not found:
                raise NotFound("没有此账号。", f"There is no account {given.name}.")
            made = console.identity.new_token(LOCAL_OPERATOR, found[0].id, given.reason)
        answer(_shown(made))
    return DONE


def _shown(made: OneTimeToken) -> dict[str, str]:
    return {
        "name": made.name,
        "token": made.token,
        "login_url": made.login_url.partition("?")[0],
        "expires_at": made.expires_at.isoformat(),
    }


def _roles(text: str) -> frozenset[Role]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Role)]
    if unknown:
        known = ", ".join(Role)
        raise Invalid(f"未知角色：{unknown[0]}", f"There is no role {unknown[0]}; known are {known}.")
    return frozenset(Role(name) for name in names)


def _arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    add = deeds.add_parser("add", help="add a person; prints the one-time token")
    add.add_argument("name", help="account name")
    add.add_argument("--email", required=True, help="the person's own e-mail address")
    add.add_argument("--roles", required=True, help="comma-separated: " + ",".join(Role))
    add.add_argument("--display-name", default="", help="the person's name as people write it")
    token = deeds.add_parser("token", help="forget password and second factor, print a new one-time token")
    token.add_argument("name", help="account name")
    for deed in (add, token):
        with_settings(deed)
        deed.add_argument("--reason", default=_REASON, help="why, for the audit trail")


COMMAND = Command("user", "add a person or give a new one-time token", _arguments, run)
