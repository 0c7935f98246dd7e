import hashlib
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from docs.screenshot_data import Filled, records
from server.destruction.types import RecordFilter
from server.web.pages.records import filter_of
from tests.server.web.visitor import Visitor, seen
from wire import canonical
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.signature import key_id, sign, verify

RECORD = "/records/record-1"


def take(filled: Filled, signed: SignedRecord) -> None:
    with filled.console.database.write() as connection:
        filled.console.destruction.take(connection, "lobby-pc-01", [signed])


def detail(filled: Filled, record_id: str) -> DestructionRecord:
    found = filled.console.destruction.detail(filled.person("reviewer"), record_id).record
    assert found
    return found


@pytest.mark.parametrize("name", ["sysadmin", "security-a", "auditor", "teller"])
async def test_only_reviewers_read_records(filled: Filled, name: str) -> None:
    async with Visitor(filled, name) as visitor:
        for path in ("/records", RECORD, f"{RECORD}/signed"):
            assert (await visitor.get(path)).status_code == 403


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (
            "en",
            "客户名单.csv Moved to the vault Encrypted into the vault, then overwritten Signature holds",
        ),
        (
            "zh",
            "/home/teller/下载/客户名单.csv 已移入保险库 加密存入保险库后覆写 签名有效",
        ),
    ],
)
async def test_the_list_says_who_what_and_whether_the_signature_holds(
    filled: Filled, language: str, row: str
) -> None:
    async with Visitor(filled, "reviewer", language) as visitor:
        assert row in seen(await visitor.get("/records"))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("result=destroyed", 2),
        ("result=vaulted", 1),
        ("result=kept", 0),
        ("verification=bad-signature", 0),
        ("verification=verified", 3),
        ("text=%20客户名单%20", 1),
        ("until=2001-01-01", 0),
        ("since=2001-01-01", 3),
        ("result=eaten&verification=perhaps&since=soon", 3),
    ],
)
async def test_each_filter_narrows_and_an_unknown_value_does_not(
    filled: Filled, asked: str, number: int
) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        rows = await visitor.get(f"/records?{asked}", hx_request="true")
    assert "<html" not in rows.text
    assert rows.text.count('href="/records/record-') == number
    assert ("No record fits these filters" in rows.text) == (number == 0)


def test_the_days_of_a_filter_are_whole_days_in_beijing() -> None:
    start = datetime(2026, 5, 3, 16, tzinfo=UTC)
    wanted = RecordFilter(since=start, until=start + timedelta(days=1))
    assert filter_of({"since": "2026-05-04", "until": "2026-05-04"}) == wanted


def test_a_filter_takes_no_more_text_than_anybody_types() -> None:
    assert filter_of({"text": "a" * 999}) == RecordFilter(text="a" * 200)


async def test_a_record_tells_who_how_and_what_is_left(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        shown = seen(await visitor.get("/records/record-0"))
        missing = await visitor.get("/records/nothing")
    for words in (
        "The signature holds.",
        "Person 柜员 account teller, attribution very likely",
        "Started by The person themselves",
        "Read back and compared yes",
        "On a solid-state disk older copies of blocks may remain.",
        "ashseal-agent verify-record destruction-record.json --ca ca.pem",
    ):
        assert words in shown
    assert "has not arrived" not in shown
    assert missing.status_code == 404
    assert "There is no such destruction record." in seen(missing)


async def test_a_record_that_was_changed_after_it_was_signed_is_shown_as_such(filled: Filled) -> None:
    signed = records(filled, "lobby-pc-01")[0]
    record = msgspec.structs.replace(detail(filled, "record-0"), id="record-0b", method="crypto-erase")
    forged = sign(KIND, canonical.encode(record), Ed25519PrivateKey.generate())
    take(filled, SignedRecord("record-0b", forged, signed.certificate))
    async with Visitor(filled, "reviewer") as visitor:
        assert "Signature does not hold" in seen(await visitor.get("/records"))
        shown = seen(await visitor.get("/records/record-0b"))
    assert "The record was changed after it was signed" in shown
    assert "The signature holds." not in shown


async def test_a_gap_in_the_chain_of_a_workstation_is_shown(filled: Filled) -> None:
    key, certificate = filled.devices["lobby-pc-01"]
    lost = msgspec.structs.replace(
        detail(filled, "record-0"), id="record-9", previous=hashlib.sha256(b"lost").hexdigest()
    )
    take(filled, SignedRecord("record-9", sign(KIND, canonical.encode(lost), key), certificate))
    async with Visitor(filled, "reviewer") as visitor:
        assert "has not arrived" in seen(await visitor.get("/records/record-9"))
        assert "has not arrived" not in seen(await visitor.get("/records/record-1"))


async def test_the_download_is_what_the_workstation_signed(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        answer = await visitor.get(f"{RECORD}/signed")
    signed = msgspec.json.decode(answer.content, type=SignedRecord)
    key = filled.devices["lobby-pc-01"][0].public_key()
    record = msgspec.json.decode(verify(signed.envelope, KIND, {key_id(key): key}), type=DestructionRecord)
    assert record.path == "/home/teller/下载/客户名单.csv"
    assert answer.headers["content-disposition"] == 'attachment; filename="destruction-record.json"'
