"""`try FILE.eml`: says what would happen to each recipient; sends, keeps and reports nothing."""

import asyncio
import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.analysis import value_hash
from inspection.pool import Pool
from policies.decision.counters import counters_of
from policies.finding import Category, Finding, Grade
from policies.inspected import Inspection, InspectionVerdict
from policies.language.parser import parse
from runtime.outbox import Outbox
from runtime.private_file import make_private_directory
from smtp_gateway.__main__ import main
from smtp_gateway.cumulative import counts_of
from smtp_gateway.journal import Journal, Outcome
from smtp_gateway.transaction import MessageState
from tests.smtp_gateway.commands.conftest import Said
from tests.smtp_gateway.enrolled import EnrolledState
from tests.smtp_gateway.sealing.people import People
from tests.wire.granted import granted

ID = "11010519491231002X"
CLIENT, HARMLESS = f"张三的身份证号是{ID}，请核对。", "请准时参加周三的会议。"
PASSWORD = f"{CLIENT}解压密码：Xk29!dfa"

# The command as installed, which may not reach for a network: any such attempt ends it.
ALONE = """
import sys
def no_network(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        raise SystemExit(f"reached for the network: {event} {arguments}")
sys.addaudithook(no_network)
from smtp_gateway.__main__ import main
raise SystemExit(main())
"""

POLICY = """
schema: 1
name: by-recipient
title: {zh: 按收件人, en: By recipient}
rules:
  - {name: seal-it, then: seal, reason: Sealed, when: {grade: sensitive}, scope: {recipients: "*@client.example"},
     notice: {zh: 加密, en: Sealed}}
  - {name: hold-it, then: hold, reason: Held, when: {grade: sensitive}, scope: {recipients: "*@rival.example"},
     notice: {zh: 扣留, en: Held}}
  - {name: split-it, then: refuse, split: true, reason: Not there, when: {grade: sensitive},
     scope: {recipients: "*@web.example"}, notice: {zh: 不可, en: No}}
  - {name: seen, then: refuse, mode: observe, reason: Seen, when: {grade: sensitive},
     scope: {recipients: "*@bank.example"}, notice: {zh: 见, en: Seen}}
"""


def mail(text: str, charset: str = "gbk", end: bytes = b"\r\n") -> bytes:
    head = f"From: li@bank.example\nSubject: x\nContent-Type: text/plain; charset={charset}\n"
    return f"{head}Content-Transfer-Encoding: 8bit\n\n{text}\n".encode(charset).replace(b"\n", end)


@pytest.fixture
def message(tmp_path: Path) -> Path:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail(CLIENT))
    return path


def arguments(message: Path, *to: str, policy: str = "builtin:bank") -> list[str]:
    chosen = ["--policy", policy] if policy else []
    return ["try", str(message), "--from", "li@bank.example", "--to", *to, *chosen]


def in_a_process(*given: str) -> Said:
    command = [sys.executable, "-I", "-c", ALONE, *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)
    return Said(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr)


DryRun = Callable[..., Said]


@pytest.fixture
def dry_run(capsys: pytest.CaptureFixture[str]) -> DryRun:
    """Runs it in this process, with real workers."""

    def run(message: Path, *to: str, policy: str = "builtin:bank", settings: Path | None = None) -> Said:
        capsys.readouterr()
        more = ["--settings", str(settings)] if settings else []
        code = main([*arguments(message, *to, policy=policy), *more])
        captured = capsys.readouterr()
        return Said(code, [json.loads(line) for line in captured.out.splitlines()], captured.err)

    return run


def outcomes(said: Said) -> list[str]:
    return [line["outcome"] for line in said.lines[:-1]]


def content_of(directory: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in directory.rglob("*")}


