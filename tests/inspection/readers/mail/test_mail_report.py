"""Reports: every group of fields is read as a header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import extractor
from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers.mail import mail_report
from inspection.walker import Walk
from tests.inspection.samples import ID

REPORT = (
    b"Reporting-MTA: dns; mail.example.com\r\n\r\n"
    b"Final-Recipient: rfc822; b@example.com\r\nDiagnostic-Code: smtp; 550 5.7.1\r\n no such user\r\n \r\n"
    b"Final-Recipient: rfc822; c@example.com\r\nno field\r\n"
)


def walk(members: int = 5000) -> Walk:
    return extractor.new_walk(Limits(members=members))


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_groups_and_their_fields(end: bytes) -> None:
    found = list(mail_report.read(REPORT.replace(b"\r\n", end), (), walk()))
    assert [(one.place[0].name, one.place[1].name) for one in found] == [
        ("1", "reporting-mta"),
        ("2", "final-recipient"),
        ("2", "diagnostic-code"),
        ("3", "final-recipient"),
        ("3", "header"),
    ]
    assert found[2].text == "smtp; 550 5.7.1 no such user"


def test_encoded_words_in_a_report() -> None:
    assert ID in [one.text for one in mail_report.read(f"X-Note: =?utf-8?q?{ID}?=".encode(), (), walk())]


@given(st.lists(st.sampled_from((b"A: b", b"", b" ", b"x", b"\r", b"\r\n")), max_size=12))
def test_every_report_ends_and_loses_no_word(lines: list[bytes]) -> None:
    report = b"\n".join(lines)
    shown = " ".join(one.text for one in mail_report.read(report, (), walk()))
    assert shown.count("b") == report.count(b"b")
    assert shown.count("x") == report.count(b"x")


def test_groups_count_as_members() -> None:
    with pytest.raises(BudgetSpent, match="limit:members"):
        list(mail_report.read(b"a: b\n\n" * 20, (), walk(members=10)))
