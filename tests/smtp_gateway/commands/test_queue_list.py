"""`queue`: what waits, one line of JSON a copy, addresses and never content."""

from pathlib import Path

import msgspec
import pytest

from smtp_gateway.smtp.address import MailPath
from tests.smtp_gateway.arrivals import CHEN, MAIL, WANG, make_copy
from tests.smtp_gateway.commands.conftest import Command, leave_behind


async def test_each_copy_is_a_line(command: Command, state_dir: Path) -> None:
    deferred = msgspec.structs.replace(
        make_copy("m1.1", CHEN, at=1_790_000_000.0),
        attempts=2, due_at=1_790_000_600.0, last_reply="450 4.2.1 稍后\r\n".encode(),
    )  # fmt: skip
    await leave_behind(state_dir, make_copy("m1.0", WANG, CHEN, held=True), deferred)
    said = command("queue")
    assert (said.code, said.words) == (0, "2 waiting\n")
    held, waiting = said.lines
    assert held == {
        "id": "m1.0", "state": "held", "sender": "li@bank.example", "recipients": [WANG, CHEN], "size": len(MAIL),
        "attempts": 0, "created_at": "1970-01-01T00:00:00+00:00", "due_at": "1970-01-01T00:00:00+00:00",
        "last_reply": "",
    }  # fmt: skip
    assert (waiting["state"], waiting["attempts"]) == ("deferred", 2)
    assert waiting["due_at"] == "2026-09-21T14:23:20+00:00"
    assert waiting["last_reply"] == "450 4.2.1 稍后"


async def test_addresses_that_are_no_text_are_shown_too(command: Command, state_dir: Path) -> None:
    copy = make_copy("m1.0", "王@x.example")
    odd = msgspec.structs.replace(copy.letter, sender=MailPath(b"li\xff@bank.example"))
    await leave_behind(state_dir, msgspec.structs.replace(copy, letter=odd))
    (line,) = command("queue").lines
    assert (line["sender"], line["recipients"]) == ("li?@bank.example", ["王@x.example"])


async def test_nothing_waits(command: Command, state_dir: Path) -> None:
    await leave_behind(state_dir)
    assert command("queue") == (0, [], "0 waiting\n")


@pytest.mark.parametrize("content", [None, b"no database " * 100])
def test_what_is_no_journal_is_told(command: Command, state_dir: Path, content: bytes | None) -> None:
    if content is not None:
        state_dir.mkdir()
        (state_dir / "gateway.db").write_bytes(content)
    said = command("queue")
    assert (said.code, said.lines) == (3, [])
    assert "the journal cannot be read" in said.words
    assert state_dir.exists() == (content is not None)
