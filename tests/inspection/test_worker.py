"""A worker answers a verdict whatever it is given: in this process, and as the process it really is."""

import os
import socket
import tempfile

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import analysis, channel, exact_lists, reading, worker
from inspection.limits import Limits
from inspection.redaction import redactor
from inspection.worker_reply import Redaction
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Selection
from tests.inspection.forked import KEY, ask, job, started
from tests.inspection.samples import ID, archive, attach, excel, mail

LARGE = 8 << 20
SURROGATES = (
    f"From: a@example.com\r\nSubject: =?utf-7?q?+2AA- {ID}?=\r\n"
    f"Content-Type: text/plain; charset=utf-7; name*=utf-7''%2B2AA-{ID}.txt\r\n\r\n+2AA- {ID}\r\n"
).encode()
SEEDS = (SURROGATES, archive({f"{ID}.txt": b"x"}), attach(mail(), SURROGATES, "a.eml").as_bytes())


def inspected(content: bytes, asked: channel.Job | None = None, limits: Limits | None = None) -> Inspection:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        answer = worker.inspect(file.fileno(), asked or job(content), limits or Limits(), KEY)
    return msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=Inspection)


def test_findings_verdict_and_size_of_a_file() -> None:
    content = archive({"a.txt": f"身份证 {ID}".encode()})
    answer = inspected(content)
    assert (answer.verdict, answer.reason, answer.format) == (InspectionVerdict.INSPECTED, "", "zip")
    assert answer.size == len(content)
    assert [finding.type for finding in answer.findings] == ["RESIDENT_ID"]
    assert 0 < answer.seconds < 20


def test_formats_of_the_whole_and_of_all_that_is_in_it() -> None:
    content = attach(
        mail("hello"), archive({"a.xlsx": excel("x"), "b.csv": b"a,b\nc,d\n"}), "a.zip"
    ).as_bytes()
    answer = inspected(content, job(content, kind="message"))
    assert (answer.format, answer.formats) == ("message", ("csv", "message", "text", "xlsx", "zip"))
    html = attach(mail("x"), b"<html><p>x</p></html>", "a.html").as_bytes()
    assert {"message", "html"} <= set(inspected(html, job(html, kind="message")).formats)


@pytest.mark.parametrize(
    ("content", "amount"),
    [
        ("转账人民币1,234,567.89元".encode(), 1_200_000),
        (excel("转账￥56.78万"), 560_000),
        ("姓名\t月收入\n张三\t35,678.00\n李四\t面议\n".encode(), 35_000),
        ("姓名\t月收入（万元）\n张三\t3.56\n".encode(), 35_000),
        (b"hello", 0),
    ],
)
def test_of_amounts_the_greatest_leaves_and_not_exactly(content: bytes, amount: int) -> None:
    assert inspected(content).amount == amount


def test_a_message_is_read_as_mail_whatever_it_looks_like() -> None:
    content = b"{\r\nSubject: x\r\n\r\ny"
    assert inspected(content, job(content, kind="message")).format == "message"
    assert inspected(content).format != "message"


@pytest.mark.parametrize(
    ("content", "asked", "verdict"),
    [
        (b"", channel.Job(f"{ID}.txt", "file", 0), InspectionVerdict.EMPTY_VERIFIED),
        (b" \r\n", channel.Job(f"{ID}.txt", "file", 3), InspectionVerdict.EMPTY_VERIFIED),
        (b"x", channel.Job("", "file", 1), InspectionVerdict.INSPECTED),
    ],
)
def test_a_name_alone_is_no_text(content: bytes, asked: channel.Job, verdict: InspectionVerdict) -> None:
    answer = inspected(content, asked)
    assert answer.verdict is verdict
    assert len(answer.findings) == (ID in asked.name)


def test_text_that_no_utf_8_can_carry_is_answered() -> None:
    answer = inspected(SURROGATES, job(SURROGATES, kind="message"))
    assert (answer.verdict, answer.reason) == (InspectionVerdict.INSPECTED, "")
    assert {finding.place[-1].name for finding in answer.findings} >= {"subject", "content-type"}


