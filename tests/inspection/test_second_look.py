"""A mail that gives the password of its own attachment away is read to the ground, wherever the two stand."""

import tempfile
from email.message import EmailMessage

import pytest

from inspection import channel, second_look, worker
from inspection.limits import Limits
from inspection.passwords import Passwords
from inspection.second_look import Clock
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict
from tests.inspection.readers.locked import aes_zip
from tests.inspection.samples import attach, mail, word

SENTENCE = "附件解压密码：Abc@2026x"
LOCKED = aes_zip({"客户.docx": word()}, b"Abc@2026x")


def inspected(message: EmailMessage, **limits: float) -> Inspection:
    content = message.as_bytes()
    job = channel.Job("", "message", len(content))
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return worker.inspect(file.fileno(), job, Limits(**limits), b"k" * 32)  # type: ignore[arg-type]


BEFORE = attach(mail(f"您好，{SENTENCE}"), LOCKED, "a.zip")
IN_SUBJECT = attach(mail(subject=SENTENCE), LOCKED, "a.zip")
BEHIND = attach(attach(mail(), LOCKED, "a.zip"), SENTENCE.encode(), "说明.txt")
IN_ITS_NAME = attach(mail(), LOCKED, "密码Abc@2026x.zip")


@pytest.mark.parametrize("message", [BEFORE, IN_SUBJECT, BEHIND, IN_ITS_NAME])
def test_the_password_opens_what_is_beside_it(message: EmailMessage) -> None:
    answer = inspected(message)
    assert {"RESIDENT_ID", "PASSWORD"} <= {finding.type for finding in answer.findings}
    assert [(part.format, part.unlocked) for part in answer.encrypted] == [("zip", True)]
    assert answer.verdict is InspectionVerdict.INSPECTED
    assert "Abc@2026x" not in repr(answer)


def test_findings_of_two_passes_are_not_counted_twice() -> None:
    types = [finding.type for finding in inspected(BEHIND).findings]
    assert types.count("RESIDENT_ID") == 1
    assert types.count("PASSWORD") == 1


def test_the_password_of_something_else_opens_nothing() -> None:
    other = attach(attach(mail(), aes_zip({"a.txt": b"x"}, b"Other#1999"), "a.zip"), SENTENCE.encode(), "b")
    answer = inspected(other)
    assert [part.unlocked for part in answer.encrypted] == [False]
    assert answer.reason == "encrypted:zip"


def locked(*unlocked: bool, reason: str = "") -> Inspection:
    parts = tuple(EncryptedPart((), "zip", "weak", each) for each in unlocked)
    return Inspection(InspectionVerdict.INSPECTED, reason, "message", 1, 0.1, encrypted=parts)


def learnt() -> Passwords:
    passwords = Passwords((), Limits())
    passwords.first(lambda _: None)
    passwords.learn("late")
    return passwords


@pytest.mark.parametrize(
    ("second", "patience", "passes"),
    [
        (locked(True), 10, 2),
        (locked(False), 10, 2),
        (locked(reason="time-out"), 10, 2),
        (locked(True), 0, 1),
    ],
)
def test_the_first_answer_stands_where_a_second_gains_nothing_or_has_no_time(
    second: Inspection, patience: float, passes: int
) -> None:
    first, jobs = locked(False), []

    def once(job: channel.Job) -> tuple[Inspection, Passwords]:
        jobs.append(job)
        return (first if len(jobs) == 1 else second), learnt()

    answer = second_look.inspect(once, channel.Job("", "message", 1), Clock(patience))
    assert len(jobs) == passes
    assert (answer is second) == (second.encrypted == locked(True).encrypted and passes == 2)
    assert jobs[-1].passwords == (("late",) if passes == 2 else ())


def test_nothing_is_read_again_without_a_late_password() -> None:
    def once(job: channel.Job) -> tuple[Inspection, Passwords]:
        assert not job.passwords
        return locked(False), Passwords((), Limits())

    assert second_look.inspect(once, channel.Job("", "message", 1), Clock(10)).encrypted
