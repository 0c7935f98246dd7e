"""Candidates are tried in a bounded number and time, and none of them shows anywhere."""

import time

import msgspec
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from inspection import channel
from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.passwords import Passwords, encodings
from policies.inspected import Inspection, InspectionVerdict
from tests.inspection.forked import ask, started
from tests.inspection.readers.archive.test_archive_rar_password import (
    five_with_a_member,
    four_with_hidden_names,
)
from tests.inspection.readers.archive.test_seven_zip_crypt import locked as locked_7z
from tests.inspection.readers.compound import rc4
from tests.inspection.readers.compound.test_ole_encryption import agile, standard
from tests.inspection.readers.locked import PASSWORD, TEXT, aes_zip, weak_zip
from tests.inspection.readers.office.test_odf_crypt import locked as locked_odf
from tests.inspection.readers.office97.test_doc_crypt import locked as locked_doc
from tests.inspection.readers.office97.test_ppt_crypt import INTACT as LOCKED_PPT
from tests.inspection.readers.pdf.test_pdf import drawn
from tests.inspection.readers.workbook.test_biff_crypt import by_xor
from tests.inspection.samples import ID


def test_the_one_that_was_right_is_tried_first_the_next_time() -> None:
    passwords = Passwords(("a", "b", "c"), Limits())
    assert passwords.first(lambda each: each.upper() if each == "b" else None) == "B"
    assert list(passwords) == ["b", "a", "c"]


def test_no_more_than_the_limit_are_kept_each_once() -> None:
    passwords = Passwords(("a", "", "a", "b", "c"), Limits(passwords=2))
    passwords.learn_all(("b", "d"))
    assert list(passwords) == ["a", "b"]


def test_when_the_time_is_used_up_no_further_one_is_tried() -> None:
    tried = []

    def slow(password: str) -> None:
        tried.append(password)
        time.sleep(0.02)

    passwords = Passwords(map(str, range(50)), Limits(password_seconds=0.05))
    assert passwords.first(slow) is None
    assert 2 <= len(tried) <= 3
    assert passwords.first(lambda _: True) is None


def test_what_succeeds_costs_no_time() -> None:
    passwords = Passwords(("a",), Limits(password_seconds=0.01))
    for _ in range(3):
        assert passwords.first(lambda _: time.sleep(0.01) or True)


def test_whatever_goes_wrong_with_a_candidate_the_next_is_tried() -> None:
    def opened(password: str) -> bool:
        return not 1 / ("ab".index(password))

    assert Passwords(("a", "b"), Limits()).first(opened) is False


def test_the_end_of_the_walk_is_not_held_up() -> None:
    def spent(_: str) -> None:
        raise BudgetSpent("limit:output")

    with pytest.raises(BudgetSpent):
        Passwords(("a",), Limits()).first(spent)


def test_one_that_comes_after_a_failure_came_late() -> None:
    passwords = Passwords(("a",), Limits())
    passwords.learn("b")
    assert not passwords.came_late
    passwords.first(lambda _: None)
    passwords.learn("b")
    assert not passwords.came_late
    passwords.learn("c")
    assert passwords.came_late


def test_no_representation_tells_a_password() -> None:
    assert repr(Passwords(("Sesame",), Limits())) == "<Passwords 1>"


def test_a_chinese_password_has_two_spellings_in_octets() -> None:
    assert list(encodings("密码1")) == ["密码1".encode(), "密码1".encode("gbk")]
    assert list(encodings("abc")) == [b"abc"]


def test_behind_the_fences_each_format_is_opened_and_no_password_leaves() -> None:
    pdf = drawn(lambda page: page.drawString(72, 700, ID), encrypt=StandardEncryption(PASSWORD, strength=128))
    opened = [
        aes_zip({"a.txt": TEXT}), weak_zip({"a.txt": TEXT}), agile(), standard(), locked_doc(rc4.crypto_api()),
        by_xor(), LOCKED_PPT, locked_odf("content.xml"), locked_odf("content.xml", aes=False), pdf,
        locked_7z(),
    ]  # fmt: skip
    proved = [five_with_a_member(), four_with_hidden_names()]
    with started() as forked:
        link = forked.link
        for content in (*opened, *proved):
            ask(link, content, channel.Job("a", "file", len(content), ("wrong", PASSWORD)))
            octets = channel.receive(link)[0]
            answer = msgspec.msgpack.decode(octets, type=Inspection)
            assert [part.unlocked for part in answer.encrypted] == [True]
            assert PASSWORD.encode() not in octets
            assert (answer.verdict is InspectionVerdict.UNINSPECTABLE) == (content in proved)
            assert any(each.type == "RESIDENT_ID" for each in answer.findings) == (content in opened)
