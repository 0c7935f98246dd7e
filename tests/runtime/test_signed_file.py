"""One container for all that the console builds for its edges; `test_exact_match` tells what is refused."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.exact_match.header import IndexInvalid
from policies.fingerprint.header import SCHEMA, RegisterHeader, RegisterInvalid
from runtime import exact_match
from runtime.document_register import FORMAT
from runtime.signed_file import BODY_START, Format, _decode, expires, is_older, octets, read, write
from tests.policies.exact_match.made import index_of
from wire.signature import key_id

CONSOLE = Ed25519PrivateKey.generate()
TRUSTED = {key_id(CONSOLE.public_key()): CONSOLE.public_key()}
HEADER = RegisterHeader(SCHEMA, "documents", "2026-01-31T08:00:00.000000Z", 86_400, 0, bytes(16), "", 4, "")


def test_octets_and_file_are_the_same(tmp_path: Path) -> None:
    signed = write(tmp_path / "a", FORMAT, HEADER, [b"bo", b"dy"], CONSOLE)
    raw = octets(FORMAT, HEADER, b"body", CONSOLE)
    assert (tmp_path / "a").read_bytes() == raw
    assert raw[BODY_START:] == b"body"
    with (tmp_path / "a").open("rb") as file:
        assert read(file, "a", FORMAT, TRUSTED) == signed
    assert msgspec.structs.replace(signed, body_digest="") == HEADER


def test_one_sort_is_not_taken_for_another(tmp_path: Path) -> None:
    write(tmp_path / "a", FORMAT, HEADER, [b"body"], CONSOLE)
    with (
        (tmp_path / "a").open("rb") as file,
        pytest.raises(IndexInvalid, match="a: no exact-match index; give"),
    ):
        read(file, "a", exact_match.FORMAT, TRUSTED)


def test_the_envelope_of_another_sort_is_not_taken_under_this_one_s_name(tmp_path: Path) -> None:
    raw = octets(FORMAT, HEADER, b"body", CONSOLE).replace(b"ASHDOC1\n", exact_match.MAGIC)
    (tmp_path / "a").write_bytes(raw)
    with (
        (tmp_path / "a").open("rb") as file,
        pytest.raises(IndexInvalid, match="is a document-register, expected"),
    ):
        read(file, "a", exact_match.FORMAT, TRUSTED)


def test_a_stranger_s_is_refused_in_words_of_its_sort(tmp_path: Path) -> None:
    write(tmp_path / "a", FORMAT, HEADER, [b"body"], Ed25519PrivateKey.generate())
    with (
        (tmp_path / "a").open("rb") as file,
        pytest.raises(RegisterInvalid, match="only a register of this console"),
    ):
        read(file, "a", FORMAT, TRUSTED)


@pytest.mark.parametrize(
    ("in_force", "older"),
    [("", False), ("2026-01-31T08:00:00.000000Z", False), ("2026-01-31T08:00:00.000001Z", True)],
)
def test_what_was_built_before_is_older(in_force: str, *, older: bool) -> None:
    assert is_older(HEADER, in_force) is older


def test_it_is_stale_after_its_greatest_age() -> None:
    assert expires(HEADER) == datetime(2026, 2, 1, 8, tzinfo=UTC)


INDEX = index_of(["MOBILE", "NAME"], [("13800138000", "张三")] * 3).header


@pytest.mark.parametrize(("form", "header"), [(FORMAT, HEADER), (exact_match.FORMAT, INDEX)])
def test_a_header_comes_back(form: Format[Any], header: msgspec.Struct) -> None:
    assert _decode(msgspec.json.encode(header), form) == header


@pytest.mark.parametrize(
    ("form", "header", "change", "words"),
    [
        (
            FORMAT,
            HEADER,
            {"schema": 2},
            "the register of documents has schema 2, this program reads 1; bring console and",
        ),
        (FORMAT, HEADER, {"name": "others"}, "no header of a register: "),
        (FORMAT, HEADER, {"body_size": 1 << 40}, "no header of a register: "),
        (FORMAT, HEADER, {"more": 1}, "no header of a register: .*unknown field `more`; bring"),
        (
            exact_match.FORMAT,
            INDEX,
            {"schema": 9},
            "the exact-match index has schema 9, this program reads .*; build it again",
        ),
        (exact_match.FORMAT, INDEX, {"more": 1}, "unknown field `more`; build it again"),
        (exact_match.FORMAT, INDEX, {"rows": 1 << 24}, "no header of an index"),
        (exact_match.FORMAT, INDEX, {"name": "../clients"}, "no header of an index"),
    ],
)
def test_another_header_is_refused_with_a_remedy(
    form: Format[Any], header: msgspec.Struct, change: dict[str, object], words: str
) -> None:
    payload = msgspec.json.encode(msgspec.json.decode(msgspec.json.encode(header)) | change)
    with pytest.raises(form.invalid, match=words):
        _decode(payload, form)


@pytest.mark.parametrize("payload", [b"", b"[]", b"\xff"])
def test_what_is_no_header_is_refused(payload: bytes) -> None:
    with pytest.raises(IndexInvalid, match="no header of an index"):
        _decode(payload, exact_match.FORMAT)