def test_encrypted_parts_are_told_without_values_in_their_names() -> None:
    content = bytearray(archive({f"{ID}.txt": b"x"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(header) + flags] |= 1
    answer = inspected(bytes(content))
    assert answer.reason == "encrypted:zip"
    assert [part.place[0].name for part in answer.encrypted] == ["110101********4514.txt"]


def test_a_file_that_shrank_or_cannot_be_read_is_told() -> None:
    assert inspected(b"x", channel.Job("a", "file", LARGE)).reason == "unreadable"
    reader, writer = os.pipe()
    try:
        answer = worker.inspect(reader, job(b"x", ID), Limits(), KEY)
    finally:
        os.close(reader)
        os.close(writer)
    assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "unreadable")


def test_a_file_beyond_the_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(_fd: int, _size: int) -> bytes:
        raise MemoryError

    monkeypatch.setattr(reading.content, "of_descriptor", no_memory)
    assert inspected(b"x").reason == "limit:memory"


def test_when_the_time_is_over_what_was_found_is_kept() -> None:
    content = archive({f"{number}.txt": f"身份证 {ID}".encode() for number in range(50)})
    answer = inspected(content, job(content, ID), Limits(seconds=0.0))
    assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "time-out")
    assert [finding.place[0].kind for finding in answer.findings] == ["name"]


def test_a_detector_that_fails_does_not_lose_what_others_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = analysis.detect

    def detect(text: str, *, min_confidence: float) -> object:
        if "fail" in text:
            raise RuntimeError(text)
        return real(text, min_confidence=min_confidence)

    monkeypatch.setattr(analysis, "detect", detect)
    answer = inspected(archive({"1": "please fail 50万元".encode(), "2": f"身份证 {ID}".encode()}))
    assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "detector-failed")
    assert [finding.type for finding in answer.findings] == ["RESIDENT_ID"]
    assert answer.amount == 500_000


def test_a_file_that_becomes_a_soup_of_hits_is_uninspectable_and_keeps_what_was_found() -> None:
    answer = inspected(f"身份证 {ID}。\n".encode() + b"a@b.c" * 60_000)
    assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "density")
    assert {"RESIDENT_ID", "EMAIL"} <= {finding.type for finding in answer.findings}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.data(), st.booleans())
def test_no_content_prevents_an_answer(seed: bytes, data: st.DataObject, message: bool) -> None:
    content = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answer = inspected(bytes(content), job(bytes(content), "a", "message" if message else "file"))
    assert (answer.verdict is InspectionVerdict.UNINSPECTABLE) == bool(answer.reason)


def test_a_worker_serves_until_its_channel_is_closed() -> None:
    with started() as forked:
        link = forked.link
        for content in (ID.encode(), SURROGATES, b"", b"7z\xbc\xaf\x27\x1c"):
            ask(link, content)
            answer = msgspec.msgpack.decode(channel.receive(link)[0], type=Inspection)
            assert answer.size == len(content)
        link.shutdown(socket.SHUT_RDWR)
        assert forked._ended(50_000)


def test_a_service_worker_sends_no_text_and_ends_when_asked_without_a_file() -> None:
    with started() as forked:
        link = forked.link
        ask(link, f"身份证 {ID}".encode())
        assert ID.encode() not in channel.receive(link)[0]
        channel.send(link, job(b""))
        assert forked._ended(50_000)


def test_a_worker_keeps_no_descriptor_of_what_it_has_read() -> None:
    reader, writer = os.pipe()
    with started() as forked:
        link = forked.link
        channel.send(link, job(b"x"), reader)
        os.close(reader)
        answer = msgspec.msgpack.decode(channel.receive(link)[0], type=Inspection)
        assert answer.reason == "unreadable"
        with pytest.raises(BrokenPipeError):
            os.write(writer, b"x")
        os.close(writer)


def test_each_file_has_so_much_time_of_the_processor_and_no_more() -> None:
    with started(limits=Limits(cpu_seconds=1, seconds=1000.0)) as forked:
        link = forked.link
        ask(link, b"x")
        channel.receive(link)
        ask(link, f"{ID}\n".encode() * 500_000)
        assert forked._ended(50_000)
        with pytest.raises((channel.ChannelClosed, ConnectionError)):
            channel.receive(link)


def test_a_redaction_that_fails_is_a_reason_and_no_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_of_the_mail: object) -> Redaction:
        raise KeyError(ID)

    nothing = exact_lists.Received((), exact_lists.unsealed, None)
    with tempfile.TemporaryFile() as file:
        asked = msgspec.structs.replace(job(b"", kind="message"), masks=(Selection(),))
        assert worker._redact(file.fileno(), asked, Limits(), nothing) == Redaction()
        assert worker._redact(-1, asked, Limits(), nothing) == Redaction(reason="failed")
        monkeypatch.setattr(redactor, "redact", fail)
        assert worker._redact(file.fileno(), asked, Limits(), nothing) == Redaction(reason="failed")
