"""An index file is taken only as its console wrote it."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.exact_match.header import SCHEMA, Column, Header, IndexInvalid
from runtime.exact_match import BODY_START, KIND, MAGIC, check_successor, expires, read, write
from wire.signature import key_id, sign

CONSOLE, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
TRUSTED = {key_id(CONSOLE.public_key()): CONSOLE.public_key()}
HEADER = Header(
    SCHEMA, "clients", (Column("name", "NAME", primary=False, lengths=(2,)),), 1, 300,
    "2026-01-31T08:00:00.000000Z", 86_400, 2, bytes(16), "", "",
)  # fmt: skip
BODY = [b"\0\0", b"12345678"]


def stored(directory: Path, header: Header = HEADER, key: Ed25519PrivateKey = CONSOLE) -> bytes:
    write(directory / "clients.edm", header, BODY, key)
    return (directory / "clients.edm").read_bytes()


def taken(octets: bytes, directory: Path) -> Header:
    path = directory / "given.edm"
    path.write_bytes(octets)
    with path.open("rb") as file:
        return read(file, "given.edm", TRUSTED)


def test_it_comes_back_with_its_body_behind_the_head(tmp_path: Path) -> None:
    octets = stored(tmp_path)
    assert msgspec.structs.replace(taken(octets, tmp_path), body_digest="") == HEADER
    assert octets[BODY_START:] == b"".join(BODY)
    assert (tmp_path / "clients.edm").stat().st_mode & 0o777 == 0o600


def head_of(envelope: bytes) -> bytes:
    return (MAGIC + len(envelope).to_bytes(4, "little") + envelope).ljust(BODY_START, b"\0") + b"".join(BODY)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _: b"", "given.edm: no exact-match index; give the file that `edm build` wrote"),
        (lambda octets: b"PK" + octets, "no exact-match index"),
        (lambda octets: octets[:100], "given.edm: not a signed envelope.*; only an index of this console"),
        (lambda octets: octets[:-1], "the body has 9 octets instead of 10; fetch it again"),
        (lambda octets: octets + b"1", "the body has 11 octets instead of 10"),
        (lambda octets: octets[:-1] + b"9", "the body was changed after it was signed"),
        (lambda _: head_of(sign("policy-bundle", b"{}", CONSOLE)), "is a policy-bundle, expected a exact-match"),
        (lambda _: head_of(sign(KIND, b'{"schema":2}', CONSOLE)), "has schema 2, this program reads 1; build it"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(tmp_path: Path, change, words: str) -> None:
    with pytest.raises(IndexInvalid, match=words):
        taken(change(stored(tmp_path)), tmp_path)


def test_a_stranger_s_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        IndexInvalid, match=r"signed by an unknown key .*only an index of this console is taken"
    ):
        taken(stored(tmp_path, key=STRANGER), tmp_path)


def test_a_failed_write_leaves_the_old_index(tmp_path: Path) -> None:
    octets = stored(tmp_path)
    with pytest.raises(IndexInvalid, match="give columns shorter names"):
        stored(tmp_path, msgspec.structs.replace(HEADER, key_id="k" * BODY_START))
    assert (tmp_path / "clients.edm").read_bytes() == octets
    assert [path.name for path in tmp_path.iterdir()] == ["clients.edm"]


def test_age_and_order() -> None:
    assert expires(HEADER) == datetime(2026, 2, 1, 8, tzinfo=UTC)
    check_successor(HEADER, "")
    check_successor(HEADER, HEADER.built_at)
    with pytest.raises(
        IndexInvalid, match=r"one built at 2026-01-31T08:00:01\.000000Z was in force; build it again"
    ):
        check_successor(HEADER, "2026-01-31T08:00:01.000000Z")
