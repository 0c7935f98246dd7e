"""The journal: what was promised is on the disk before anybody hears of it, whole or not at all."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from runtime import sqlite
from runtime.outbox import Outbox
from smtp_gateway import cumulative
from smtp_gateway import journal as journal_module
from smtp_gateway.cumulative import Addition
from smtp_gateway.handler import StorageFull
from smtp_gateway.journal import Copy, Journal, Outcome, read_copies, read_counted
from smtp_gateway.transaction import MessageState
from tests.runtime.conftest import make_incident
from tests.smtp_gateway.arrivals import CHEN, LI, WANG, make_copy
from tests.smtp_gateway.full_disk import files_end_at

REPLY = b"250 2.0.0 Accepted for delivery as m1\r\n"
S = MessageState


class Store:
    """A journal and its outbox, which can be left as by a kill and opened again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.open()

    def open(self, reply_seconds: float = 3600.0) -> Journal:
        self.outbox = Outbox(self.path)
        self.journal = Journal(self.path, self.outbox, reply_seconds=reply_seconds)
        return self.journal

    def reopen(self) -> Journal:
        """Start anew on what is on the disk; the old one is closed later, as if it had hung."""
        old = self.journal, self.outbox
        self.open()
        for one in old:
            one.close()
        return self.journal

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask over a connection of its own: sees only what is committed."""
        with closing(sqlite.connect(self.path)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "gateway.db")
    yield store
    store.journal.close()
    store.outbox.close()


def outcome(*copies: Copy, events: tuple[str, ...] = (), fingerprint: bytes = b"f1") -> Outcome:
    return Outcome(fingerprint, REPLY, copies, tuple(make_incident(one) for one in events))


async def test_an_outcome_is_whole_on_the_disk_when_settle_returns(store: Store) -> None:
    await store.journal.settle(
        "m1", S.COMMITTED, outcome(make_copy("m1.0"), make_copy("m1.1", held=True), events=("e1",))
    )
    assert store.rows("SELECT id, state, fingerprint, reply FROM message") == [
        ("m1", "committed", b"f1", REPLY)
    ]
    assert store.rows("SELECT id, message_id, held FROM copy ORDER BY id") == [
        ("m1.0", "m1", 0),
        ("m1.1", "m1", 1),
    ]
    assert store.rows("SELECT id FROM outbox") == [("e1",)]
    (synchronous,) = await store.journal._commit(lambda c: c.execute("PRAGMA synchronous").fetchone())
    assert synchronous == 2  # FULL: a commit is an fsync


async def test_an_outcome_that_cannot_be_kept_leaves_nothing(store: Store) -> None:
    await store.journal.settle("m0", S.COMMITTED, outcome(make_copy("taken")))
    with pytest.raises(sqlite3.IntegrityError):
        await store.journal.settle(
            "m1", S.COMMITTED, outcome(make_copy("m1.0"), make_copy("taken"), events=("e1",))
        )
    assert store.rows("SELECT id FROM message") == [("m0",)]
    assert store.rows("SELECT id FROM copy") == [("taken",)]
    assert store.rows("SELECT id FROM outbox") == []


async def test_the_outbox_is_woken_for_an_event_and_only_then(store: Store) -> None:
    before = store.outbox.signals
    await store.journal.settle("m1", S.DELIVERED, outcome())
    assert store.outbox.signals == before
    await store.journal.settle("m2", S.DELIVERED, outcome(events=("e1",), fingerprint=b"f2"))
    assert store.outbox.signals > before


Change = Callable[[sqlite3.Connection], object]


def page_limit(pages: int) -> Change:
    return lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}")


def big(key: str) -> Copy:
    return make_copy(key, *(f"recipient-{n}@x.example" for n in range(2000)))


async def test_a_full_database_is_a_full_disk_and_nothing_is_kept(store: Store) -> None:
    await store.journal.settle("m1", S.COMMITTED, outcome(make_copy("m1.0")))
    await store.journal._commit(page_limit(1))  # no page more than there are
    with pytest.raises(StorageFull):
        await store.journal.settle("m2", S.COMMITTED, outcome(big("m2.0"), events=("e1",)))
    await store.journal._commit(page_limit(100_000))
    assert [copy.id for copy in read_copies(store.path)] == ["m1.0"]
    assert store.rows("SELECT id FROM message") == [("m1",)]
    assert store.outbox.depth() == 0


async def test_a_disk_that_takes_no_more_is_a_full_disk_and_the_journal_goes_on_afterwards(
    store: Store,
) -> None:
    await store.journal.settle("m1", S.COMMITTED, outcome(make_copy("m1.0")))
    with files_end_at(60_000), pytest.raises(StorageFull):
        await store.journal.settle("m2", S.COMMITTED, outcome(big("m2.0"), events=("e1",)))
    assert [copy.id for copy in read_copies(store.path)] == ["m1.0"]
    await store.journal.settle("m2", S.COMMITTED, outcome(big("m2.0"), fingerprint=b"f2"))
    assert [copy.id for copy in read_copies(store.path)] == ["m1.0", "m2.0"]


async def test_a_step_without_a_change_writes_nothing(store: Store) -> None:
    for state in (S.RECEIVED, S.INSPECTED, S.DECIDED):
        await store.journal.advance("m1", state)
    assert store.rows("SELECT count(*) FROM message") == [(0,)]


# How far a message came before its gateway was killed, and what the next one knows: whether the same mail
# gets its old reply again, and which copies are still to be delivered.
LEFT = [
    ("received", False, []),
    ("decided", False, []),
    ("delivered", True, []),
    ("committed", True, ["m1.0"]),
    ("committed unread", True, ["m1.0"]),
    ("committed read", False, ["m1.0"]),
    ("committed deferred", True, ["m1.0"]),
    ("committed sent", True, []),
    ("committed bounced", True, ["m1.0.b0"]),
    ("committed read sent", False, []),
]


async def take(journal: Journal, step: str) -> None:
    """Bring message m1 one step on."""
    copy = make_copy("m1.0")
    match step:
        case "received" | "decided":
            await journal.advance("m1", S(step))
        case "delivered":
            await journal.settle("m1", S.DELIVERED, outcome())
        case "committed":
            await journal.settle("m1", S.COMMITTED, outcome(copy))
        case "read" | "unread":
            await journal.replied("m1", outcome(copy), read=step == "read")
        case "deferred":
            await journal.defer(copy)
        case "sent":
            await journal.end_copy(copy, S.SENT)
        case "bounced":
            await journal.end_copy(copy, S.BOUNCED, make_copy("m1.0.b0", LI, file="m1.0.b0"))


@pytest.mark.parametrize(("script", "again", "copies"), LEFT)
async def test_the_next_start_takes_over_from_every_state(
    store: Store, script: str, again: bool, copies: list[str]
) -> None:
    for step in script.split():
        await take(store.journal, step)
    journal = store.reopen()
    assert journal.stored_reply(b"f1") == (REPLY if again else None)
    assert [copy.id for copy in (await journal.due(time.time(), 10))[0]] == copies


async def test_a_reply_that_was_not_read_is_given_again_until_it_is(store: Store) -> None:
    journal = store.journal
    await journal.settle("m1", S.COMMITTED, outcome())
    assert journal.stored_reply(b"f1") is None  # the client is still there
    await journal.replied("m1", outcome(), read=False)
    assert store.rows("SELECT state FROM message") == [("replied",)]
    assert journal.stored_reply(b"f1") == REPLY
    assert journal.stored_reply(b"f2") is None
    await journal.forget(b"f1")
    await journal.forget(b"f1")
    assert journal.stored_reply(b"f1") is None
    assert store.rows("SELECT id FROM message") == []


async def test_a_stored_reply_has_its_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = store.reopen()
    await journal.settle("m1", S.COMMITTED, outcome())
    await journal.replied("m1", outcome(), read=False)
    later = time.time() + 3601
    monkeypatch.setattr(journal_module.time, "time", lambda: later)
    assert journal.stored_reply(b"f1") is None
    assert store.reopen().stored_reply(b"f1") is None
    await store.journal.clean()
    assert store.rows("SELECT id FROM message") == []


def adding(*values: str, at: float | None = None) -> tuple[Addition, ...]:
    """Return what a mail adds, now or at another time, to a tally of one hour."""
    return (Addition(b"t" * 16, dict.fromkeys(values, 1), 3600, time.time() if at is None else at),)


async def number(journal: Journal) -> int:
    (found,) = (await journal.counted(adding())).values()
    return found


async def test_what_left_counts_after_a_kill_and_a_mail_that_comes_again_counts_once(store: Store) -> None:
    await store.journal.advance("m1", S.DECIDED)
    assert await number(store.reopen()) == 0  # it was killed before anything left
    left = msgspec.structs.replace(outcome(), counted=adding("a", "b"))
    await store.journal.settle("m1", S.DELIVERED, left)
    with pytest.raises(sqlite3.IntegrityError):
        await store.journal.settle("m1", S.DELIVERED, msgspec.structs.replace(left, counted=adding("c")))
    assert await number(store.reopen()) == 2
    assert read_counted(store.path, adding("b", "d")) == {b"t" * 16: 3}
    assert store.journal.stored_reply(b"f1") == REPLY  # its client hears this, and nothing leaves again


async def test_an_outcome_that_cannot_be_kept_is_not_counted(store: Store) -> None:
    await settled(store.journal, make_copy("taken"))
    lost = msgspec.structs.replace(outcome(make_copy("taken")), counted=adding("a"))
    with pytest.raises(sqlite3.IntegrityError):
        await store.journal.settle("m2", S.COMMITTED, lost)
    assert await number(store.journal) == 0


async def test_counted_values_are_removed_behind_their_window_also_at_the_next_start(store: Store) -> None:
    old = adding("a", at=time.time() - 3601)
    await store.journal.settle("m1", S.DELIVERED, Outcome(b"f1", REPLY, counted=old))
    await store.journal.clean()
    assert store.rows("SELECT * FROM counted") == []
    with closing(sqlite.connect(store.path)) as connection:
        cumulative.record(connection, old)
    store.reopen()
    assert store.rows("SELECT * FROM counted") == []


async def settled(journal: Journal, *copies: Copy) -> None:
    await journal.settle("m1", S.COMMITTED, outcome(*copies))


async def test_what_is_due_comes_oldest_first_and_held_copies_never(store: Store) -> None:
    await settled(
        store.journal,
        make_copy("late", at=30.0), make_copy("old", at=10.0), make_copy("held", held=True, at=5.0),
        make_copy("now", at=20.0), make_copy("later", at=40.0),
    )  # fmt: skip
    due, later = await store.journal.due(20.0, 10)
    assert ([copy.id for copy in due], later) == (["old", "now"], 30.0)
    due, later = await store.journal.due(50.0, 3)
    assert ([copy.id for copy in due], later) == (["old", "now", "late"], None)


async def test_a_copy_comes_back_as_it_was_put(store: Store) -> None:
    copy = make_copy("m1.0", "王@x.example", "b@x.example", file="m1.0", at=10.0)
    await settled(store.journal, copy)
    assert (await store.journal.due(20.0, 1))[0] == [copy]
    assert read_copies(store.path) == [copy]


async def test_a_deferred_copy_keeps_what_is_left_and_its_bounce_comes_with_it(store: Store) -> None:
    await settled(store.journal, make_copy("m1.0", WANG, CHEN))
    left = msgspec.structs.replace(
        make_copy("m1.0", CHEN), attempts=1, due_at=99.0, last_reply=b"4" * 2000, created_at=5.0
    )
    await store.journal.defer(left, make_copy("m1.0.b0", LI, file="m1.0.b0", at=7.0))
    bounce, kept = sorted(read_copies(store.path), key=lambda copy: copy.due_at)
    assert (bounce.id, bounce.due_at) == ("m1.0.b0", 7.0)
    assert (kept.letter, kept.attempts, kept.due_at) == (left.letter, 1, 99.0)
    assert kept.last_reply == b"4" * 1024
    assert (kept.state, kept.created_at) == (S.DEFERRED, 0.0)  # its age counts from the beginning


async def test_a_copy_that_cannot_end_with_its_bounce_stays(store: Store) -> None:
    await settled(store.journal, make_copy("m1.0"), make_copy("taken"))
    for step in (
        store.journal.end_copy(make_copy("m1.0"), S.BOUNCED, make_copy("taken")),
        store.journal.defer(msgspec.structs.replace(make_copy("m1.0"), attempts=9), make_copy("taken")),
    ):
        with pytest.raises(sqlite3.IntegrityError):
            await step
    assert [(copy.id, copy.attempts) for copy in read_copies(store.path)] == [("m1.0", 0), ("taken", 0)]


async def test_a_file_is_needed_until_its_last_copy_ends(store: Store) -> None:
    await settled(
        store.journal, make_copy("m1.0"), make_copy("m1.1", held=True), make_copy("m1.2", file="m1.0")
    )
    assert await store.journal.files() == {"m1", "m1.0"}
    await store.journal.end_copy(make_copy("m1.0"), S.SENT)
    assert await store.journal.needs("m1")
    await store.journal.end_copy(make_copy("m1.1"), S.SENT)
    assert not await store.journal.needs("m1")
    assert await store.journal.files() == {"m1.0"}


async def test_copies_are_read_beside_a_running_gateway_without_a_trace(store: Store) -> None:
    await settled(
        store.journal, make_copy("b", at=2.0), make_copy("a", held=True, at=2.0), make_copy("c", at=1.0)
    )
    before = {path: path.stat().st_mtime_ns for path in store.path.parent.iterdir()}
    assert [copy.id for copy in read_copies(store.path)] == ["c", "a", "b"]
    assert {path: path.stat().st_mtime_ns for path in store.path.parent.iterdir()} == before
    await store.journal.end_copy(make_copy("c"), S.SENT)
    assert [copy.id for copy in read_copies(store.path)] == ["a", "b"]


async def test_copies_are_read_after_a_clean_end_too(store: Store) -> None:
    await settled(store.journal, make_copy("m1.0"))
    store.journal.close()
    store.outbox.close()
    assert [copy.id for copy in read_copies(store.path)] == ["m1.0"]
    store.open()


def test_what_is_no_journal_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database " * 100)
    for name in ("missing", "text"):
        with pytest.raises(sqlite3.Error):
            read_copies(tmp_path / name)
    assert not (tmp_path / "missing").exists()
