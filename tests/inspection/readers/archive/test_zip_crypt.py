"""Encrypted members of archives by pyzipper and Info-ZIP, with right, wrong and many passwords."""

import time
import zipfile

import pytest

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.readers.locked import PASSWORD, TEXT, Tried, aes_zip, weak_zip
from tests.inspection.samples import ID, archive, word


@pytest.mark.parametrize("stored", [True, False])
def test_zipcrypto_is_read_with_its_password_and_stays_weak(*, stored: bool) -> None:
    reading = Tried(weak_zip({"a.txt": TEXT, "b.docx": word()}, stored=stored), "wrong", PASSWORD)
    assert reading.primary.count(ID) >= 2
    assert reading.locks == [("zip", "weak", True)] * 2
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_without_the_right_password_it_is_told() -> None:
    for content in (weak_zip({"a.txt": TEXT}), aes_zip({"a.txt": TEXT})):
        reading = Tried(content, "wrong", "Sesame", "Sesame 2")
        assert ID not in reading.text
        assert reading.walk.reason == "encrypted:zip"
        assert not reading.locks[0][2]


def test_one_octet_of_the_header_that_agrees_by_chance_proves_nothing() -> None:
    """Of 300 wrong passwords one or more pass the check of ZipCrypto; the checksum then tells."""
    limits = Limits(passwords=300)
    reading = Tried(weak_zip({"a.txt": TEXT}, stored=True), *map(str, range(300)), limits=limits)
    assert reading.locks == [("zip", "weak", False)]


def test_a_password_in_the_charset_of_a_chinese_system() -> None:
    for octets in ("开门Abc1".encode("gbk"), "开门Abc1".encode()):
        assert ID in Tried(aes_zip({"a.txt": TEXT}, octets), "开门Abc1").primary


def test_within_an_archive_within_a_mail_sized_walk_the_inner_one_is_opened() -> None:
    inner = aes_zip({"a.docx": word()})
    reading = Tried(archive({"内.zip": inner}), PASSWORD)
    assert ID in reading.primary
    assert [part.place[-1].name for part in reading.walk.encrypted] == ["a.docx"]


def test_many_passwords_and_many_members_end_in_time() -> None:
    content = aes_zip({f"{number}.txt": b"x" for number in range(100)}, method=zipfile.ZIP_STORED)
    started = time.monotonic()
    reading = Tried(content, *(f"wrong {n}" for n in range(500)), limits=Limits(password_seconds=0.1))
    assert time.monotonic() - started < 2
    assert reading.walk.reason == "encrypted:zip"


def test_a_bomb_within_ends_at_the_ratio() -> None:
    reading = Tried(weak_zip({"a.bin": bytes(9 << 20)}), PASSWORD)
    assert reading.walk.reason == "limit:ratio"