def test_each_recipient_has_an_outcome_and_nothing_is_sent_or_written(
    message: Path, settings_file: Path, state_dir: Path, tmp_path: Path
) -> None:
    """As installed, without a network, for a mail in GBK, with the policy and keys of a gateway."""
    EnrolledState(state_dir).take_over(POLICY)
    (tmp_path / "certificates").mkdir()
    People(tmp_path / "certificates", tmp_path).add("wang@client.example")
    certificates = f'[sealing]\ncertificates_dir = "{tmp_path}/certificates"\n'
    settings_file.write_text(settings_file.read_text() + certificates)
    before = content_of(tmp_path)
    to = [f"wang@{domain}.example" for domain in ("client", "rival", "web", "bank", "else")]
    said = in_a_process(
        *arguments(message, "chen@client.example", *to, policy=""), "--settings", str(settings_file)
    )
    assert (said.code, said.words) == (1, "")
    *recipients, mail_line = said.lines
    assert [tuple(line.values()) for line in recipients] == [
        ("chen@client.example", "sealed-pdf", "seal-it", "enforce", "Sealed", "seal"),
        ("wang@client.example", "sealed-smime", "seal-it", "enforce", "Sealed", "seal"),
        ("wang@rival.example", "held", "hold-it", "enforce", "Held", "hold"),
        ("wang@web.example", "refused", "split-it", "enforce", "Not there", "refuse"),
        ("wang@bank.example", "passed", "seen", "observe", "Seen", "refuse"),
        ("wang@else.example", "passed", "", "enforce", "no rule applies", "pass"),
    ]
    assert list(recipients[0]) == ["recipient", "outcome", "rule", "mode", "reason", "would"]
    assert mail_line.pop("findings") >= 1
    assert mail_line == {"verdict": "inspected", "reason": "", "reply": "250"}
    assert ID not in str(said)
    assert content_of(tmp_path) == before


def test_wrong_usage_is_told_by_the_process_too(message: Path) -> None:
    said = in_a_process("try", str(message), "--to", "wang@x.example")
    assert (said.code, said.lines) == (2, [])
    assert "--from" in said.words


def test_harmless_mail_would_pass_whatever_its_file_is_called(dry_run: DryRun, message: Path) -> None:
    message = message.with_name(f"{ID}.eml")
    message.write_bytes(mail(HARMLESS))
    said = dry_run(message, "wang@x.example", "chen@y.example")
    assert (said.code, outcomes(said), said.lines[-1]["reply"]) == (0, ["passed", "passed"], "250")


@pytest.mark.parametrize(("charset", "end"), [("gbk", b"\n"), ("gb18030", b"\r\n"), ("utf-8", b"\n")])
def test_a_file_is_read_as_it_lies_on_the_disk(
    dry_run: DryRun, message: Path, charset: str, end: bytes
) -> None:
    message.write_bytes(mail(CLIENT, charset, end))
    said = dry_run(message, "wang@x.example")
    assert (said.code, outcomes(said)) == (1, ["sealed-pdf"])


def test_a_password_refuses_the_mail_for_everybody(dry_run: DryRun, message: Path) -> None:
    message.write_bytes(mail(PASSWORD))
    said = dry_run(message, "wang@x.example", "chen@y.example")
    assert (said.code, outcomes(said)) == (1, ["refused", "refused"])
    assert said.lines[-1]["reply"].startswith("550 5.7.1 A password stands in the same mail")
    assert "Xk29" not in str(said)


