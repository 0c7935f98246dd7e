"""What tests of the console are built with: a console that stands still in time, people, events."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyotp

from runtime.clock import HeldClock
from server import schema
from server.assembly import Console, assemble
from server.audit.types import AuditFilter
from server.authz import Role
from server.commands.init import prepare
from server.identity.types import LOCAL_OPERATOR, Person, PersonState
from server.paging import PageRequest
from server.settings import ConsoleSettings, ServerSettings
from wire.bundle import PolicyDocument

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PASSWORD = "Winter-Garten 7 Kranich"
CLIENT = "192.0.2.7"

POLICY = """\
schema: 1
name: small
title: {zh: 小策略, en: A small policy}
mode: enforce
rules:
  - name: sensitive-mail
    when: {grade: sensitive}
    then: seal
    severity: high
    reason: The mail holds client data.
    notice: {zh: 已加密。, en: It was sealed.}
tests:
  - name: an identity number is sealed
    texts: ["身份证号11010519491231002X"]
    expect: seal
"""


@dataclass
class Account:
    """A person who has logged in once, with all it takes to do so again."""

    person: Person
    totp: str
    secret: str  # of the session


@dataclass
class Rig:
    """A console without ports, and its clock."""

    settings: ServerSettings
    clock: HeldClock
    console: Console

    def code(self, totp: str) -> str:
        """Return the second factor's code now; each code counts once, so time moves on."""
        self.clock.advance(30)
        return pyotp.TOTP(totp).at(self.clock.now())

    def invite(self, name: str, *roles: Role) -> str:
        made = self.console.identity.add_person(
            LOCAL_OPERATOR, name, name.title(), f"{name}@bank.example", frozenset(roles), "a new colleague"
        )
        return made.token

    def account(self, name: str, *roles: Role) -> Account:
        """Return a person who went through the whole first log-in."""
        identity = self.console.identity
        secret = identity.redeem_token(self.invite(name, *roles), client=CLIENT)
        totp = identity.setup_offer(secret).totp_secret
        session = identity.complete_setup(secret, PASSWORD, self.code(totp), client=CLIENT)
        found = identity.session(session)
        assert found is not None
        return Account(found.person, totp, session)

    def audit_actions(self) -> list[str]:
        """Return `actor action object outcome` of all audit entries, oldest first."""
        self.console.audit.seal()
        page = self.console.audit.page(
            someone("auditor", Role.AUDIT_ADMIN), AuditFilter(), PageRequest(1, 500)
        )
        return [f"{row.actor} {row.action} {row.object} {row.outcome}" for row in reversed(page.rows)]


def make_rig(state_dir: Path, database_url: str = "") -> Rig:
    """Return a console in `state_dir`: the one that is there, or else one that was just set up."""
    if not state_dir.exists():
        shutil.copytree(just_set_up(), state_dir)
    settings = _settings(state_dir, database_url)
    clock = HeldClock(NOW)
    console = assemble(settings, clock, public_url="https://console.bank.example")
    if schema.revision(console.database) is None:
        schema.upgrade(console.database)
    return Rig(settings, clock, console)


@cache
def just_set_up() -> Path:
    """Return the state directory of a console with keys, authority and schema: made once, copied often."""
    directory = tempfile.TemporaryDirectory(prefix="ashseal-console-")
    atexit.register(directory.cleanup)
    state_dir = Path(directory.name) / "state"
    settings = _settings(state_dir)
    prepare(settings)
    console = assemble(settings, HeldClock(NOW))
    schema.upgrade(console.database)
    console.close()
    return state_dir


def _settings(state_dir: Path, database_url: str = "") -> ServerSettings:
    console = ConsoleSettings(state_dir=str(state_dir), port=0, machines_port=0, database_url=database_url)
    return ServerSettings(console=console)


def someone(name: str, *roles: Role, person_id: int = 0) -> Person:
    """Return a person whom services take at their word, without an account."""
    return Person(
        id=person_id or sum(map(ord, name)),
        name=name,
        display_name=name.title(),
        email=f"{name}@bank.example",
        roles=frozenset(roles),
        state=PersonState.ACTIVE,
        created_at=NOW,
    )


def document(text: str = POLICY, name: str = "small") -> PolicyDocument:
    return PolicyDocument(name, text)
