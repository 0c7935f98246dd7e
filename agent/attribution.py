"""Who left a file: evidence is weighed in a fixed order, and the result says how sure it is.

The order, strongest first:

1. the log-in uid of the writing process (it survives su and sudo; set by pam_loginuid): proven;
2. the log-in session of its control group, as systemd-logind names it: strong;
3. the uid of the process, if it is a person's account: strong;
4. the owner of the file, if it is a person's account: inferred;
5. the only session that was active when the file changed: inferred.

An account that several people share names nobody. There a claim (who said at the start of the
session that they were using it) names the person; without one the result is `unknown`. A result
that is `unknown` blames nobody and destroys nothing: it goes to the steward of the machine.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

Confidence = Literal["proven", "strong", "inferred", "unknown"]
FIRST_PERSON_UID = 1000  # below it are system accounts (login.defs UID_MIN)
LAST_PERSON_UID = 60_000  # above it are nobody, containers' ranges and "unset"


class Evidence(msgspec.Struct, frozen=True):
    """What is known about the making of one file. None: not known.

    `active_accounts` are the accounts with an active session when the file changed.
    """

    owner_uid: int
    process_uid: int | None = None
    login_uid: int | None = None
    session: str = ""  # logind session id of the writer
    session_account: str = ""  # account of that session
    active_accounts: tuple[str, ...] = ()


class Accounts(msgspec.Struct, frozen=True):
    """What is known about accounts: names by uid, and what the administrator declared.

    `persons` gives the one person of a personal account, also of a system uid; `shared` are the
    accounts that name nobody; `claims` says who is using a shared account now.
    """

    names: Mapping[int, str]
    persons: Mapping[str, str] = {}
    shared: frozenset[str] = frozenset()
    claims: Mapping[str, str] = {}


class Attribution(msgspec.Struct, frozen=True):
    """Who left the file, on what ground, and all that was seen on the way."""

    person: str
    account: str
    session: str
    method: str
    confidence: Confidence
    evidence: tuple[str, ...]


def attribute(evidence: Evidence, accounts: Accounts, steward: str) -> Attribution:
    """Return the person behind a file, or the steward with confidence `unknown`."""
    seen = _spoken(evidence)
    for account, method, confidence in _candidates(evidence, accounts):
        person = accounts.claims.get(account) if account in accounts.shared else _person(account, accounts)
        if person:
            ground = f"{method}+claim" if account in accounts.shared else method
            return Attribution(person, account, evidence.session, ground, confidence, seen)
        return Attribution(steward, account, evidence.session, "shared-account", "unknown", seen)
    return Attribution(steward, "", evidence.session, "none", "unknown", seen)


def _candidates(evidence: Evidence, accounts: Accounts) -> Iterator[tuple[str, str, Confidence]]:
    """Yield (account, method, confidence) in the order of the module's text."""
    if account := _personal(evidence.login_uid, accounts):
        yield account, "login-uid", "proven"
    if evidence.session_account:
        yield evidence.session_account, "session", "strong"
    if account := _personal(evidence.process_uid, accounts):
        yield account, "process-uid", "strong"
    if account := _personal(evidence.owner_uid, accounts):
        yield account, "file-owner", "inferred"
    if len(evidence.active_accounts) == 1:
        yield evidence.active_accounts[0], "active-session", "inferred"


def _personal(uid: int | None, accounts: Accounts) -> str:
    """Return the account of `uid` if it may stand for a person, else ""."""
    if uid is None:
        return ""
    name = accounts.names.get(uid, f"uid-{uid}")
    if name in accounts.persons or name in accounts.shared:
        return name
    return name if FIRST_PERSON_UID <= uid <= LAST_PERSON_UID else ""


def _person(account: str, accounts: Accounts) -> str:
    return accounts.persons.get(account, account)


def _spoken(evidence: Evidence) -> tuple[str, ...]:
    facts = (
        ("login-uid", evidence.login_uid),
        ("session", evidence.session or None),
        ("session-account", evidence.session_account or None),
        ("process-uid", evidence.process_uid),
        ("file-owner", evidence.owner_uid),
        ("active", ",".join(evidence.active_accounts) or None),
    )
    return tuple(f"{name}={value}" for name, value in facts if value is not None)