def test_a_refusal_for_one_is_a_refusal_for_all_unless_it_says_split(
    dry_run: DryRun, message: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(POLICY.replace("split: true", "split: false"), encoding="utf-8")
    said = dry_run(message, "wang@else.example", "wang@web.example", policy=str(tmp_path / "own.yaml"))
    assert outcomes(said) == ["refused", "refused"]
    assert said.lines[-1]["reply"] == "550 5.7.1 Not there"


def test_what_cannot_be_inspected_is_told_with_what_the_policy_makes_of_it(
    dry_run: DryRun, message: Path
) -> None:
    head = (
        b"From: li@bank.example\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    message.write_bytes(head + b64encode(b"PK\x03\x04" + b"\xff" * 300) + b"\r\n")
    said = dry_run(message, "wang@x.example")
    assert (said.code, outcomes(said)) == (3, ["refused"])
    assert said.lines[-1]["verdict"] == "uninspectable"
    assert said.lines[-1]["reason"]


def test_where_inspection_breaks_off_the_mail_would_stay_with_its_client(
    dry_run: DryRun, message: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(_pool: Pool, _fd: int, **_of_the_file: str) -> Inspection:
        return Inspection(InspectionVerdict.UNINSPECTABLE, "worker-crash", "", 0, 0.0)

    monkeypatch.setattr(Pool, "inspect", crash)
    said = dry_run(message, "wang@x.example", policy="builtin:observe")
    assert (said.code, outcomes(said)) == (3, ["deferred"])
    assert said.lines[-1]["reply"].startswith("451 4.3.0 ")


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.eml", "No such file or directory"), (".", "Is a directory"), ("/dev/null", "not a regular file")],
)
def test_a_file_that_cannot_be_read_is_named(dry_run: DryRun, tmp_path: Path, name: str, words: str) -> None:
    said = dry_run(tmp_path / name, "wang@x.example")
    assert (said.code, said.lines) == (3, [])
    assert said.words.startswith(f"{tmp_path / name}: {words}")


def test_the_policy_is_the_named_one_else_the_one_in_force_else_that_of_the_settings(
    dry_run: DryRun, message: Path, settings_file: Path, state_dir: Path
) -> None:
    def rule(policy: str) -> str:
        said = dry_run(message, "wang@rival.example", policy=policy, settings=settings_file)
        return str(said.lines[0]["rule"])

    assert rule("") == "sensitive-client-data"
    assert not state_dir.exists()
    EnrolledState(state_dir).take_over(POLICY)
    assert rule("") == "hold-it"
    assert rule("builtin:bank") == "sensitive-client-data"


DROPS = """
schema: 1
name: drop-by-drop
title: {zh: 化整为零, en: Drop by drop}
rules:
  - {name: often, then: hold, reason: Often, when: {cumulative: {entity: RESIDENT_ID, count: 2}},
     scope: {recipients: "often@*"}, notice: {zh: 扣留, en: Held}}
  - {name: many, then: hold, reason: Many, when: {cumulative: {entity: RESIDENT_ID, distinct: 2}},
     scope: {recipients: "many@*"}, notice: {zh: 扣留, en: Held}}
"""


@pytest.fixture
def drops(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(DROPS, encoding="utf-8")
    return str(path)


def client() -> Finding:
    """Return what an inspection says of `ID` under the key of `EnrolledState`."""
    key = value_hash(b"h" * 32, "RESIDENT_ID", ID)
    return Finding("RESIDENT_ID", Category.IDENTITY, Grade.SENSITIVE, 0.99, "110105********002X", key, ())


@pytest.fixture
def found_without_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    async def inspect(_pool: Pool, _fd: int, **_of_the_file: str) -> Inspection:
        return Inspection(InspectionVerdict.INSPECTED, "", "message", 0, 0.0, (client(),))

    monkeypatch.setattr(Pool, "inspect", inspect)


async def left_once_before(state_dir: Path) -> None:
    """Leave the journal of a gateway that has let a mail with this client's number leave."""
    with closing(Outbox(state_dir / "gateway.db")) as outbox:
        journal = Journal(state_dir / "gateway.db", outbox)
        counters, now = counters_of([parse(DROPS)]), datetime.now(UTC)
        counts = counts_of(counters, [client()], message_id="m1", sender="li@bank.example", at=now)
        outcome = Outcome(b"f1", b"250\r\n", counted=counts.additions(["often@x.example"]))
        await journal.settle("m1", MessageState.DELIVERED, outcome)
        journal.close()


def test_cumulative_counts_are_read_from_the_gateway_and_nothing_is_added(
    dry_run: DryRun, message: Path, settings_file: Path, state_dir: Path, drops: str
) -> None:
    EnrolledState(state_dir)
    asyncio.run(left_once_before(state_dir))
    before = (state_dir / "gateway.db").read_bytes()
    said = dry_run(message, "often@x.example", "many@x.example", policy=drops, settings=settings_file)
    assert (said.code, outcomes(said), said.words) == (1, ["held", "passed"], "")  # twice, but one client
    assert (state_dir / "gateway.db").read_bytes() == before
    assert (state_dir / "gateway.db-wal").read_bytes() == b""


@pytest.mark.usefixtures("found_without_a_look")
def test_without_a_gateway_that_has_counted_the_message_stands_alone_and_this_is_said(
    dry_run: DryRun, message: Path, settings_file: Path, state_dir: Path, drops: str
) -> None:
    said = dry_run(message, "often@x.example", policy=drops, settings=settings_file)
    assert (said.code, outcomes(said)) == (0, ["passed"])
    assert said.words.startswith("cumulative counts are those of this message alone: give --settings ")
    assert not state_dir.exists()


@pytest.mark.usefixtures("found_without_a_look")
def test_counts_that_cannot_be_read_are_no_zero(
    dry_run: DryRun, message: Path, settings_file: Path, state_dir: Path, drops: str
) -> None:
    make_private_directory(state_dir)
    (state_dir / "gateway.db").write_text("no database " * 100)
    said = dry_run(message, "often@x.example", policy=drops, settings=settings_file)
    assert (said.code, said.lines) == (3, [])
    assert "gateway.db: the cumulative counts cannot be read: file is not a database" in said.words


def test_without_any_policy_nothing_can_be_said(dry_run: DryRun, message: Path, settings_file: Path) -> None:
    settings_file.write_text(settings_file.read_text().replace("builtin:bank", ""))
    for settings in (None, settings_file):
        said = dry_run(message, "wang@x.example", policy="", settings=settings)
        assert (said.code, said.lines) == (3, [])
        assert "give --policy builtin:bank or --settings" in said.words


MASKED = """
schema: 1
name: masked
title: {zh: 脱敏, en: Masked}
rules:
  - {name: mask, then: redact, reason: Masked, when: {entity: RESIDENT_ID}, notice: {zh: 遮盖, en: Masked}}
  - {name: seal, then: seal, reason: Sealed, when: {entity: MOBILE}, scope: {recipients: "*@client.example"},
     notice: {zh: 加密, en: Sealed}}
"""


@pytest.mark.parametrize(
    ("header", "expected"),
    [("", ["redacted", "sealed-pdf"]), ("DKIM-Signature: v=1\r\n", ["held", "held"])],
)
def test_a_masked_mail_is_told_with_its_counts(
    dry_run: DryRun, message: Path, tmp_path: Path, header: str, expected: list[str]
) -> None:
    (tmp_path / "own.yaml").write_text(MASKED, encoding="utf-8")
    content = header.encode() + mail(f"{CLIENT}手机13800138000")
    message.write_bytes(content)
    said = dry_run(message, "wang@x.example", "chen@client.example", policy=str(tmp_path / "own.yaml"))
    assert (said.code, outcomes(said)) == (1, expected)
    masked = [line.get("masked") for line in said.lines[:-1]]
    assert masked == ([None, None] if header else [{"RESIDENT_ID": 1}] * 2)
    assert message.read_bytes() == content


def test_releases_of_the_gateway_count(
    message: Path, settings_file: Path, state_dir: Path, dry_run: DryRun
) -> None:
    enrolled = EnrolledState(state_dir)
    enrolled.take_over(
        POLICY.replace("when: {grade: sensitive}", "when: {grade: sensitive, approved: false}")
    )
    rivals = ("wang@rival.example", "chen@rival.example")
    assert outcomes(dry_run(message, *rivals, policy="", settings=settings_file)) == ["held", "held"]
    holds = {"since": "2026-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"}
    enrolled.release(granted(recipients=rivals[:1], **holds))
    assert outcomes(dry_run(message, *rivals, policy="", settings=settings_file)) == ["passed", "held"]
