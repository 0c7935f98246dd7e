"""`spool-verify`: every promised file is there and whole, and a gateway that works on is no alarm."""

from pathlib import Path

import pytest

from smtp_gateway.commands import spool_verify
from smtp_gateway.journal import Copy
from smtp_gateway.spool import Spool
from tests.smtp_gateway.arrivals import CHEN, MAIL, make_copy
from tests.smtp_gateway.commands.conftest import Command, leave_behind

ALL_WELL = {"copies": 2, "missing": [], "wrong_size": [], "unclaimed": []}


@pytest.fixture
async def spool(state_dir: Path) -> Spool:
    """The spool of two copies of one mail, whose file is there."""
    await leave_behind(state_dir, make_copy("m1.0"), make_copy("m1.1", CHEN, held=True))
    spool = Spool(state_dir)
    spool.store("m1", MAIL)
    return spool


def test_all_is_there(command: Command, spool: Spool) -> None:
    assert command("spool-verify") == (0, [ALL_WELL], "")
    assert spool.names() == {"m1"}


def test_what_nobody_needs_is_named_and_stays(command: Command, spool: Spool) -> None:
    spool.store("half", b"x")
    (spool.directory / ".m1.0.0123.new").write_bytes(b"x")
    assert command("spool-verify") == (0, [{**ALL_WELL, "unclaimed": [".m1.0.0123.new", "half"]}], "")
    assert spool.names() == {"m1", "half", ".m1.0.0123.new"}


def test_a_lost_file_is_named(command: Command, spool: Spool) -> None:
    spool.remove("m1")
    assert command("spool-verify") == (1, [{**ALL_WELL, "missing": ["m1"]}], "")


@pytest.mark.parametrize("content", [MAIL[:-1], MAIL + b"x", b""])
def test_a_file_of_another_size_is_named(command: Command, spool: Spool, content: bytes) -> None:
    spool.path("m1").write_bytes(content)
    assert command("spool-verify") == (1, [{**ALL_WELL, "wrong_size": ["m1"]}], "")


def test_copies_that_come_and_go_meanwhile_are_no_alarm(
    command: Command, spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway delivers m2 while it is looked at, whose file was still seen, and takes m3 on."""
    spool.store("m2", MAIL)
    m1, m2, m3 = (make_copy(f"{name}.0", file=name) for name in ("m1", "m2", "m3"))
    answers: list[list[Copy]] = [[m1, m2], [m1, m3]]
    monkeypatch.setattr(spool_verify, "read_copies", lambda _path: answers.pop(0))
    assert command("spool-verify") == (0, [ALL_WELL], "")


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"no database " * 100)])
def test_a_journal_that_cannot_be_read_is_told(
    command: Command, spool: Spool, state_dir: Path, damage: object
) -> None:
    damage(state_dir / "gateway.db")  # type: ignore[operator]
    said = command("spool-verify")
    assert (said.code, said.lines) == (3, [])
    assert "the journal cannot be read" in said.words
    assert spool.names() == {"m1"}
