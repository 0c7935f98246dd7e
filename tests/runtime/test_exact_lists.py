"""An edge takes over good indexes, keeps the last good one, and says what is wrong."""

import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from policies.exact_match.header import SCHEMA, Column, Header
from policies.exact_match.keys import IndexKey
from runtime import exact_match
from runtime.errors import RuntimeFault
from runtime.exact_lists import ExactLists
from wire.signature import TrustedKeys, key_id

KEY, SALT = b"k" * 32, bytes(16)
CONSOLE, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
SEALING = X25519PrivateKey.generate().public_key()
HEADER = Header(
    SCHEMA, "clients", (Column("name", "NAME", primary=False, lengths=(2,)),), 1, 300,
    "2026-01-31T08:00:00.000000Z", 86_400, 1, SALT, IndexKey(KEY, SALT).key_id, "",
)  # fmt: skip
IN_TIME, LATE = datetime(2026, 2, 1, 7, tzinfo=UTC), datetime(2026, 2, 1, 8, tzinfo=UTC)


class Keystore:
    """What enrolment gave this edge."""

    def bundle_keys(self) -> TrustedKeys:
        return {key_id(CONSOLE.public_key()): CONSOLE.public_key()}

    def hash_key(self) -> bytes:
        return KEY

    def sealing_key(self) -> X25519PublicKey | None:
        return SEALING


def put(path: Path, key: Ed25519PrivateKey = CONSOLE, **change: object) -> None:
    exact_match.write(path, msgspec.structs.replace(HEADER, **change), [b"\0", b"1234"], key)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clients.edm"


def lists(path: Path, *, edge: bool = False) -> ExactLists:
    made = ExactLists([str(path)], path.parent, Keystore(), edge=edge)
    made.look()
    return made


def test_a_good_index_is_used_and_stays_the_same_while_nothing_changes(path: Path) -> None:
    put(path)
    made = lists(path)
    (one,) = made.usable(KEY)
    made.look()
    assert made.usable(KEY) == (one,)
    assert made.problem(IN_TIME) == ""
    assert os.pread(one.fd, 5, exact_match.BODY_START) == b"\0" + b"1234"
    assert made.usable(b"l" * 32) == ()


@pytest.mark.parametrize("edge", [True, False])
def test_to_an_edge_form_belongs_the_key_of_the_console_that_confirms(path: Path, *, edge: bool) -> None:
    columns = (Column("mobile", "MOBILE", True, (11,), 0, 0),) if edge else HEADER.columns
    header = msgspec.structs.replace(HEADER, edge=edge, columns=columns)
    exact_match.write(path, header, [b"\0" * header.body_size], CONSOLE)
    (one,) = lists(path, edge=edge).usable(KEY)
    assert one.file.proof_key == (SEALING.public_bytes_raw() if edge else b"")


def test_a_newer_one_takes_its_place(path: Path) -> None:
    put(path)
    made = lists(path)
    (old,) = made.usable(KEY)
    put(path, built_at="2026-01-31T09:00:00.000000Z")
    made.look()
    assert made.usable(KEY) != (old,)


@pytest.mark.parametrize(
    ("signer", "change", "words"),
    [
        (STRANGER, {}, "signed by an unknown key"),
        (CONSOLE, {"built_at": "2026-01-30T08:00:00.000000Z"}, "one built at 2026-01-31T08:00:00.000000Z was in"),
        (CONSOLE, {"key_id": "another"}, "built with another key; build it at the console"),
    ],
)  # fmt: skip
def test_the_last_good_one_stays_when_another_is_refused(path: Path, signer, change, words: str) -> None:
    put(path)
    made = lists(path)
    good = made.usable(KEY)
    put(path, signer, **change)
    made.look()
    assert made.usable(KEY) == good
    assert words in made.problem(IN_TIME)
    put(path, built_at="2026-01-31T10:00:00.000000Z")
    made.look()
    assert made.problem(IN_TIME) == ""


def test_an_older_one_is_refused_after_a_restart_too(path: Path) -> None:
    put(path)
    lists(path)
    put(path, built_at="2026-01-30T08:00:00.000000Z")
    again = lists(path)
    assert again.usable(KEY) == ()
    assert "was in force; build it again" in again.problem(IN_TIME)


def test_a_stale_one_is_used_on_and_told_of(path: Path) -> None:
    put(path)
    made = lists(path)
    assert len(made.usable(KEY)) == 1
    assert made.problem(IN_TIME) == ""
    assert made.problem(LATE) == (
        "index clients of 2026-01-31T08:00:00.000000Z is older than it may be; build it again"
    )


def test_a_damaged_state_file_is_no_excuse_for_an_older_one(path: Path) -> None:
    (path.parent / "exact-lists.json").write_text("[")
    with pytest.raises(RuntimeFault, match="damaged; remove it"):
        lists(path)


def test_a_missing_file_is_told_of(path: Path) -> None:
    assert (
        lists(path).problem(IN_TIME).endswith("clients.edm: cannot be taken over: No such file or directory")
    )


def test_a_file_that_was_away_for_a_while_is_no_trouble(path: Path) -> None:
    put(path)
    made = lists(path)
    path.rename(path.with_suffix(".away"))
    made.look()
    assert len(made.usable(KEY)) == 1
    assert "cannot be taken over" in made.problem(IN_TIME)
    path.with_suffix(".away").rename(path)
    made.look()
    assert made.problem(IN_TIME) == ""


def test_a_workstation_takes_no_full_index(path: Path) -> None:
    put(path)
    assert "takes the edge form (`edm build --edge`) of an index only" in lists(path, edge=True).problem(
        IN_TIME
    )
