"""A register that the console sends is verified first; the last good one stays, after a restart too."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.exact_match.keys import IndexKey
from policies.fingerprint.codec import dump
from policies.fingerprint.header import SCHEMA, RegisterHeader, key_of
from policies.fingerprint.register import assemble
from policies.inspected import DocumentMatch, Inspection, InspectionVerdict
from policies.language.parser import parse
from runtime import signed_file
from runtime.document_register import FILE, FORMAT, MISSING, DocumentRegister, in_a_dry_run
from tests.policies.decision.test_document_use import POLICY
from tests.runtime.test_exact_lists import CONSOLE, KEY, STRANGER, Keystore

SALT = b"s" * 16
EARLY, BUILT, LATER = (f"2026-01-31T0{hour}:00:00.000000Z" for hour in (7, 8, 9))
IN_TIME, LATE = datetime(2026, 2, 1, 7, tzinfo=UTC), datetime(2026, 2, 1, 8, tzinfo=UTC)


def sent(
    built_at: str = BUILT, *, key: bytes = KEY, edge: bool = False, signer: Ed25519PrivateKey = CONSOLE
) -> bytes:
    """What a console sends that has registered nothing yet."""
    body = dump(assemble({}, key_of(SALT, key, edge=edge), edge=edge))
    key_id = "" if edge else IndexKey(key, SALT).key_id
    header = RegisterHeader(SCHEMA, "documents", built_at, 86_400, 0, SALT, key_id, len(body), "", edge)
    return signed_file.octets(FORMAT, header, body, signer)


def register(directory: Path, *, edge: bool = False) -> DocumentRegister:
    made = DocumentRegister(directory, Keystore(), edge=edge)
    made.look()
    return made


def test_before_the_first_one_there_is_none_and_that_matters_to_who_asks_for_documents(
    tmp_path: Path,
) -> None:
    made = register(tmp_path)
    assert (made.there, made.have, made.content, made.problem(IN_TIME)) == (False, "", "", "")
    asking, other = parse(POLICY), parse(POLICY.partition("  - name: contracts")[0])
    assert made.lacking([other]) == ""
    assert made.lacking([other, asking]) == MISSING
    made.offer(sent())
    assert made.lacking([asking]) == ""


@pytest.mark.parametrize("edge", [False, True])
def test_what_the_console_sends_is_in_force_also_after_a_restart(tmp_path: Path, *, edge: bool) -> None:
    register(tmp_path, edge=edge).offer(sent(edge=edge))
    again = register(tmp_path, edge=edge)
    assert (again.there, again.have, again.problem(IN_TIME)) == (True, BUILT, "")
    assert len(again.usable(KEY)) == 1
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_the_same_documents_signed_anew_are_newer_and_of_the_same_content(tmp_path: Path) -> None:
    made = register(tmp_path)
    made.offer(sent())
    content = made.content
    made.offer(sent(LATER))
    assert (made.have, made.content) == (LATER, content)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: sent(signer=STRANGER), "signed by an unknown key .*; only a register of this console is taken"),
        (lambda: sent(EARLY), f"register documents was built at {EARLY}, one built at {BUILT} was in force"),
        (lambda: sent(LATER, key=b"l" * 32), "built with another key; build it at the console of this machine"),
        (lambda: sent(LATER, edge=True), "this machine takes the form of a register for gateways only"),
        (lambda: sent(LATER)[:-1], "the body has .* octets instead of"),
        (lambda: b"{}", "no register of documents; fetch it from the console again"),
    ],
)  # fmt: skip
def test_the_last_good_one_stays_when_another_is_refused(
    tmp_path: Path, bad: Callable[[], bytes], words: str
) -> None:
    made = register(tmp_path)
    made.offer(sent())
    good = made.usable(KEY)
    made.offer(bad())
    assert made.usable(KEY) == good
    problem = made.problem(IN_TIME)
    assert problem.startswith("register of documents refused: ")
    assert re.search(words, problem)
    assert register(tmp_path).have == BUILT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["documents.json", FILE]
    made.offer(sent(LATER))
    assert made.problem(IN_TIME) == ""


def test_an_older_file_in_its_place_is_refused_after_a_restart(tmp_path: Path) -> None:
    register(tmp_path).offer(sent())
    (tmp_path / FILE).write_bytes(sent(EARLY))
    again = register(tmp_path)
    assert not again.there
    assert "was in force; see that this machine reaches its console" in again.problem(IN_TIME)


def test_a_file_that_was_taken_away_is_told_of(tmp_path: Path) -> None:
    register(tmp_path).offer(sent())
    (tmp_path / FILE).unlink()
    assert "cannot be taken over: No such file" in register(tmp_path).problem(IN_TIME)


def test_a_stale_one_is_used_on_and_told_of(tmp_path: Path) -> None:
    made = register(tmp_path)
    made.offer(sent())
    assert made.there
    assert made.problem(LATE) == (
        f"register documents of {BUILT} is older than it may be; see that this machine reaches its console"
    )


def test_in_a_dry_run_what_nobody_could_look_for_is_not_there() -> None:
    met = (DocumentMatch("a", 1.0, ()),)
    unknown = Inspection(InspectionVerdict.INSPECTED, "", "eml", 1, 0.1, documents=None)
    assert in_a_dry_run(unknown).documents == ()
    assert in_a_dry_run(msgspec.structs.replace(unknown, documents=met)).documents == met
