"""Moving aside and back: what an attacker, an accident or a race may do to the path meanwhile."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from agent.destruction import Intent
from agent.parts import Parts
from agent.wipe import aside, refusal, syscalls
from agent.wipe.refusal import Refusal
from tests.agent.builders import CLIENT_TEXT, make_file, make_leftover

VICTIM_TEXT = "not to be touched"


def planned(parts: Parts, path: Path) -> Intent:
    one = make_leftover(parts, path)
    return Intent(
        id="d-1",
        leftover_id=one.id,
        root=one.root,
        path=one.path,
        dev=one.dev,
        inode=one.inode,
        size=one.size,
        fingerprint=one.fingerprint,
        initiator="deadline",
        to_vault=False,
        person="",
        account="",
        attribution="strong",
        found_at="",
        rule="",
        policy_version=1,
    )


def move(parts: Parts, intent: Intent) -> bytes:
    return aside.move(intent, parts.keystore.fingerprint_key(), parts.settings.state_dir)


def symbolic_link(path: Path, victim: Path) -> None:
    path.unlink()
    path.symlink_to(victim)


def linked_folder(path: Path, victim: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    path.parent.symlink_to(victim.parent)


def hard_link(path: Path, victim: Path) -> None:
    os.link(path, victim.parent / "second-name")


def replaced(path: Path, victim: Path) -> None:
    other = path.with_name("other")
    other.write_text(CLIENT_TEXT, encoding="utf-8")
    other.replace(path)


def replaced_by_victim(path: Path, victim: Path) -> None:
    path.unlink()
    os.link(victim, path)


def edited(path: Path, victim: Path) -> None:
    path.write_text(CLIENT_TEXT.replace("王小明", "李小红"), encoding="utf-8")


def vanished(path: Path, victim: Path) -> None:
    path.unlink()


def folder_vanished(path: Path, victim: Path) -> None:
    path.unlink()
    path.parent.rmdir()


def fifo(path: Path, victim: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("trick", "reasons"),
    [
        (symbolic_link, {refusal.REPLACED, refusal.SYMBOLIC_LINK}),
        (linked_folder, {refusal.SYMBOLIC_LINK, refusal.REPLACED}),
        (hard_link, {refusal.HARD_LINKS}),
        (replaced, {refusal.REPLACED}),
        (replaced_by_victim, {refusal.REPLACED, refusal.HARD_LINKS}),
        (edited, {refusal.CHANGED}),
        (vanished, {refusal.VANISHED}),
        (folder_vanished, {refusal.VANISHED}),
        (fifo, {refusal.REPLACED, refusal.NOT_A_FILE}),
    ],
)
def test_what_is_not_the_planned_file_stays_where_it_is(
    parts: Parts, tmp_path: Path, trick: Callable[[Path, Path], None], reasons: set[str]
) -> None:
    victim = tmp_path / "elsewhere" / "clients.txt"
    victim.parent.mkdir()
    victim.write_text(VICTIM_TEXT, encoding="utf-8")
    path = make_file(tmp_path, "folder/clients.txt")
    intent = planned(parts, path)
    trick(path, victim)
    with pytest.raises(Refusal) as why:
        move(parts, intent)
    assert why.value.reason in reasons
    assert victim.read_text(encoding="utf-8") == VICTIM_TEXT


@pytest.mark.parametrize("path", [b"/etc/passwd", b"/r/../etc/passwd", b"/r", b"/rr/file", b"/r/"])
def test_a_path_outside_of_the_root_is_refused(path: bytes) -> None:
    with pytest.raises(Refusal) as why:
        aside.relative(b"/r", path)
    assert why.value.reason == refusal.OUTSIDE_ROOTS


def test_a_name_swapped_between_look_and_rename_is_noticed_afterwards(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_file(tmp_path)
    leftover = make_leftover(parts, path)
    rename = syscalls.rename_new

    def racing(from_directory: int, name: bytes, to_directory: int, new_name: bytes) -> None:
        monkeypatch.setattr(syscalls, "rename_new", rename)
        path.rename(path.with_name("away"))
        path.write_text(VICTIM_TEXT, encoding="utf-8")
        rename(from_directory, name, to_directory, new_name)

    monkeypatch.setattr(syscalls, "rename_new", racing)
    intent = parts.destroyer.destroy(leftover, "deadline")
    assert intent.reason == refusal.REPLACED
    assert path.read_text(encoding="utf-8") == VICTIM_TEXT
    assert path.with_name("away").read_text(encoding="utf-8") == CLIENT_TEXT


def test_moving_again_after_a_crash_finds_it_aside(parts: Parts, tmp_path: Path) -> None:
    intent = planned(parts, make_file(tmp_path))
    first = move(parts, intent)
    make_file(tmp_path)  # somebody made a new one of the same name
    assert move(parts, intent) == first
    assert (tmp_path / "root" / "clients.txt").exists()


def test_on_another_file_system_the_aside_lies_below_the_root(parts: Parts, tmp_path: Path) -> None:
    intent = planned(parts, make_file(tmp_path))
    elsewhere = Path("/dev/shm")
    assert elsewhere.stat().st_dev != intent.dev
    directory = aside.move(intent, parts.keystore.fingerprint_key(), elsewhere)
    assert directory == os.fsencode(tmp_path / "root" / aside.ASIDE)
    assert (tmp_path / "root" / aside.ASIDE).stat().st_mode & 0o777 == 0o700


def test_an_aside_that_others_may_enter_is_refused(parts: Parts, tmp_path: Path) -> None:
    intent = planned(parts, make_file(tmp_path))
    (tmp_path / "state" / "aside").mkdir(mode=0o755)
    with pytest.raises(Refusal) as why:
        move(parts, intent)
    assert why.value.reason == refusal.NO_PERMISSION


def test_an_aside_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(Refusal):
        aside.open_aside(os.fsencode(tmp_path / "link"))


def test_put_back_takes_a_free_name_when_its_own_is_taken(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    intent = planned(parts, path)
    moved = msgspec.structs.replace(intent, aside=move(parts, intent))
    path.write_text("new", encoding="utf-8")
    assert "new name" in aside.put_back(moved)
    assert path.read_text(encoding="utf-8") == "new"
    assert path.with_name("clients.txt.returned-1").read_text(encoding="utf-8") == CLIENT_TEXT
    assert aside.put_back(moved) == ""  # done before


def test_put_back_goes_to_the_root_when_the_folder_is_gone(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path, "folder/clients.txt")
    intent = planned(parts, path)
    moved = msgspec.structs.replace(intent, aside=move(parts, intent))
    path.parent.rmdir()
    aside.put_back(moved)
    assert (tmp_path / "root" / "clients.txt").read_text(encoding="utf-8") == CLIENT_TEXT
